using Microsoft.AspNetCore.Http;

namespace FakePlex;

/// <summary>One request as the fake saw it.</summary>
/// <param name="Method">GET, POST…</param>
/// <param name="Path">Path without the query.</param>
/// <param name="Query">Query with its question mark, or empty.</param>
/// <param name="Headers">All headers, by name.</param>
public sealed record SeenCall(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The token of the header, or null.</summary>
    public string? Token => Headers.GetValueOrDefault("X-Plex-Token");
}

/// <summary>Every request that reached a fake, and how much it handed out; tests read it.</summary>
public sealed class SeenCalls
{
    private const int MaxKept = 50_000;
    private readonly Lock _lock = new();
    private readonly List<SeenCall> _calls = [];
    private readonly List<(Func<SeenCall, bool> Wanted, int Count, TaskCompletionSource Seen)> _waiting = [];
    private long _bytes;

    /// <summary>Bytes of media files handed out.</summary>
    public long FileBytes => Interlocked.Read(ref _bytes);

    /// <summary>Listings that were answered whole though they have more than 500 rows.</summary>
    public int UnpagedHuge { get; internal set; }

    /// <summary>All of them, oldest first (at most 50,000).</summary>
    public IReadOnlyList<SeenCall> All
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    /// <summary>How many had this path, or began with it when it ends in a star.</summary>
    public int Count(string path)
    {
        lock (_lock)
            return _calls.Count(c => Matches(c, path));
    }

    /// <summary>Done as soon as <paramref name="count"/> requests of this path came.</summary>
    public Task WaitForAsync(string path, int count, CancellationToken ct)
    {
        lock (_lock)
        {
            if (_calls.Count(c => Matches(c, path)) >= count)
                return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((c => Matches(c, path), count, seen));
            return seen.Task.WaitAsync(ct);
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        lock (_lock)
            _calls.Clear();
        Interlocked.Exchange(ref _bytes, 0);
        UnpagedHuge = 0;
    }

    internal void AddBytes(long bytes) => Interlocked.Add(ref _bytes, bytes);

    internal SeenCall Add(HttpRequest request)
    {
        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var call = new SeenCall(request.Method, request.Path.Value ?? "", request.QueryString.Value ?? "", headers);
        lock (_lock)
        {
            if (_calls.Count == MaxKept)
                _calls.RemoveRange(0, MaxKept / 2);
            _calls.Add(call);
            foreach (var waiting in _waiting.Where(w => w.Wanted(call) && _calls.Count(w.Wanted) >= w.Count).ToList())
            {
                waiting.Seen.TrySetResult();
                _waiting.Remove(waiting);
            }
        }
        return call;
    }

    private static bool Matches(SeenCall call, string path) => path.EndsWith('*')
        ? call.Path.StartsWith(path[..^1], StringComparison.Ordinal)
        : call.Path == path;
}
