namespace ClipshareBox.Features.Accounts;

/// <summary>Looks every 30 s whether a sign-in with open connections has ended: a connection asks only once, when it is opened.</summary>
internal sealed partial class SessionSweep(Sessions sessions, TimeProvider clock, ILogger<SessionSweep> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Try();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The box stops.
        }
    }

    private void Try()
    {
        try
        {
            sessions.Sweep();
        }
        catch (Exception e) when (e is IOException or Microsoft.Data.Sqlite.SqliteException)
        {
            LogFailure(log, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "Ended sign-ins could not be looked for; the next try is in 30 s")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
