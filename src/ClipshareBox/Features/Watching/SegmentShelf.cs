using ClipshareBox.Platform.Caching;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Metrics;

namespace ClipshareBox.Features.Watching;

/// <summary>What making something takes: so many are made at a time.</summary>
internal enum SegmentWork
{
    /// <summary>Reading and writing.</summary>
    Copies,

    /// <summary>A core.</summary>
    Encodes,

    /// <summary>Mostly waiting for a server.</summary>
    Waits,
}

/// <summary>
/// Hands out what was made for players: kept things at once, others made once for all who ask, and no longer than somebody waits for them.
/// Kept in memory, for a card wears out and a film is copied again in no time.
/// </summary>
internal sealed class SegmentShelf : IDisposable
{
    private const int MostWaiting = 64;
    private const int MostWaits = 16;
    private const long MostBytes = 256L << 20;
    private const long AtRestBytes = 4 << 20;

    private readonly ByteCache _kept = new(Math.Min(MostBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16));
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Making> _making = [];
    private readonly SemaphoreSlim _copies = new(Math.Max(2, Environment.ProcessorCount));
    private readonly SemaphoreSlim _waits = new(MostWaits);
    private readonly SemaphoreSlim _encodes = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly BoxMeter _meter;
    private readonly QuietMemory _memory;

    public SegmentShelf(BoxMeter meter, QuietMemory memory)
    {
        (_meter, _memory) = (meter, memory);
        memory.Rests += Rest;
    }

    /// <summary>Things being made.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _making.Count;
        }
    }

    /// <summary>Gets a thing, made now if it has to be.</summary>
    /// <param name="name">Its name, which changes when its film does.</param>
    /// <param name="work">What making it takes.</param>
    /// <param name="make">Makes it; cancelled when nobody waits for it any more.</param>
    /// <param name="ct">Ends this caller's waiting.</param>
    /// <exception cref="Refusal">Too much is being made already.</exception>
    public async Task<byte[]> GetAsync(string name, SegmentWork work, Func<CancellationToken, Task<byte[]>> make, CancellationToken ct)
    {
        var kept = _kept.Get(name);
        _meter.CacheAsked("segments", kept is not null);
        if (kept is not null)
            return kept;
        var making = Join(name, TurnsOf(work), make);
        try
        {
            return await making.Done.WaitAsync(ct);
        }
        finally
        {
            Leave(name, making);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _memory.Rests -= Rest;
        lock (_lock)
        {
            foreach (var making in _making.Values)
                making.Stop.Cancel();
        }
        _copies.Dispose();
        _waits.Dispose();
        _encodes.Dispose();
    }

    private void Rest() => _kept.Shrink(AtRestBytes);

    private SemaphoreSlim TurnsOf(SegmentWork work) => work switch
    {
        SegmentWork.Encodes => _encodes,
        SegmentWork.Waits => _waits,
        _ => _copies,
    };

    private Making Join(string name, SemaphoreSlim turns, Func<CancellationToken, Task<byte[]>> make)
    {
        lock (_lock)
        {
            if (!_making.TryGetValue(name, out var making))
            {
                if (_making.Count >= MostWaiting)
                    throw new Refusal(ErrorCode.ServiceUnavailable, "The box is busy making other pictures; try again in a moment.");
                var stop = new CancellationTokenSource();
                making = new Making(stop, Task.Run(() => MakeAsync(name, turns, make, stop.Token), CancellationToken.None));
                _making[name] = making;
            }
            making.Waiting++;
            return making;
        }
    }

    private async Task<byte[]> MakeAsync(string name, SemaphoreSlim turns, Func<CancellationToken, Task<byte[]>> make, CancellationToken ct)
    {
        await turns.WaitAsync(ct);
        try
        {
            var made = await make(ct);
            _kept.Put(name, made);
            return made;
        }
        finally
        {
            turns.Release();
        }
    }

    private void Leave(string name, Making making)
    {
        lock (_lock)
        {
            if (--making.Waiting > 0)
                return;
            if (_making.GetValueOrDefault(name) == making)
                _making.Remove(name);
            making.Stop.Cancel(); // nothing to stop when it is done
        }
    }

    private sealed record Making(CancellationTokenSource Stop, Task<byte[]> Done)
    {
        public int Waiting { get; set; }
    }
}
