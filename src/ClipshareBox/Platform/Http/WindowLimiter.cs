using System.Threading.RateLimiting;

namespace ClipshareBox.Platform.Http;

/// <summary>
/// So many permits in a window that begins with the first of them. One too many waits for the window's end, or blocks for longer. The framework's
/// own windows go by the machine's clock; this one by the box's.
/// </summary>
/// <param name="most">Permits in a window.</param>
/// <param name="window">Its length.</param>
/// <param name="block">How long one too many is refused for; zero for the rest of the window.</param>
/// <param name="clock">The box's clock.</param>
/// <param name="blocked">Called once when a block begins.</param>
internal sealed class WindowLimiter(int most, TimeSpan window, TimeSpan block, TimeProvider clock, Action? blocked = null) : RateLimiter
{
    private readonly Lock _lock = new();
    private DateTimeOffset _end = clock.GetUtcNow();
    private int _used;
    private bool _isBlocked;

    /// <summary>How long it has had nothing to remember; the framework forgets those that are idle.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_lock)
                return clock.GetUtcNow() - _end is var idle && idle >= TimeSpan.Zero ? idle : null;
        }
    }

    /// <inheritdoc/>
    public override RateLimiterStatistics? GetStatistics() => null;

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount) => Take(permitCount);

    /// <inheritdoc/>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(Take(permitCount));

    private WindowLease Take(int permits)
    {
        TimeSpan wait;
        var begins = false;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (now >= _end)
                (_used, _isBlocked, _end) = (0, false, now + window);
            if (!_isBlocked && _used + permits <= most)
            {
                _used += permits;
                return new WindowLease(GiveBack, null);
            }
            if (!_isBlocked && block > TimeSpan.Zero)
                (_isBlocked, _end, begins) = (true, now + block, true);
            wait = _end - now;
        }
        if (begins)
            blocked?.Invoke();
        return new WindowLease(null, new LimitDetails(most, (int)window.TotalSeconds, (int)Math.Ceiling(wait.TotalSeconds)));
    }

    private void GiveBack()
    {
        lock (_lock)
            _used = Math.Max(0, _used - 1);
    }
}

/// <summary>A permit, or why there is none.</summary>
internal sealed class WindowLease(Action? giveBack, LimitDetails? refusal) : RateLimitLease
{
    /// <summary>Name of the metadata that has the <see cref="LimitDetails"/> of a refusal.</summary>
    public const string Details = "details";

    /// <inheritdoc/>
    public override bool IsAcquired => refusal is null;

    /// <inheritdoc/>
    public override IEnumerable<string> MetadataNames => [Details];

    /// <summary>Puts the permit back as if it had never been taken.</summary>
    public void GiveBack() => giveBack?.Invoke();

    /// <inheritdoc/>
    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = metadataName == Details ? refusal : null;
        return metadata is not null;
    }
}

/// <summary>Details of a 429.</summary>
/// <param name="Limit">Requests that are answered in a window.</param>
/// <param name="Window">Its length in s.</param>
/// <param name="RetryAfter">s until the next one is answered, as in the header <c>Retry-After</c>.</param>
public sealed record LimitDetails(int Limit, int Window, int RetryAfter);
