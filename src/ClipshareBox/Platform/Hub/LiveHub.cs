using System.Collections.Concurrent;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Platform.Hub;

/// <summary>
/// What every feature tells the browsers with. Numbered events are published from <c>Change.AfterCommit</c>, so that the order on
/// the screens is the order on the disk; states are shown whenever they change, the latest wins.
/// </summary>
internal sealed class LiveHub(SeqNumbers numbers, FrameWriter frames, HubFigures figures)
{
    private readonly ConcurrentDictionary<string, HubRoom> _rooms = new();
    private readonly ConcurrentDictionary<HubConnection, bool> _connections = new();

    /// <summary>Tells a room's listeners that something happened, under the room's next number.</summary>
    /// <param name="workspaceId">The room.</param>
    /// <param name="type">Name of the event.</param>
    /// <param name="data">The whole new state of one thing, as everybody may see it.</param>
    /// <param name="own">What some accounts see instead, by account.</param>
    public void Publish<T>(string workspaceId, string type, T data, IReadOnlyDictionary<string, T>? own = null) =>
        Room(workspaceId).Publish(seq => new HubEvent(
            seq,
            frames.Write(type, data, workspaceId: workspaceId, seq: seq),
            own?.ToDictionary(o => o.Key, o => frames.Write(type, o.Value, workspaceId: workspaceId, seq: seq))));

    /// <summary>Shows a room's listeners how something stands now.</summary>
    /// <param name="workspaceId">The room.</param>
    /// <param name="type">Name of the state.</param>
    /// <param name="data">The state.</param>
    /// <param name="key">Tells states of one type apart, such as one cursor a person; null where there is one a room.</param>
    /// <param name="except">A connection that knows already.</param>
    public void Show<T>(string workspaceId, string type, T data, string? key = null, HubConnection? except = null) =>
        Room(workspaceId).Show($"{type} {workspaceId} {key}", frames.Write(type, data, workspaceId: workspaceId), except);

    /// <summary>Shows everyone who is connected how something of the whole box stands now.</summary>
    public void ShowAll<T>(string type, T data, string? key = null)
    {
        var frame = frames.Write(type, data);
        foreach (var connection in _connections.Keys)
            connection.Outbox.Show($"{type} {key}", frame);
    }

    /// <summary>Shows an account, in whatever rooms it is, how something of its own stands now.</summary>
    public void ShowTo<T>(string userId, string type, T data, string? key = null)
    {
        var frame = frames.Write(type, data);
        foreach (var connection in _connections.Keys.Where(c => c.Caller.UserId == userId))
            connection.Outbox.Show($"{type} {key}", frame);
    }

    /// <summary>Rings when somebody enters or leaves a room, or begins or ends to follow its deck.</summary>
    public event Action<string>? PresenceChanged;

    /// <summary>Rings when sign-ins were revoked, for sockets beside the hub; told whose.</summary>
    public event Action<Func<Caller, bool>>? Revoked;

    /// <summary>Rings when a connection has ended, for those who tell single connections something.</summary>
    public event Action<HubConnection>? Left;

    /// <summary>Those who listen to a room now.</summary>
    public IReadOnlyList<HubConnection> Present(string workspaceId) =>
        _rooms.TryGetValue(workspaceId, out var room) ? room.Present() : [];

    /// <summary>How many of a room follow its deck.</summary>
    public int Followers(string workspaceId) => Present(workspaceId).Count(c => c.Follows(workspaceId));

    /// <summary>True while an account has an open connection.</summary>
    public bool IsConnected(string userId) => _connections.Keys.Any(c => c.Caller.UserId == userId);

    /// <summary>Notes whether a connection follows the deck of a room that it is in.</summary>
    /// <exception cref="Refusal">It is not in that room.</exception>
    public void Follow(HubConnection connection, string workspaceId, bool following)
    {
        connection.RequireIn(workspaceId);
        connection.Rooms[workspaceId] = following;
        PresenceChanged?.Invoke(workspaceId);
    }

    /// <summary>Puts those of an account out of a room that they may no longer see.</summary>
    public void Expel(string workspaceId, string userId)
    {
        foreach (var connection in Room(workspaceId).Present().Where(c => c.Caller.UserId == userId))
            Leave(connection, workspaceId);
    }

    /// <summary>Ends the connections of a session, token or account that was revoked.</summary>
    public void Drop(Func<Caller, bool> whose)
    {
        foreach (var connection in _connections.Keys.Where(c => whose(c.Caller)))
            connection.Revoke();
        Revoked?.Invoke(whose);
    }

    internal void Enter(HubConnection connection)
    {
        _connections.TryAdd(connection, true);
        figures.Enter(connection);
    }

    internal (long Seq, IReadOnlyList<HubEvent>? Missed) Join(HubConnection connection, string workspaceId, long? since)
    {
        connection.Rooms.TryAdd(workspaceId, true); // who enters follows, until he says otherwise
        return Room(workspaceId).Join(connection, since);
    }

    internal void Admit(HubConnection connection, string workspaceId, IEnumerable<byte[]> answer)
    {
        Room(workspaceId).Admit(connection, answer);
        PresenceChanged?.Invoke(workspaceId);
    }

    internal void Leave(HubConnection connection, string workspaceId)
    {
        connection.Rooms.TryRemove(workspaceId, out _);
        Room(workspaceId).Leave(connection);
        PresenceChanged?.Invoke(workspaceId);
    }

    internal void Exit(HubConnection connection)
    {
        _connections.TryRemove(connection, out _);
        figures.Exit(connection);
        foreach (var workspaceId in connection.Rooms.Keys)
            Leave(connection, workspaceId);
        Left?.Invoke(connection);
    }

    // No lock may be held here: opening a room writes to the store, whose lock announcements hold.
    private HubRoom Room(string workspaceId) =>
        _rooms.TryGetValue(workspaceId, out var room) ? room : _rooms.GetOrAdd(workspaceId, new HubRoom(numbers.Start(workspaceId)));
}
