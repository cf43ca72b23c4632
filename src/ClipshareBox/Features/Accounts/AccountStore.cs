using System.Data;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Accounts;

/// <summary>The tables <c>users</c> and <c>sign_ins</c>.</summary>
internal static class AccountStore
{
    private const string SignInColumns =
        "s.id, s.user_id, s.kind, s.name, s.scopes, s.created_at_ms, s.expires_at_ms, u.name as user_name, u.role";

    public static bool Any(IDbConnection connection) => connection.QuerySingle<long>("select count(*) from users") > 0;

    public static void Insert(Change change, Account account, long nowMs) => change.Execute(
        "insert into users (id, name, name_key, password_hash, role, created_at_ms) values (@Id, @Name, @key, @PasswordHash, @Role, @nowMs)",
        new { account.Id, account.Name, key = Key(account.Name), account.PasswordHash, account.Role, nowMs });

    public static Account? ByName(IDbConnection connection, string name) => connection.QuerySingleOrDefault<Account>(
        "select id, name, password_hash, role, disabled from users where name_key = @key", new { key = Key(name) });

    public static void SetPassword(Change change, string userId, string hash) =>
        change.Execute("update users set password_hash = @hash where id = @userId", new { userId, hash });

    public static void Insert(Change change, SignIn signIn, string secretHash) => change.Execute(
        """
        insert into sign_ins (id, user_id, kind, secret_hash, name, scopes, created_at_ms, expires_at_ms)
        values (@Id, @UserId, @Kind, @secretHash, @Name, @Scopes, @CreatedAtMs, @ExpiresAtMs)
        """,
        new { signIn.Id, signIn.UserId, signIn.Kind, secretHash, signIn.Name, signIn.Scopes, signIn.CreatedAtMs, signIn.ExpiresAtMs });

    /// <summary>The sign-in behind a secret, where it is good at that time.</summary>
    public static SignIn? BySecret(IDbConnection connection, string secretHash, string kind, long nowMs) => connection.QuerySingleOrDefault<SignIn>(
        $"""
        select {SignInColumns} from sign_ins s join users u on u.id = s.user_id
        where s.secret_hash = @secretHash and s.kind = @kind and u.disabled = 0 and (s.expires_at_ms is null or s.expires_at_ms > @nowMs)
        """,
        new { secretHash, kind, nowMs });

    public static IReadOnlyList<SignIn> Tokens(IDbConnection connection, string userId) => [.. connection.Query<SignIn>(
        $"select {SignInColumns} from sign_ins s join users u on u.id = s.user_id where s.user_id = @userId and s.kind = 'token' order by s.id",
        new { userId })];

    public static bool Delete(Change change, string id, string userId, string kind) =>
        change.Execute("delete from sign_ins where id = @id and user_id = @userId and kind = @kind", new { id, userId, kind }) == 1;

    public static void Extend(Change change, string id, long expiresAtMs) =>
        change.Execute("update sign_ins set expires_at_ms = @expiresAtMs where id = @id", new { id, expiresAtMs });

    public static void DeleteExpired(Change change, long nowMs) =>
        change.Execute("delete from sign_ins where expires_at_ms <= @nowMs", new { nowMs });

    private static string Key(string name) => name.Normalize(System.Text.NormalizationForm.FormKC).ToUpperInvariant();
}
