using ClipshareBox.Features.Accounts;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Plex.SignIn;

/// <summary>What the box keeps of people's rights at Plex. Someone who signs in anew while he is looked at keeps what is newer.</summary>
internal sealed class PlexRights(Database database, Vault vault, VouchedAccounts accounts, TimeProvider clock)
{
    /// <summary>All of whom the box has a token, the longest unchecked first.</summary>
    public IReadOnlyList<PlexPerson> WithToken() => database.Read(PlexPersonStore.WithToken);

    /// <summary>What is kept of someone; null where another box has sealed it.</summary>
    public PlexKept? Open(PlexPerson person) => PlexKept.Open(vault, person.UserId, person.Token);

    /// <summary>Keeps something newer: it was checked now.</summary>
    public PlexPerson Keep(PlexPerson person, PlexKept kept)
    {
        var changed = person with { Token = kept.Seal(vault, person.UserId), CheckedAtMs = NowMs };
        database.Write(change => PlexPersonStore.Replace(change, person, changed.Token, changed.CheckedAtMs));
        return changed;
    }

    /// <summary>Someone's right has ended: the token goes, and so do the sessions that came by it.</summary>
    /// <param name="person">Who.</param>
    /// <param name="why">For the audit log.</param>
    public void End(PlexPerson person, string why) => database.Write(change =>
    {
        if (PlexPersonStore.Replace(change, person, "", NowMs))
            accounts.PutOut(change, person.UserId, Origins.Plex, person.Linked, why);
    });

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
