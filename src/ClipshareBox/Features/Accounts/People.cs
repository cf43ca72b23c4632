using System.Data;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Accounts;

/// <summary>What other features may know of accounts: who they are.</summary>
internal static class People
{
    /// <summary>The account of a name; null where nobody has it.</summary>
    public static HubUser? ByName(Change change, string name) => Seen(AccountStore.ByName(change, name));

    /// <summary>The account of an id; null where it is gone.</summary>
    public static HubUser? Find(Change change, string id) => Seen(AccountStore.Find(change, id));

    /// <summary>An admin who may sign in and is not that one: <paramref name="preferred"/> where he is one, else the longest there; null where there is none.</summary>
    public static HubUser? OtherAdmin(Change change, string exceptId, string? preferred)
    {
        var admins = AccountStore.OtherAdmins(change, exceptId).ToList();
        return (admins.Find(id => id == preferred) ?? admins.FirstOrDefault()) is { } id ? Find(change, id) : null;
    }

    /// <summary>Whether someone came by an invite with nothing but a name.</summary>
    public static bool IsGuest(Change change, string id) => AccountStore.Find(change, id) is { Guest: true };

    /// <summary>Names by id.</summary>
    public static IReadOnlyDictionary<string, string> Names(IDbConnection connection, IReadOnlyCollection<string> ids) =>
        connection.Query<(string Id, string Name)>("select id, name from users where id in @ids", new { ids }).ToDictionary(u => u.Id, u => u.Name);

    private static HubUser? Seen(Account? account) => account is null ? null : new HubUser(account.Id, account.Name);
}
