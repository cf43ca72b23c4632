using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Plex.SignIn;

/// <summary>Someone who signed in with Plex.</summary>
internal sealed record PlexPerson
{
    /// <summary>The account.</summary>
    public required string UserId { get; init; }

    /// <summary>plex.tv's number: the key, for names and mails change.</summary>
    public required long PlexId { get; init; }

    public required string Name { get; init; }
    public string? Email { get; init; }
    public string? AvatarUrl { get; init; }

    /// <summary><see cref="PlexKept"/>, sealed; empty where the box has no token (any more).</summary>
    public required string Token { get; init; }

    /// <summary>True where the account was there before, and has another way in.</summary>
    public bool Linked { get; init; }

    public long CheckedAtMs { get; init; }
    public long SignedInAtMs { get; init; }
}

/// <summary>What the box keeps of someone's right at Plex; sealed in the store. Never shows itself.</summary>
/// <param name="Token">The token at plex.tv.</param>
/// <param name="Seed">The key that renews it, in base64; null where it needs none.</param>
/// <param name="RenewedAtMs">When it was got.</param>
/// <param name="Servers">His tokens at the box's servers by machine identifier: good without plex.tv.</param>
internal sealed record PlexKept(string Token, string? Seed, long RenewedAtMs, Dictionary<string, string> Servers)
{
    /// <summary>Seals it for an account.</summary>
    public string Seal(Vault vault, string userId) => vault.Seal(JsonSerializer.Serialize(this, PlexKeptJson.Default.PlexKept), PlexPeople.PurposeOf(userId));

    /// <summary>Opens what was sealed; null where there is nothing, or it was sealed by another box.</summary>
    public static PlexKept? Open(Vault vault, string userId, string text) =>
        text.Length > 0 && vault.Open(text, PlexPeople.PurposeOf(userId)) is { } json ? JsonSerializer.Deserialize(json, PlexKeptJson.Default.PlexKept) : null;

    /// <inheritdoc/>
    public override string ToString() => "(kept for a Plex person)";
}

[JsonSerializable(typeof(PlexKept))]
internal sealed partial class PlexKeptJson : JsonSerializerContext;

/// <summary>The table <c>plex_people</c>, and which servers are sources.</summary>
internal static class PlexPersonStore
{
    private const string Columns = "user_id, plex_id, name, email, avatar_url, token, linked, checked_at_ms, signed_in_at_ms";

    /// <summary>Machine identifiers of the servers that are sources now.</summary>
    public static IReadOnlyList<string> Servers(IDbConnection connection) =>
        [.. connection.Query<string>("select s.place from plex_servers p join sources s on s.id = p.source_id where s.removed_at_ms is null")];

    public static IReadOnlyList<PlexPerson> WithToken(IDbConnection connection) =>
        [.. connection.Query<PlexPerson>($"select {Columns} from plex_people where token <> '' order by checked_at_ms, user_id")];

    public static PlexPerson? Find(IDbConnection connection, string userId) =>
        connection.QuerySingleOrDefault<PlexPerson>($"select {Columns} from plex_people where user_id = @userId", new { userId });

    public static PlexPerson? Find(Change change, string userId) =>
        change.Single<PlexPerson>($"select {Columns} from plex_people where user_id = @userId", new { userId });

    public static PlexPerson? ByPlexId(Change change, long plexId) =>
        change.Single<PlexPerson>($"select {Columns} from plex_people where plex_id = @plexId", new { plexId });

    public static void Put(Change change, PlexPerson person) => change.Execute(
        """
        insert into plex_people (user_id, plex_id, name, email, avatar_url, token, linked, checked_at_ms, signed_in_at_ms)
        values (@UserId, @PlexId, @Name, @Email, @AvatarUrl, @Token, @Linked, @CheckedAtMs, @SignedInAtMs)
        on conflict (user_id) do update set name = excluded.name, email = excluded.email, avatar_url = excluded.avatar_url, token = excluded.token,
            checked_at_ms = excluded.checked_at_ms, signed_in_at_ms = excluded.signed_in_at_ms
        """,
        person);

    /// <summary>Replaces a token that is still the one that was read.</summary>
    /// <returns>False where the person has signed in anew meanwhile, or is gone.</returns>
    public static bool Replace(Change change, PlexPerson read, string token, long checkedAtMs) => change.Execute(
        "update plex_people set token = @token, checked_at_ms = @checkedAtMs where user_id = @UserId and token = @old",
        new { token, checkedAtMs, read.UserId, old = read.Token }) == 1;

    public static void Delete(Change change, string userId) => change.Execute("delete from plex_people where user_id = @userId", new { userId });
}
