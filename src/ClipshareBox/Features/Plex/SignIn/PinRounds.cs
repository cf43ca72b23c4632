using ClipshareBox.Devices.Plex;

namespace ClipshareBox.Features.Plex.SignIn;

/// <summary>
/// Asks plex.tv how the open sign-ins stand: the box does it, however often browsers ask. A round a second with a few questions each,
/// so that plex.tv is never flooded; sleeps while nothing is open.
/// </summary>
internal sealed partial class PinRounds(PinDesk desk, PlexTv tv, PlexDoorman doorman, TimeProvider clock, ILogger<PinRounds> log) : BackgroundService
{
    /// <summary>What one is told whose time is over.</summary>
    internal const string Over = "This sign-in is over; begin another.";

    private const int MostARound = 5;

    /// <summary>A browser that has not asked for so long has its page closed or asleep.</summary>
    internal static readonly TimeSpan Unwatched = TimeSpan.FromSeconds(30);

    /// <summary>How long after its end a confirmed sign-in still waits for plex.tv to say who it is, or for its browser.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UnwatchedWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WhoWait = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await desk.WaitForOneAsync(stoppingToken);
                await Task.Delay(Round, clock, stoppingToken);
                await Task.WhenAll(desk.Due(MostARound).Select(pin => FollowAsync(pin, stoppingToken)));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The box stops.
        }
    }

    private async Task FollowAsync(OpenPin pin, CancellationToken ct)
    {
        try
        {
            var token = pin.Token ?? await PollAsync(pin, ct);
            if (token is not null)
                await JudgeAsync(pin, token, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            // One that goes wrong must not end the others.
            LogFailure(log, e);
            desk.Deny(pin.Id, "Something went wrong inside the box; begin again. Its log has the details.");
        }
    }

    private async Task<PlexToken?> PollAsync(OpenPin pin, CancellationToken ct)
    {
        var answer = await tv.PollPinAsync(pin.Plex, ct);
        var now = clock.GetUtcNow();
        desk.Change(pin.Id, open => answer.State switch
        {
            PlexPinState.Authorized => open with { Token = answer.Token },
            PlexPinState.Expired => open.Ended(PinStand.Expired, Over),
            PlexPinState.Denied => open.Ended(PinStand.Denied, "Plex refused this sign-in; begin another."),
            _ => open with { DueAt = now + (now - open.AskedAt > Unwatched && answer.Wait < UnwatchedWait ? UnwatchedWait : answer.Wait) },
        });
        return answer.Token;
    }

    private async Task JudgeAsync(OpenPin pin, PlexToken token, CancellationToken ct)
    {
        try
        {
            var judged = await doorman.JudgeAsync(token, pin.LinkTo is not null, ct);
            desk.Change(pin.Id, open => judged.Newcomer is { } newcomer
                ? open with { Stand = PinStand.Authorized, Token = null, Newcomer = newcomer }
                : open.Ended(PinStand.Denied, judged.Message ?? ""));
        }
        catch (PlexFault fault) when (fault.IsAway && clock.GetUtcNow() < pin.Plex.ExpiresAt + Grace)
        {
            var wait = fault.RetryAfter is { } asked && asked > WhoWait ? asked : WhoWait;
            desk.Change(pin.Id, open => open with { DueAt = clock.GetUtcNow() + wait });
        }
        catch (PlexFault fault)
        {
            desk.Change(pin.Id, open => open.Ended(fault.IsAway ? PinStand.Expired : PinStand.Denied, fault.IsAway ? Over : fault.Message));
        }
    }

    [LoggerMessage(LogLevel.Error, "A sign-in by Plex could not be followed")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
