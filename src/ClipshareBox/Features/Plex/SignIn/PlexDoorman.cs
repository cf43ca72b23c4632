using ClipshareBox.Devices.Plex;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Plex.SignIn;

/// <summary>What the doorman says.</summary>
/// <param name="Newcomer">Who may come in; null where he may not.</param>
/// <param name="Message">Why not; for people.</param>
internal sealed record PlexJudged(PlexNewcomer? Newcomer, string? Message);

/// <summary>Says who a token is, and whether he may come in: owner and guests of the box's servers may, who accepted; nobody else with any Plex account.</summary>
internal sealed class PlexDoorman(Database database, PlexTv tv, PlexRenewal renewal, TimeProvider clock)
{
    private const string NoServer = "No Plex server is set up on this box yet. Sign in with the box's own account and add one.";

    private const string NoAccess =
        "Your Plex account has no access to this box's Plex server. If you were invited, accept the invitation in Plex first (it is in your mail and at app.plex.tv); "
        + "else ask the server's owner to share it with you. Then begin again.";

    /// <summary>The machine identifiers of the servers that are sources.</summary>
    public IReadOnlyList<string> Servers => database.Read(PlexPersonStore.Servers);

    /// <summary>Judges someone who has confirmed.</summary>
    /// <param name="token">The token that the confirmation gave.</param>
    /// <param name="links">True for someone who is signed in already: he may link his Plex also while there is no server yet.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlexFault">plex.tv is away, or the token is not good.</exception>
    public async Task<PlexJudged> JudgeAsync(PlexToken token, bool links, CancellationToken ct)
    {
        var (user, tokens) = await LookAsync(token, ct);
        if (tokens.Count == 0 && (!links || Servers.Count > 0))
            return new PlexJudged(null, Servers.Count == 0 ? NoServer : NoAccess);
        var kept = new PlexKept(token.Reveal(), null, clock.GetUtcNow().ToUnixTimeMilliseconds(), tokens);
        return new PlexJudged(new PlexNewcomer(user, await WithKeyAsync(kept, ct)), null);
    }

    /// <summary>Who a token is, and his tokens at the box's servers; none where he has no access. Asked at once.</summary>
    /// <exception cref="PlexFault">Unauthorized or TokenExpired say that the token is not good; all others say nothing about it.</exception>
    public async Task<(PlexUser User, Dictionary<string, string> Tokens)> LookAsync(PlexToken token, CancellationToken ct)
    {
        tv.Forget(token);
        var user = await tv.UserAsync(token, ct);
        var resources = await tv.ResourcesAsync(token, ct);
        var servers = Servers;
        return (user.Value, resources.Value.Where(r => servers.Contains(r.MachineIdentifier))
            .DistinctBy(r => r.MachineIdentifier).ToDictionary(r => r.MachineIdentifier, r => r.AccessToken.Reveal()));
    }

    /// <summary>Gives a short-lived token a key that renews it; without one it goes on until its end.</summary>
    public async Task<PlexKept> WithKeyAsync(PlexKept kept, CancellationToken ct)
    {
        var token = new PlexToken(kept.Token);
        if (!token.IsShortLived || kept.Seed is not null)
            return kept;
        var key = PlexKey.New();
        try
        {
            await renewal.RegisterAsync(token, key, ct);
            return kept with { Seed = Convert.ToBase64String(key.Reveal()) };
        }
        catch (PlexFault)
        {
            return kept; // tried again before its end
        }
    }

    /// <summary>The token renewed.</summary>
    /// <exception cref="PlexFault">Unauthorized where the key is not known any more; IsAway says nothing.</exception>
    public async Task<PlexKept> RenewAsync(PlexKept kept, CancellationToken ct)
    {
        if (kept.Seed is null)
            throw new PlexFault(PlexFaultKind.Unauthorized, "The Plex sign-in is over. Sign in to Plex again.");
        var token = await renewal.RenewAsync(new PlexKey(Convert.FromBase64String(kept.Seed)), ct);
        return kept with { Token = token.Reveal(), RenewedAtMs = clock.GetUtcNow().ToUnixTimeMilliseconds() };
    }
}
