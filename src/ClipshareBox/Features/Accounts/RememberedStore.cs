using System.Data;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Accounts;

/// <summary>A remember-me token. Each is good for one use, which makes the next one of its family.</summary>
internal sealed record Remembered
{
    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required string Family { get; init; }
    public string Origin { get; init; } = Origins.Box;
    public long CreatedAtMs { get; init; }
    public long ExpiresAtMs { get; init; }
    public long? UsedAtMs { get; init; }
}

/// <summary>The table <c>remembered</c>, and what has ended of it and of <c>sign_ins</c>.</summary>
internal static class RememberedStore
{
    public static void Insert(Change change, Remembered token, string secretHash) => change.Execute(
        """
        insert into remembered (id, user_id, family, secret_hash, created_at_ms, expires_at_ms, origin)
        values (@Id, @UserId, @Family, @secretHash, @CreatedAtMs, @ExpiresAtMs, @Origin)
        """,
        new { token.Id, token.UserId, token.Family, secretHash, token.CreatedAtMs, token.ExpiresAtMs, token.Origin });

    public static Remembered? BySecret(Change change, string secretHash, long nowMs) => change.Single<Remembered>(
        """
        select id, user_id, family, created_at_ms, expires_at_ms, used_at_ms, origin from remembered
        where secret_hash = @secretHash and expires_at_ms > @nowMs
        """,
        new { secretHash, nowMs });

    public static void Use(Change change, string id, long nowMs) =>
        change.Execute("update remembered set used_at_ms = @nowMs where id = @id", new { id, nowMs });

    public static void DeleteFamily(Change change, string family) =>
        change.Execute("delete from remembered where family = @family", new { family });

    public static void DeleteEveryone(Change change) => change.Execute("delete from remembered");

    public static void DeleteAll(Change change, string userId) =>
        change.Execute("delete from remembered where user_id = @userId", new { userId });

    public static void DeleteAllOf(Change change, string userId, string origin) =>
        change.Execute("delete from remembered where user_id = @userId and origin = @origin", new { userId, origin });

    /// <summary>True where a sign-in or a remember-me token has ended.</summary>
    public static bool AnyExpired(IDbConnection connection, long nowMs) => connection.QuerySingle<bool>(
        "select exists (select 1 from sign_ins where expires_at_ms <= @nowMs) or exists (select 1 from remembered where expires_at_ms <= @nowMs)",
        new { nowMs });

    public static void DeleteExpired(Change change, long nowMs)
    {
        change.Execute("delete from sign_ins where expires_at_ms <= @nowMs", new { nowMs });
        change.Execute("delete from remembered where expires_at_ms <= @nowMs", new { nowMs });
    }
}
