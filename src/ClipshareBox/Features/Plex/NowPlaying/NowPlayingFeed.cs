namespace ClipshareBox.Features.Plex.NowPlaying;

/// <summary>
/// Tells pages that look what plays, when it changes: the servers' sockets and webhooks say when to read, and where there is no socket it is
/// read every few seconds. While nobody looks, no server is asked anything.
/// </summary>
internal sealed partial class NowPlayingFeed(
    RunningSessions sessions, NowPlayingWatchers watchers, ServerEars ears, TimeProvider clock, ILogger<NowPlayingFeed> log) : BackgroundService
{
    private static readonly TimeSpan Polling = TimeSpan.FromSeconds(5);

    // A socket may be silent for good and not say so.
    private static readonly TimeSpan Listening = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await watchers.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
                while (watchers.Any)
                    await RoundAsync(stoppingToken);
                await ears.CloseAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await ears.CloseAsync(); // the box stops
        }
    }

    private async Task RoundAsync(CancellationToken ct)
    {
        try
        {
            await ears.AttendAsync(ct);
            foreach (var caller in watchers.Callers)
                watchers.Tell(caller, await sessions.BoardAsync(caller, ct));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailure(log, e); // the next round is tried all the same
        }
        // What comes in a burst, as a seek does, is read once.
        await Task.Delay(Burst, clock, ct);
        await watchers.WaitAsync(ears.AllListen ? Listening : Polling, ct);
        if (!watchers.Any)
            await watchers.WaitAsync(Linger, ct); // a page that is loaded anew
    }

    [LoggerMessage(LogLevel.Warning, "What plays could not be read")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
