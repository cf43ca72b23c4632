using System.Data;
using System.Text;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Accounts;

/// <summary>The table <c>users</c>.</summary>
internal static class AccountStore
{
    private const string Columns = "id, name, password_hash, role, disabled, guest, created_at_ms, avatar_url";

    public static bool Any(IDbConnection connection) => connection.QuerySingle<long>("select count(*) from users") > 0;

    public static void Insert(Change change, Account account) => change.Execute(
        """
        insert into users (id, name, name_key, password_hash, role, guest, created_at_ms, avatar_url)
        values (@Id, @Name, @key, @PasswordHash, @Role, @Guest, @CreatedAtMs, @AvatarUrl)
        """,
        new
        {
            account.Id,
            account.Name,
            key = Key(account.Name),
            account.PasswordHash,
            account.Role,
            account.Guest,
            account.CreatedAtMs,
            account.AvatarUrl,
        });

    public static Account? ByName(IDbConnection connection, string name) => connection.QuerySingleOrDefault<Account>(
        $"select {Columns} from users where name_key = @key", new { key = Key(name) });

    public static Account? ByName(Change change, string name) =>
        change.Single<Account>($"select {Columns} from users where name_key = @key", new { key = Key(name) });

    public static Account? Find(IDbConnection connection, string id) =>
        connection.QuerySingleOrDefault<Account>($"select {Columns} from users where id = @id", new { id });

    public static Account? Find(Change change, string id) =>
        change.Single<Account>($"select {Columns} from users where id = @id", new { id });

    public static Page<Account> List(IDbConnection connection, Paging paging) => new(
        [.. connection.Query<Account>($"select {Columns} from users order by name_key limit @Limit offset @Offset", new { paging.Limit, paging.Offset })],
        paging.Of(connection.QuerySingle<long>("select count(*) from users")));

    /// <summary>Admins who may sign in, but for one; the longest there first.</summary>
    public static IEnumerable<string> OtherAdmins(Change change, string exceptId) => change.Query<string>(
        "select id from users where role = 'admin' and disabled = 0 and id <> @exceptId order by created_at_ms, id", new { exceptId });

    public static void Update(Change change, Account account) => change.Execute(
        "update users set password_hash = @PasswordHash, role = @Role, disabled = @Disabled, guest = @Guest where id = @Id",
        new { account.Id, account.PasswordHash, account.Role, account.Disabled, account.Guest });

    /// <summary>Gives an account another name and picture.</summary>
    public static void Rename(Change change, string id, string name, string? avatarUrl) => change.Execute(
        "update users set name = @name, name_key = @key, avatar_url = @avatarUrl where id = @id", new { id, name, key = Key(name), avatarUrl });

    public static void Delete(Change change, string id) => change.Execute("delete from users where id = @id", new { id });

    private static string Key(string name) => name.Normalize(NormalizationForm.FormKC).ToUpperInvariant();
}
