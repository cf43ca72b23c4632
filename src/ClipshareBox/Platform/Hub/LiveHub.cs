using System.Collections.Concurrent;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Platform.Hub;

/// <summary>
/// What every feature tells the browsers with. Numbered events are published from <c>Change.AfterCommit</c>, so that the order on
/// the screens is the order on the disk; states are shown whenever they change, the latest wins.
/// </summary>
internal sealed class LiveHub(SeqNumbers numbers, FrameWriter frames)
{
    private readonly ConcurrentDictionary<string, HubRoom> _rooms = new();
    private readonly ConcurrentDictionary<HubConnection, bool> _connections = new();
    private readonly ConcurrentDictionary<HubConnection, bool> _watched = new();

    /// <summary>Tells a room's listeners that something happened, under the room's next number.</summary>
    /// <param name="workspaceId">The room.</param>
    /// <param name="type">Name of the event.</param>
    /// <param name="data">The whole new state of one thing, as everybody may see it.</param>
    public void Publish<T>(string workspaceId, string type, T data) =>
        Room(workspaceId).Publish(seq => new HubEvent(seq, frames.Write(type, data, workspaceId: workspaceId, seq: seq), null, null));

    /// <summary>As <see cref="Publish{T}(string, string, T)"/>, with more for one account.</summary>
    public void Publish<T>(string workspaceId, string type, T data, string? ownerId, T ownerData) =>
        Room(workspaceId).Publish(seq => new HubEvent(
            seq,
            frames.Write(type, data, workspaceId: workspaceId, seq: seq),
            ownerId,
            frames.Write(type, ownerData, workspaceId: workspaceId, seq: seq)));

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

    /// <summary>How many listen to a room.</summary>
    public int Listeners(string workspaceId) => _rooms.TryGetValue(workspaceId, out var room) ? room.Listeners : 0;

    /// <summary>Puts those of an account out of a room that they may no longer see.</summary>
    public void Expel(string workspaceId, string userId)
    {
        foreach (var connection in Room(workspaceId).Present().Where(c => c.Caller.UserId == userId))
            Leave(connection, workspaceId);
    }

    /// <summary>Ends the connections of a session, token or account that was revoked.</summary>
    public void Drop(Func<Caller, bool> whose)
    {
        foreach (var connection in _connections.Keys.Concat(_watched.Keys).Where(c => whose(c.Caller)))
            connection.Revoke();
    }

    /// <summary>Has <see cref="Drop"/> reach a connection of another address, until what this returns is disposed.</summary>
    public IDisposable Watch(HubConnection connection)
    {
        _watched.TryAdd(connection, true);
        return new Watching(() => _watched.TryRemove(connection, out _));
    }

    internal void Enter(HubConnection connection) => _connections.TryAdd(connection, true);

    internal (long Seq, IReadOnlyList<HubEvent>? Missed) Join(HubConnection connection, string workspaceId, long? since)
    {
        connection.Rooms.TryAdd(workspaceId, true);
        return Room(workspaceId).Join(connection, since);
    }

    internal void Admit(HubConnection connection, string workspaceId, IEnumerable<byte[]> answer) =>
        Room(workspaceId).Admit(connection, answer);

    internal void Leave(HubConnection connection, string workspaceId)
    {
        connection.Rooms.TryRemove(workspaceId, out _);
        Room(workspaceId).Leave(connection);
    }

    internal void Exit(HubConnection connection)
    {
        _connections.TryRemove(connection, out _);
        foreach (var workspaceId in connection.Rooms.Keys)
            Leave(connection, workspaceId);
    }

    // No lock may be held here: opening a room writes to the store, whose lock announcements hold.
    private HubRoom Room(string workspaceId) =>
        _rooms.TryGetValue(workspaceId, out var room) ? room : _rooms.GetOrAdd(workspaceId, new HubRoom(numbers.Start(workspaceId)));

    private sealed class Watching(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
