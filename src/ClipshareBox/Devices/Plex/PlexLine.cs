using System.Globalization;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ClipshareBox.Devices.Plex;

/// <summary>How patient the box is.</summary>
internal sealed record PlexLimits
{
    /// <summary>Longest one try, unless the call states its own.</summary>
    public TimeSpan Call { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest one try of a list or a search: big libraries, and disks that sleep, take longer than a usual call.</summary>
    public TimeSpan List { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Repeats of what may pass.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>About the first pause; the next ones double, with jitter.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Share of failed tries that opens the breaker.</summary>
    public double BreakAt { get; init; } = 0.5;

    /// <summary>How long an open breaker lets the server rest, and over what time tries are counted.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Fewer tries than this in that time open nothing.</summary>
    public int BreakAfter { get; init; } = 8;
}

/// <summary>What the status page shows of a line.</summary>
/// <param name="State">closed (all is well), open (resting), half-open (trying).</param>
/// <param name="LastFault">The last fault's text, or null when the last call went well.</param>
/// <param name="LastOkAt">When a call last went well.</param>
/// <param name="LatencyMs">How long tries that went well took of late, in ms: a moving mean; null before the first.</param>
internal sealed record PlexLineState(string State, string? LastFault, DateTimeOffset? LastOkAt, double? LatencyMs = null);

/// <summary>The line to one server: a limit for each try, repeats with jitter of what may pass, a breaker that lets a sick server rest.</summary>
internal sealed class PlexLine
{
    private static readonly ResiliencePropertyKey<TimeSpan> LimitKey = new("limit");
    private static readonly ResiliencePropertyKey<bool> RepeatKey = new("repeat");

    private const double NewestWeighs = 0.1;

    private readonly string _who;
    private readonly PlexLimits _limits;
    private readonly TimeProvider _clock;
    private readonly CircuitBreakerStateProvider _breaker = new();
    private readonly ResiliencePipeline _pipeline;
    private volatile PlexFault? _lastFault;
    private long _lastOkMs = long.MinValue;
    private double _latencyMs = double.NaN;

    /// <summary>Makes a line.</summary>
    /// <param name="who">What answers, for people.</param>
    /// <param name="limits">How patient.</param>
    /// <param name="clock">Of limits, pauses and rests.</param>
    public PlexLine(string who, PlexLimits limits, TimeProvider clock)
    {
        _who = who;
        _limits = limits;
        _clock = clock;
        _pipeline = Build();
    }

    /// <summary>How it is now.</summary>
    public PlexLineState State => new(
        _breaker.CircuitState switch
        {
            CircuitState.Open or CircuitState.Isolated => "open",
            CircuitState.HalfOpen => "half-open",
            _ => "closed",
        },
        _lastFault?.Message,
        Interlocked.Read(ref _lastOkMs) is > long.MinValue and var ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null,
        Volatile.Read(ref _latencyMs) is var latency && double.IsNaN(latency) ? null : latency);

    /// <summary>Makes a call.</summary>
    /// <param name="ask">The question; says its limit and whether it may be repeated.</param>
    /// <param name="call">One try.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlexFault">Whatever fault the last try had, or Resting.</exception>
    public async Task<T> RunAsync<T>(PlexAsk ask, Func<CancellationToken, ValueTask<T>> call, CancellationToken ct)
    {
        var context = ResilienceContextPool.Shared.Get(ct);
        context.Properties.Set(LimitKey, ask.Limit ?? _limits.Call);
        context.Properties.Set(RepeatKey, ask.MayRepeat);
        try
        {
            var answer = await _pipeline.ExecuteAsync(async (tried, state) => await TimedAsync(state, tried.CancellationToken), context, call);
            Interlocked.Exchange(ref _lastOkMs, _clock.GetUtcNow().ToUnixTimeMilliseconds());
            _lastFault = null;
            return answer;
        }
        catch (BrokenCircuitException e)
        {
            throw Resting(e);
        }
        catch (TimeoutRejectedException e)
        {
            throw Note(PlexFaultTexts.TimedOut(_who, e.Timeout, e));
        }
        catch (PlexFault fault)
        {
            Note(fault);
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // Lost updates of two at once do no harm to a mean.
    private async ValueTask<T> TimedAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken ct)
    {
        var start = _clock.GetTimestamp();
        var answer = await call(ct);
        var (ms, before) = (_clock.GetElapsedTime(start).TotalMilliseconds, Volatile.Read(ref _latencyMs));
        Volatile.Write(ref _latencyMs, double.IsNaN(before) ? ms : before + (ms - before) * NewestWeighs);
        return answer;
    }

    private ResiliencePipeline Build() => new ResiliencePipelineBuilder { TimeProvider = _clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = args => new(args.Context.Properties.GetValue(RepeatKey, false) && MayPass(args.Outcome.Exception)),
            MaxRetryAttempts = _limits.Retries,
            Delay = _limits.RetryPause,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            // Null leaves it to the back-off.
            DelayGenerator = args => new((args.Outcome.Exception as PlexFault)?.RetryAfter is { } asked && asked <= _limits.Rest ? asked : (TimeSpan?)null),
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = args => new(IsSickness(args.Outcome.Exception)),
            FailureRatio = _limits.BreakAt,
            MinimumThroughput = _limits.BreakAfter,
            SamplingDuration = _limits.Rest,
            BreakDuration = _limits.Rest,
            StateProvider = _breaker,
        })
        .AddTimeout(new TimeoutStrategyOptions
        {
            TimeoutGenerator = args => new(args.Context.Properties.GetValue(LimitKey, _limits.Call)),
        })
        .Build();

    private static bool MayPass(Exception? e) => e is TimeoutRejectedException or PlexFault { IsPassing: true };

    // An answer that says no is a healthy server's.
    private static bool IsSickness(Exception? e) => e is TimeoutRejectedException
        or PlexFault { Kind: PlexFaultKind.Unreachable or PlexFaultKind.Booting or PlexFaultKind.ServerError or PlexFaultKind.BadAnswer or PlexFaultKind.NotPlex };

    private PlexFault Resting(BrokenCircuitException e)
    {
        var wait = e.RetryAfter ?? _limits.Rest;
        return new PlexFault(
            PlexFaultKind.Resting,
            string.Create(CultureInfo.InvariantCulture, $"{_who} failed too often; the box asks again in {Math.Max(1, wait.TotalSeconds):0} s. ")
            + (_lastFault?.Message ?? ""), e)
        { RetryAfter = wait };
    }

    private PlexFault Note(PlexFault fault)
    {
        if (fault.IsAway)
            _lastFault = fault;
        return fault;
    }
}
