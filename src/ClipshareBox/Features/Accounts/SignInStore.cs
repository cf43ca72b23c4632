using System.Data;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Accounts;

/// <summary>The table <c>sign_ins</c>: sessions of browsers and tokens of programs.</summary>
internal static class SignInStore
{
    private const string Columns =
        "s.id, s.user_id, s.kind, s.name, s.scopes, s.created_at_ms, s.expires_at_ms, s.family, s.origin, u.name as user_name, u.role, u.avatar_url";

    private const string IsGood = "u.disabled = 0 and (s.expires_at_ms is null or s.expires_at_ms > @nowMs)";

    public static void Insert(Change change, SignIn signIn, string secretHash) => change.Execute(
        """
        insert into sign_ins (id, user_id, kind, secret_hash, name, scopes, created_at_ms, expires_at_ms, family, origin)
        values (@Id, @UserId, @Kind, @secretHash, @Name, @Scopes, @CreatedAtMs, @ExpiresAtMs, @Family, @Origin)
        """,
        new
        {
            signIn.Id,
            signIn.UserId,
            signIn.Kind,
            secretHash,
            signIn.Name,
            signIn.Scopes,
            signIn.CreatedAtMs,
            signIn.ExpiresAtMs,
            signIn.Family,
            signIn.Origin,
        });

    /// <summary>The sign-in behind a secret, where it is good at that time.</summary>
    public static SignIn? BySecret(IDbConnection connection, string secretHash, string kind, long nowMs) => connection.QuerySingleOrDefault<SignIn>(
        $"select {Columns} from sign_ins s join users u on u.id = s.user_id where s.secret_hash = @secretHash and s.kind = @kind and {IsGood}",
        new { secretHash, kind, nowMs });

    /// <summary>True for a sign-in that is good at that time.</summary>
    public static bool Stands(IDbConnection connection, string id, long nowMs) => connection.QuerySingle<long>(
        $"select count(*) from sign_ins s join users u on u.id = s.user_id where s.id = @id and {IsGood}", new { id, nowMs }) == 1;

    public static IReadOnlyList<SignIn> Tokens(IDbConnection connection, string userId) => [.. connection.Query<SignIn>(
        $"select {Columns} from sign_ins s join users u on u.id = s.user_id where s.user_id = @userId and s.kind = 'token' order by s.id",
        new { userId })];

    /// <summary>A token of an account; null where it has no such one.</summary>
    public static SignIn? Token(Change change, string id, string userId) => change.Single<SignIn>(
        $"select {Columns} from sign_ins s join users u on u.id = s.user_id where s.id = @id and s.user_id = @userId and s.kind = 'token'", new { id, userId });

    public static bool Delete(Change change, string id, string userId, string kind) =>
        change.Execute("delete from sign_ins where id = @id and user_id = @userId and kind = @kind", new { id, userId, kind }) == 1;

    /// <summary>The family of a session; null where it has none.</summary>
    public static string? Family(Change change, string id) => change.Single<string>("select family from sign_ins where id = @id", new { id });

    /// <summary>Deletes the sessions of a family.</summary>
    /// <returns>Their ids.</returns>
    public static IReadOnlyCollection<string> DeleteFamily(Change change, string family) =>
        [.. change.Query<string>("delete from sign_ins where family = @family returning id", new { family })];

    /// <summary>Deletes an account's sessions, but for one.</summary>
    public static void DeleteSessions(Change change, string userId, string? exceptId) => change.Execute(
        "delete from sign_ins where user_id = @userId and kind = 'session' and id <> @exceptId", new { userId, exceptId = exceptId ?? "" });

    /// <summary>Deletes an account's sessions of one origin.</summary>
    /// <returns>Their ids.</returns>
    public static IReadOnlyCollection<string> DeleteSessionsOf(Change change, string userId, string origin) =>
        [.. change.Query<string>("delete from sign_ins where user_id = @userId and kind = 'session' and origin = @origin returning id", new { userId, origin })];

    /// <summary>Deletes an account's tokens.</summary>
    /// <returns>Their ids.</returns>
    public static IReadOnlyCollection<string> DeleteTokens(Change change, string userId) =>
        [.. change.Query<string>("delete from sign_ins where user_id = @userId and kind = 'token' returning id", new { userId })];

    public static void DeleteAllSessions(Change change) => change.Execute("delete from sign_ins where kind = 'session'");

    public static void Extend(Change change, string id, long expiresAtMs) =>
        change.Execute("update sign_ins set expires_at_ms = @expiresAtMs where id = @id", new { id, expiresAtMs });
}
