using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Plex.SignIn;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Plex;

/// <summary>The tokens of people who signed in with Plex.</summary>
internal sealed class PlexPeople(Database database, Vault vault, PlexTv tv)
{
    /// <summary>What a person's token is sealed for.</summary>
    public static string PurposeOf(string userId) => $"plex person {userId}";

    /// <summary>
    /// The person's own token at a server; null for those who did not come by Plex, or have no access there. It is kept since the last look (an hour
    /// ago at most while plex.tv is there), so that browsing goes on without plex.tv; a right that was withdrawn since is refused by the server itself.
    /// </summary>
    /// <exception cref="PlexFault">The server is new to the box, and plex.tv is away or the token is no longer good.</exception>
    public async Task<PlexToken?> TokenAtAsync(string userId, string machineIdentifier, CancellationToken ct)
    {
        var person = database.Read(c => PlexPersonStore.Find(c, userId));
        if (person is null || PlexKept.Open(vault, userId, person.Token) is not { } kept)
            return null;
        if (kept.Servers.TryGetValue(machineIdentifier, out var token))
            return new PlexToken(token);
        var resources = await tv.ResourcesAsync(new PlexToken(kept.Token), ct);
        return resources.Value.FirstOrDefault(r => r.MachineIdentifier == machineIdentifier)?.AccessToken;
    }
}
