using System.Text.Json;

namespace ClipshareBox.Devices.Plex;

/// <summary>
/// Short-lived tokens: a person's first token registers the box's key, after which the box renews the token itself, also one that is
/// over. The pin's own long-lived token needs none of this and is the simpler way; it stops working at the first renewal.
/// </summary>
internal sealed class PlexRenewal(PlexTv tv, PlexIdentity me, TimeProvider clock)
{
    private const string Scope = "username,email,friendly_name,restricted,anonymous,joinedAt";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ClaimLife = TimeSpan.FromMinutes(5);

    /// <summary>Registers a key for the person of a token; each person needs a key of his own.</summary>
    /// <exception cref="PlexFault">Unauthorized when the token is not good, or the key is another's (plex.tv says 422 to both).</exception>
    public Task RegisterAsync(PlexToken token, PlexKey key, CancellationToken ct)
    {
        var body = JsonSerializer.Serialize(new PlexKeyBody(key.Jwk), PlexKeyJson.Default.PlexKeyBody);
        return tv.AskAsync(Post("/api/v2/auth/jwk", body) with { Token = token }, _ => true, ct);
    }

    /// <summary>A new token, good for 7 days.</summary>
    /// <exception cref="PlexFault">Unauthorized when the key is not known (any more): the person has to sign in again. IsAway says nothing.</exception>
    public async Task<PlexToken> RenewAsync(PlexKey key, CancellationToken ct)
    {
        var nonce = await tv.AskAsync(new PlexAsk("/api/v2/auth/nonce") { Limit = Limit }, body => body.Text("nonce"), ct);
        var now = clock.GetUtcNow();
        var claims = new PlexClaims(nonce ?? "", Scope, "plex.tv", me.ClientId, now.ToUnixTimeSeconds(), (now + ClaimLife).ToUnixTimeSeconds());
        var asked = JsonSerializer.Serialize(new PlexJwtBody(key.Sign(claims)), PlexKeyJson.Default.PlexJwtBody);
        return await tv.AskAsync(Post("/api/v2/auth/token", asked), Token, ct);
    }

    private static PlexToken Token(PlexNode body) => (body.Text("auth_token") ?? body.Text("authToken")) is { } text
        ? new PlexToken(text)
        : throw new PlexFault(PlexFaultKind.BadAnswer, "plex.tv's answer to the renewal can't be read; try again.");

    private static PlexAsk Post(string path, string json) =>
        new(path) { Method = HttpMethod.Post, JsonBody = json, MayRepeat = false, Limit = Limit };
}
