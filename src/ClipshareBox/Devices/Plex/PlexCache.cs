using System.Collections.Concurrent;

namespace ClipshareBox.Devices.Plex;

/// <summary>An answer, fresh or kept.</summary>
/// <param name="Value">The answer.</param>
/// <param name="At">When the server gave it.</param>
/// <param name="IsDegraded">True when it is older than it should be because the server is away.</param>
internal sealed record PlexAnswer<T>(T Value, DateTimeOffset At, bool IsDegraded);

/// <summary>What the status page shows of the cache.</summary>
/// <param name="Hits">Answers from memory.</param>
/// <param name="Misses">Questions that went to a server.</param>
/// <param name="Joined">Askers who waited for another's equal question.</param>
/// <param name="Degraded">Old answers given because the server was away.</param>
/// <param name="Entries">Answers kept.</param>
/// <param name="Bytes">Their size on the wire.</param>
internal sealed record PlexCacheFigures(long Hits, long Misses, long Joined, long Degraded, int Entries, long Bytes);

/// <summary>
/// Keeps answers for a while, asks equal questions once, and gives the last good answer while a server is away.
/// Keys hold the asker's mark: one person's list is never another's.
/// </summary>
/// <param name="clock">Of ages.</param>
/// <param name="maxBytes">Most bytes kept, as they were on the wire; the least used go first.</param>
internal sealed class PlexCache(TimeProvider clock, long maxBytes = PlexCache.UsualBytes)
{
    private const long UsualBytes = 24 * 1024 * 1024;
    private static readonly TimeSpan LastGood = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Kept>> _kept = [];
    private readonly LinkedList<Kept> _byUse = new();
    private readonly ConcurrentDictionary<string, Lazy<Task>> _flights = new();
    private long _bytes;
    private long _hits;
    private long _misses;
    private long _joined;
    private long _degraded;

    /// <summary>Figures so far.</summary>
    public PlexCacheFigures Figures
    {
        get
        {
            lock (_lock)
                return new PlexCacheFigures(_hits, _misses, _joined, _degraded, _kept.Count, _bytes);
        }
    }

    /// <summary>The answer from memory when it is younger than <paramref name="life"/>, else the server's.</summary>
    /// <param name="key">Server, asker and question.</param>
    /// <param name="life">How long an answer is fresh.</param>
    /// <param name="load">Asks the server; not cancelled by one asker's leaving, for others may wait too.</param>
    /// <param name="ct">Ends this asker's waiting.</param>
    /// <exception cref="PlexFault">The server's fault when there is nothing kept that may stand in.</exception>
    public async Task<PlexAnswer<T>> GetAsync<T>(string key, TimeSpan life, Func<Task<PlexRead<T>>> load, CancellationToken ct)
    {
        if (Find<T>(key, life) is { } fresh)
        {
            Interlocked.Increment(ref _hits);
            return fresh;
        }
        try
        {
            return await FlyAsync(key, load).WaitAsync(ct);
        }
        catch (PlexFault fault) when (fault.IsAway)
        {
            if (Find<T>(key, LastGood) is not { } old)
                throw;
            Interlocked.Increment(ref _degraded);
            return old with { IsDegraded = true };
        }
        catch (PlexFault)
        {
            // A server that is there and says no: what it said before counts no more.
            Drop(key);
            throw;
        }
    }

    /// <summary>Forgets all answers whose key begins so: a server's, or one asker's at it.</summary>
    public void Forget(string prefix)
    {
        lock (_lock)
        {
            foreach (var node in _kept.Where(k => k.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(k => k.Value).ToList())
                Remove(node);
        }
    }

    private Task<PlexAnswer<T>> FlyAsync<T>(string key, Func<Task<PlexRead<T>>> load)
    {
        var mine = new Lazy<Task>(() => LoadAsync(key, load));
        var flight = _flights.GetOrAdd(key, mine);
        Interlocked.Increment(ref flight == mine ? ref _misses : ref _joined);
        return (Task<PlexAnswer<T>>)flight.Value;
    }

    private async Task<PlexAnswer<T>> LoadAsync<T>(string key, Func<Task<PlexRead<T>>> load)
    {
        // Off the asker's thread: the flight must be on the list before it can end.
        await Task.Yield();
        try
        {
            var read = await load();
            var answer = new PlexAnswer<T>(read.Value, clock.GetUtcNow(), false);
            Keep(new Kept(key, answer, answer.At, read.Bytes));
            return answer;
        }
        finally
        {
            _flights.TryRemove(key, out _);
        }
    }

    private PlexAnswer<T>? Find<T>(string key, TimeSpan life)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(key, out var node) || clock.GetUtcNow() - node.Value.At >= life)
                return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Answer as PlexAnswer<T>;
        }
    }

    private void Keep(Kept kept)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(kept.Key, out var old))
                Remove(old);
            if (kept.Bytes > maxBytes)
                return;
            _kept[kept.Key] = _byUse.AddFirst(kept);
            _bytes += kept.Bytes;
            while (_bytes > maxBytes && _byUse.Last is { } last)
                Remove(last);
        }
    }

    private void Drop(string key)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var node))
                Remove(node);
        }
    }

    private void Remove(LinkedListNode<Kept> node)
    {
        _kept.Remove(node.Value.Key);
        _byUse.Remove(node);
        _bytes -= node.Value.Bytes;
    }

    private sealed record Kept(string Key, object Answer, DateTimeOffset At, int Bytes);
}
