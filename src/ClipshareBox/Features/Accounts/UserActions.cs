using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Accounts;

/// <summary>What admins do with others' accounts.</summary>
internal sealed class UserActions(Database database, Passwords passwords, AccountBook book)
{
    /// <summary>All accounts by name.</summary>
    public Page<UserAnswer> List(Paging paging)
    {
        var page = database.Read(c => AccountStore.List(c, paging));
        return new Page<UserAnswer>([.. page.Items.Select(Answer)], page.Pagination);
    }

    /// <summary>Makes an account.</summary>
    /// <exception cref="Refusal">A field is wrong, or the name is taken.</exception>
    public UserAnswer Create(Caller caller, NewUser wanted)
    {
        var draft = new Account
        {
            Id = "",
            Name = Check.Text("username", wanted.Username, 64),
            Role = Check.OneOf("role", wanted.Role, "admin", "user"),
            PasswordHash = passwords.Hash(wanted.Password),
        };
        return Answer(database.Write(change => book.Make(change, caller, "user.create", draft)));
    }

    /// <summary>Changes role, password or whether the account may sign in.</summary>
    /// <exception cref="Refusal">A field is wrong, there is no such account, or it is the last admin.</exception>
    public UserAnswer Update(Caller caller, string id, UserChange wanted)
    {
        var role = wanted.Role is null ? null : Check.OneOf("role", wanted.Role, "admin", "user");
        var hash = wanted.Password is null ? null : passwords.Hash(wanted.Password);
        return Answer(database.Write(change =>
        {
            var account = AccountStore.Find(change, id) ?? throw Refusal.NotFound("user");
            if (role is not null)
                account = book.SetRole(change, caller, account, role);
            if (wanted.Disabled is { } disabled)
                account = book.SetDisabled(change, caller, account, disabled);
            if (hash is not null)
                book.SetPassword(change, caller, account, hash);
            return AccountStore.Find(change, id) ?? account;
        }));
    }

    /// <summary>Deletes an account; bookmarks that it made stay, without a creator.</summary>
    /// <exception cref="Refusal">There is no such account, or it is the last admin.</exception>
    public void Delete(Caller caller, string id) => database.Write(change =>
        book.Remove(change, caller, AccountStore.Find(change, id) ?? throw Refusal.NotFound("user")));

    private static UserAnswer Answer(Account account) => new(
        account.Id,
        account.Name,
        account.Role,
        account.Disabled,
        account.PasswordHash is not null,
        DateTimeOffset.FromUnixTimeMilliseconds(account.CreatedAtMs));
}
