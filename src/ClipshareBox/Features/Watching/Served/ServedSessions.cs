using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Watching.Served;

/// <summary>
/// The conversions that run at servers for this box. All who watch near one place share one; it is kept alive while somebody reads, and stopped
/// when nobody has for a while, for it burns the server's cores. Whoever comes back then gets a new one and notices nothing. The host's stop ends
/// all and waits for it.
/// </summary>
internal sealed partial class ServedSessions : IHostedService, IAsyncDisposable
{
    /// <summary>Conversions at a time; one more ends the one that nobody read longest.</summary>
    internal const int Most = 4;

    /// <summary>How far behind what was read last it is still waited for; further on a new one is quicker.</summary>
    internal const int Reach = 8;

    /// <summary>One that nobody reads ends after this.</summary>
    internal static readonly TimeSpan Idle = TimeSpan.FromSeconds(90);

    /// <summary>How often the server is told that one is wanted; it asks for 30 s.</summary>
    internal static readonly TimeSpan Ping = TimeSpan.FromSeconds(20);

    // A server that has to start and stop quickly refuses everything for a minute.
    private static readonly TimeSpan LeastLife = TimeSpan.FromMilliseconds(1_500);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _clock;
    private readonly ILogger<ServedSessions> _log;
    private readonly Lock _lock = new();
    private readonly List<ServedSession> _open = [];
    private readonly List<Task> _ending = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly ITimer _rounds;
    private bool _isDisposed;

    public ServedSessions(TimeProvider clock, ILogger<ServedSessions> log)
    {
        (_clock, _log) = (clock, log);
        _rounds = clock.CreateTimer(_ => _ = RoundAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Takes one that was opened.</summary>
    /// <param name="stream">What it converts, and how.</param>
    /// <param name="remote">The server's part.</param>
    /// <param name="shift">How many of the film's segments lie before those of its own list.</param>
    public ServedSession Add(string stream, RemoteStream remote, int shift)
    {
        var session = new ServedSession(stream, remote, _clock.GetTimestamp()) { Shift = shift, Furthest = remote.First + shift };
        List<ServedSession> tooMany;
        lock (_lock)
        {
            _open.Add(session);
            if (_open.Count == 1)
                _rounds.Change(Ping, Ping);
            tooMany = [.. _open.OrderByDescending(s => s.ReadAt).Skip(Most)];
        }
        foreach (var other in tooMany)
            Drop(other);
        return session;
    }

    /// <summary>One that makes a segment or soon will, or null.</summary>
    public ServedSession? Find(string stream, int number)
    {
        lock (_lock)
            return _open.Where(s => s.Stream == stream && number >= s.First && number <= s.Furthest + Reach).MinBy(s => Math.Abs(s.Furthest - number));
    }

    /// <summary>Notes that a segment was read.</summary>
    public void Note(ServedSession session, int number)
    {
        lock (_lock)
        {
            session.ReadAt = _clock.GetTimestamp();
            session.Furthest = Math.Max(session.Furthest, number);
        }
    }

    /// <summary>Ends one; the server is told in the background.</summary>
    public void Drop(ServedSession session)
    {
        lock (_lock)
        {
            if (_open.Remove(session))
                End(session);
            if (_open.Count == 0)
                _rounds.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends all, and waits for those that are ending already; for 5 s at most.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _rounds.DisposeAsync();
        await _closing.CancelAsync();
        List<Task> ending;
        lock (_lock)
        {
            _open.ForEach(End);
            _open.Clear();
            ending = [.. _ending];
        }
        await Task.WhenAll(ending).WaitAsync(cancellationToken);
    }

    /// <summary>As <see cref="StopAsync(CancellationToken)"/>, for one that came after it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        await StopAsync(CancellationToken.None);
        _closing.Dispose();
    }

    // Under the lock.
    private void End(ServedSession session)
    {
        _ending.RemoveAll(task => task.IsCompleted);
        _ending.Add(EndAsync(session));
    }

    private async Task RoundAsync()
    {
        List<ServedSession> open;
        lock (_lock)
            open = [.. _open];
        foreach (var session in open)
        {
            if (_clock.GetElapsedTime(session.ReadAt) >= Idle || !await IsAliveAsync(session))
                Drop(session);
        }
    }

    private async Task<bool> IsAliveAsync(ServedSession session)
    {
        try
        {
            using var limit = new CancellationTokenSource(StopLimit, _clock);
            return await session.Remote.KeepAsync(limit.Token);
        }
        catch (Exception e) when (e is Refusal or OperationCanceledException)
        {
            return true; // it may answer the next time; who reads finds out
        }
    }

    private async Task EndAsync(ServedSession session)
    {
        try
        {
            await GrowOldAsync(session);
            using var limit = new CancellationTokenSource(StopLimit, _clock);
            await session.Remote.StopAsync(limit.Token);
        }
        catch (Exception e) when (e is Refusal or OperationCanceledException)
        {
            LogNotStopped(_log, session.Stream, e.Message); // without pings it ends by itself after some minutes
        }
    }

    private async Task GrowOldAsync(ServedSession session)
    {
        try
        {
            var lived = _clock.GetElapsedTime(session.OpenedAt);
            if (lived < LeastLife)
                await Task.Delay(LeastLife - lived, _clock, _closing.Token);
        }
        catch (OperationCanceledException)
        {
            // The box stops: the server may be cross for a minute.
        }
    }

    [LoggerMessage(LogLevel.Information, "The conversion of {Stream} could not be ended at its server: {Why}")]
    private static partial void LogNotStopped(ILogger logger, string stream, string why);
}

/// <summary>A conversion that runs.</summary>
/// <param name="Stream">What it converts, and how.</param>
/// <param name="Remote">The server's part.</param>
/// <param name="OpenedAt">When it was opened, a timestamp of the clock.</param>
internal sealed record ServedSession(string Stream, RemoteStream Remote, long OpenedAt)
{
    /// <summary>How many of the film's segments lie before those of its own list.</summary>
    public int Shift { get; init; }

    /// <summary>The first segment that is made, as the film counts them.</summary>
    public int First => Remote.First + Shift;

    /// <summary>The furthest segment that was read.</summary>
    public int Furthest { get; set; }

    /// <summary>When it was last read, a timestamp of the clock.</summary>
    public long ReadAt { get; set; } = OpenedAt;

    /// <summary>How far the server's clock is ahead of the content's in µs; null before the first segment.</summary>
    public long? DelayUs { get; set; }
}
