namespace ClipshareBox.Platform.Hub;

/// <summary>
/// One workspace's room: who listens, and the last numbered events, so that someone who comes back gets what was missed.
/// </summary>
internal sealed class HubRoom(long start)
{
    private const int Remembered = 2_000;

    private readonly Lock _lock = new();
    // What happens while someone joins is held back until the answer to the joining stands in front of it.
    private readonly Dictionary<HubConnection, List<byte[]>?> _listeners = [];
    private readonly Queue<HubEvent> _events = new();
    private long _seq = start;

    /// <summary>Numbers an event, remembers it and hands it to all who listen.</summary>
    public void Publish(Func<long, HubEvent> write)
    {
        lock (_lock)
        {
            var made = write(++_seq);
            _events.Enqueue(made);
            if (_events.Count > Remembered)
                _events.Dequeue();
            foreach (var (listener, held) in _listeners)
            {
                var frame = made.For(listener.Caller.UserId);
                if (held is null)
                    listener.Outbox.Add(frame);
                else
                    held.Add(frame);
            }
        }
    }

    /// <summary>Hands a state to all who listen, but not to <paramref name="except"/>.</summary>
    public void Show(string key, byte[] frame, HubConnection? except = null)
    {
        lock (_lock)
        {
            foreach (var listener in _listeners.Keys.Where(l => l != except))
                listener.Outbox.Show(key, frame);
        }
    }

    /// <summary>
    /// Begins to let a client listen; <see cref="Admit"/> ends it. Listening begins before the snapshot is read, so that nothing falls between the two; hearing twice
    /// does no harm, for an event carries the whole new state.
    /// </summary>
    /// <returns>The last number, and the missed events, or null where they are no longer all known.</returns>
    public (long Seq, IReadOnlyList<HubEvent>? Missed) Join(HubConnection connection, long? since)
    {
        lock (_lock)
        {
            _listeners[connection] = [];
            var known = since is { } last && last <= _seq && last >= _seq - _events.Count;
            return (_seq, known ? [.. _events.Where(e => e.Seq > since)] : null);
        }
    }

    /// <summary>Sends the answer to the joining, and from then on whatever happens.</summary>
    public void Admit(HubConnection connection, IEnumerable<byte[]> answer)
    {
        lock (_lock)
        {
            if (!_listeners.TryGetValue(connection, out var held))
                return;
            foreach (var frame in answer.Concat(held ?? []))
                connection.Outbox.Add(frame);
            _listeners[connection] = null;
        }
    }

    /// <summary>Ends listening.</summary>
    public void Leave(HubConnection connection)
    {
        lock (_lock)
            _listeners.Remove(connection);
    }

    /// <summary>Those who listen now.</summary>
    public IReadOnlyList<HubConnection> Present()
    {
        lock (_lock)
            return [.. _listeners.Keys];
    }
}

/// <summary>A numbered event; what only one account may see is left out of everybody else's.</summary>
/// <param name="Seq">Its number in the room.</param>
/// <param name="Frame">The frame for all.</param>
/// <param name="Own">Frames of their own for some accounts, or null.</param>
internal sealed record HubEvent(long Seq, byte[] Frame, IReadOnlyDictionary<string, byte[]>? Own = null)
{
    /// <summary>The frame for one account.</summary>
    public byte[] For(string? userId) => userId is not null && Own?.TryGetValue(userId, out var own) == true ? own : Frame;
}
