using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Accounts;
using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Plex.SignIn;

/// <summary>Lets in whom the doorman let through: as the account that the Plex person has, as a new one, or by a link to the one that is signed in.</summary>
internal sealed class PlexEntry(Database database, Vault vault, VouchedAccounts accounts, AuditLog audit, TimeProvider clock)
{
    /// <summary>Signs in; the first time it makes the account.</summary>
    /// <exception cref="Refusal">The account is disabled.</exception>
    public OpenedSession SignIn(PlexNewcomer newcomer) => database.Write(change =>
    {
        var vouched = Vouched(newcomer.User);
        var known = PlexPersonStore.ByPlexId(change, newcomer.User.Id);
        var userId = known?.UserId ?? accounts.Make(change, vouched);
        if (known is { Linked: true })
            VouchedAccounts.SetAvatar(change, userId, vouched.AvatarUrl);
        else
            accounts.Follow(change, userId, vouched);
        Keep(change, newcomer, userId, known is { Linked: true });
        return accounts.LetIn(change, userId, Origins.Plex);
    });

    /// <summary>Links the Plex person to an account that is signed in.</summary>
    /// <exception cref="Refusal">One of the two is linked elsewhere, or the account is gone.</exception>
    public void Link(Caller caller, PlexNewcomer newcomer) => database.Write(change =>
    {
        var userId = caller.UserId ?? "";
        if (People.Find(change, userId) is not { } account)
            throw Refusal.NotFound("account");
        if (PlexPersonStore.ByPlexId(change, newcomer.User.Id) is { } other && other.UserId != userId)
            throw new Refusal(ErrorCode.Conflict, "This Plex account belongs to another account of this box. Sign out, and sign in with Plex to use that one.");
        var own = PlexPersonStore.Find(change, userId);
        if (own is not null && own.PlexId != newcomer.User.Id)
            throw new Refusal(ErrorCode.Conflict, $"Your account is linked with the Plex account '{own.Name}'. Unlink that one first.");
        Keep(change, newcomer, userId, own?.Linked ?? true);
        VouchedAccounts.SetAvatar(change, userId, Address(newcomer.User.Avatar));
        if (own is null)
            audit.Add(change, caller, new AuditNote("plex.link") { TargetId = userId, TargetName = account.Name, Detail = newcomer.User.Name });
    });

    /// <summary>
    /// Forgets the caller's Plex: the token here, and the sessions that came by it. A linked account is unlinked; one that Plex made stays the
    /// person's own and is found again when he comes back.
    /// </summary>
    /// <returns>The token, to be ended at plex.tv too; null where there was none.</returns>
    /// <exception cref="Refusal">There is no Plex at this account.</exception>
    public PlexToken? Forget(Caller caller) => database.Write(change =>
    {
        var person = PlexPersonStore.Find(change, caller.UserId ?? "") ?? throw Refusal.NotFound("Plex account at yours");
        if (person.Linked)
            PlexPersonStore.Delete(change, person.UserId);
        else
            PlexPersonStore.Put(change, person with { Token = "" });
        if (person.Linked)
            VouchedAccounts.SetAvatar(change, person.UserId, null);
        accounts.PutOut(change, person.UserId, Origins.Plex, hasOtherWay: true, why: null);
        audit.Add(change, caller, new AuditNote("plex.forget") { TargetId = person.UserId, TargetName = caller.Name, Detail = person.Name });
        return PlexKept.Open(vault, person.UserId, person.Token) is { } kept ? new PlexToken(kept.Token) : null;
    });

    private void Keep(Change change, PlexNewcomer newcomer, string userId, bool linked)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        PlexPersonStore.Put(change, new PlexPerson
        {
            UserId = userId,
            PlexId = newcomer.User.Id,
            Name = newcomer.User.Name,
            Email = newcomer.User.Email,
            AvatarUrl = Address(newcomer.User.Avatar),
            Token = newcomer.Kept.Seal(vault, userId),
            Linked = linked,
            CheckedAtMs = now,
            SignedInAtMs = now,
        });
    }

    private static Vouched Vouched(PlexUser user) => new(Origins.Plex, user.Name, Address(user.Avatar));

    // Pages show it as a picture: nothing but an address of the web.
    private static string? Address(string? avatar) =>
        Uri.TryCreate(avatar, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address.AbsoluteUri : null;
}
