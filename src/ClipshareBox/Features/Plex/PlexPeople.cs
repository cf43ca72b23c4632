using System.Data;
using ClipshareBox.Devices.Plex;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Plex;

/// <summary>The tokens of people who signed in with Plex.</summary>
internal sealed class PlexPeople(Database database, Vault vault, PlexTv tv)
{
    /// <summary>What a person's token is sealed for.</summary>
    public static string PurposeOf(string userId) => $"plex person {userId}";

    /// <summary>The person's own token at a server; null for those who did not come by Plex, or have no access there.</summary>
    /// <exception cref="PlexFault">plex.tv is away and was not asked before, or the token is no longer good.</exception>
    public async Task<PlexToken?> TokenAtAsync(string userId, string machineIdentifier, CancellationToken ct)
    {
        if (database.Read(c => TokenOf(c, userId)) is not { } text || vault.Open(text, PurposeOf(userId)) is not { } token)
            return null;
        var resources = await tv.ResourcesAsync(new PlexToken(token), ct);
        return resources.Value.FirstOrDefault(r => r.MachineIdentifier == machineIdentifier)?.AccessToken;
    }

    private static string? TokenOf(IDbConnection connection, string userId) =>
        connection.QuerySingleOrDefault<string>("select token from plex_people where user_id = @userId", new { userId });
}
