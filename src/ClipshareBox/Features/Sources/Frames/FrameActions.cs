using ClipshareBox.Platform.Caching;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Metrics;

namespace ClipshareBox.Features.Sources.Frames;

/// <summary>A picture and the tag that tells it from others at the same address.</summary>
/// <param name="Tag">An entity tag (RFC 9110, section 8.8.3).</param>
/// <param name="Jpeg">The picture; null when the asker has it already.</param>
internal sealed record Frame(string Tag, byte[]? Jpeg);

/// <summary>Hands out frames: those made before at once, others as many at a time as the board can bear.</summary>
internal sealed class FrameActions : IDisposable
{
    private const int MostHeight = 4_320;
    private const int LeastHeight = 16;
    private const int MostWaiting = 64;
    private const long MostBytes = 24 << 20;
    private const long AtRestBytes = 4 << 20;

    private readonly ContentCatalogue _contents;
    private readonly FrameMaker _maker;
    private readonly BoxMeter _meter;
    private readonly QuietMemory _memory;
    private readonly ByteCache _cache = new(MostBytes);
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int _waiting;

    public FrameActions(ContentCatalogue contents, FrameMaker maker, BoxMeter meter, QuietMemory memory)
    {
        (_contents, _maker, _meter, _memory) = (contents, maker, meter, memory);
        memory.Rests += Rest;
    }

    /// <summary>The frame that covers an instant.</summary>
    /// <param name="contentKey">The content.</param>
    /// <param name="ms">Instant in ms, before the content's end.</param>
    /// <param name="height">16 to 4,320 px; null for the picture's own.</param>
    /// <param name="known">Tags of what the asker has.</param>
    /// <param name="ct">Stops the making.</param>
    /// <exception cref="Refusal">There is no such content or instant, or too many are waiting.</exception>
    public async Task<Frame> GetAsync(string contentKey, long ms, int? height, IReadOnlyCollection<string> known, CancellationToken ct)
    {
        var content = _contents.Get(contentKey);
        Check.Within("ms", ms, 0, content.DurationMs > 0 ? content.DurationMs - 1 : TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond);
        var px = (int)Check.Within("height", height ?? MostHeight, LeastHeight, MostHeight);
        var name = $"{content.ContentKey}-{content.Stamp?.ChangedAt:x}-{content.Stamp?.SizeBytes:x}-{ms}-{px}";
        var tag = $"\"{name}\"";
        if (known.Contains(tag))
            return new Frame(tag, null);
        var kept = _cache.Get(name);
        _meter.CacheAsked("frames", kept is not null);
        return new Frame(tag, kept ?? await MakeAsync(content, name, ms, px, ct));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _memory.Rests -= Rest;
        _turns.Dispose();
    }

    private void Rest() => _cache.Shrink(AtRestBytes);

    private async Task<byte[]> MakeAsync(Content content, string name, long ms, int px, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new Refusal(ErrorCode.ServiceUnavailable, "The box is busy making other pictures; try again in a moment.");
        }
        try
        {
            await _turns.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
        try
        {
            if (_cache.Get(name) is { } made)
                return made; // by one who waited for the same
            await using var lease = await _contents.OpenAsync(content.ContentKey, ct);
            var picture = await _maker.MakeAsync(lease, ms, px, ct);
            _cache.Put(name, picture);
            return picture;
        }
        finally
        {
            _turns.Release();
        }
    }
}
