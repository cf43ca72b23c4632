using System.Collections.Concurrent;
using ClipshareBox.Devices.Plex;

namespace ClipshareBox.Features.Plex.SignIn;

/// <summary>
/// Looks at the start and each hour whether those who came by Plex still may: who may not any more loses the sessions that came by it. Only plex.tv's
/// own word ends anything; while it is away, or says something else, all stays as it was. Renews short-lived tokens long before their end.
/// </summary>
internal sealed partial class PlexAccessWatch(PlexDoorman doorman, PlexRights rights, TimeProvider clock, ILogger<PlexAccessWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    // They last 7 days.
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromDays(3);

    // A server that takes nobody's token must not have plex.tv asked with every page.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> _lookedAt = new();

    /// <summary>Looks at one account now, because a server does not take its token; once a minute at most.</summary>
    /// <returns>True when it was looked at, so that it may have another token by now.</returns>
    public async Task<bool> LookAsync(string userId, CancellationToken ct)
    {
        var now = clock.GetTimestamp();
        if (_lookedAt.TryGetValue(userId, out var at) && clock.GetElapsedTime(at, now) < Again)
            return false;
        if (rights.WithToken().FirstOrDefault(p => p.UserId == userId) is not { } person)
            return false;
        _lookedAt[userId] = now;
        await LookAsync(person, ct);
        return true;
    }

    /// <summary>Looks at everyone now.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        string? away = null;
        foreach (var person in rights.WithToken())
        {
            try
            {
                await LookAsync(person, ct);
            }
            catch (PlexFault fault) when (fault.IsAway)
            {
                away ??= fault.Message; // the next ones' answers come at once: the line lets plex.tv rest
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(log, person.UserId, e);
            }
        }
        if (away is not null)
            LogAway(log, away);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, clock);
            do
                await LookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The box stops.
        }
    }

    private async Task LookAsync(PlexPerson person, CancellationToken ct)
    {
        if (rights.Open(person) is not { } kept)
            return; // sealed by another box: the person signs in anew when he needs it
        try
        {
            (person, kept) = await RenewedInTimeAsync(person, kept, ct);
            Dictionary<string, string> tokens;
            try
            {
                (_, tokens) = await doorman.LookAsync(new PlexToken(kept.Token), ct);
            }
            catch (PlexFault fault) when (fault.Kind is PlexFaultKind.TokenExpired)
            {
                (person, kept) = await RenewedAsync(person, kept, ct);
                (_, tokens) = await doorman.LookAsync(new PlexToken(kept.Token), ct);
            }
            if (tokens.Count > 0 || doorman.Servers.Count == 0)
                rights.Keep(person, kept with { Servers = tokens });
            else
                rights.End(person, "the server is not shared with them any more");
        }
        catch (PlexFault fault) when (fault.Kind is PlexFaultKind.Unauthorized)
        {
            rights.End(person, "their sign-in was ended at Plex");
        }
    }

    private async Task<(PlexPerson Person, PlexKept Kept)> RenewedInTimeAsync(PlexPerson person, PlexKept kept, CancellationToken ct)
    {
        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(kept.RenewedAtMs);
        if (!new PlexToken(kept.Token).IsShortLived || age < RenewedAfter)
            return (person, kept);
        var keyed = await doorman.WithKeyAsync(kept, ct);
        if (keyed.Seed is null)
            return (person, kept);
        // The key is in the store before it is used: its first use ends the token that it came with.
        if (keyed != kept)
            person = rights.Keep(person, keyed);
        try
        {
            return await RenewedAsync(person, keyed, ct);
        }
        catch (PlexFault fault) when (!fault.IsAway)
        {
            return (person, keyed); // it is good still, or else the next question says so
        }
    }

    private async Task<(PlexPerson Person, PlexKept Kept)> RenewedAsync(PlexPerson person, PlexKept kept, CancellationToken ct)
    {
        var renewed = await doorman.RenewAsync(kept, ct);
        return (rights.Keep(person, renewed), renewed);
    }

    [LoggerMessage(LogLevel.Information, "Who still has access by Plex could not be asked; everyone stays: {Message}")]
    private static partial void LogAway(ILogger logger, string message);

    [LoggerMessage(LogLevel.Warning, "Whether {UserId} still has access by Plex could not be asked; they stay")]
    private static partial void LogFailure(ILogger logger, string userId, Exception failure);
}
