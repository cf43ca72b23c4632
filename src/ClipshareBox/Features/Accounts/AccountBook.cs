using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Accounts;

/// <summary>Makes, changes and removes accounts, and notes who did. Each is part of a change that someone else began.</summary>
internal sealed class AccountBook(AuditLog audit, Sessions sessions, IServiceProvider services, TimeProvider clock)
{
    /// <summary>Makes an account.</summary>
    /// <param name="change">The change.</param>
    /// <param name="by">Who makes it; null where someone makes their own.</param>
    /// <param name="act">What the audit log says.</param>
    /// <param name="draft">Name, role and password hash.</param>
    /// <exception cref="Refusal">The name is taken.</exception>
    public Account Make(Change change, Caller? by, string act, Account draft)
    {
        if (AccountStore.ByName(change, draft.Name) is not null)
            throw new Refusal(ErrorCode.Conflict, "This name is taken; choose another, or sign in if it is yours.");
        var now = clock.GetUtcNow();
        var account = draft with { Id = Guid.CreateVersion7(now).ToString("N"), CreatedAtMs = now.ToUnixTimeMilliseconds() };
        AccountStore.Insert(change, account);
        audit.Add(change, by, Note(act, account) with { Detail = account.Role });
        return account;
    }

    /// <summary>Makes an account without a password, for someone who was invited, and signs in.</summary>
    /// <exception cref="Refusal">The name is taken.</exception>
    public OpenedSession Welcome(Change change, string name)
    {
        var guest = new Account { Id = "", Name = Check.Text("displayName", name, 64), Role = "user", Guest = true };
        return sessions.Open(change, Make(change, null, "user.invited", guest), remember: true);
    }

    /// <summary>Gives an account another password; its remember-me tokens and its sessions but one end. A guest to whom an admin gives one is no guest any more.</summary>
    public void SetPassword(Change change, Caller by, Account account, string hash, string? keptSession = null)
    {
        AccountStore.Update(change, account with { PasswordHash = hash, Guest = account.Guest && by.UserId == account.Id });
        sessions.EndAll(change, account.Id, keptSession);
        audit.Add(change, by, Note(by.UserId == account.Id ? "password.change" : "user.password", account));
    }

    /// <summary>Gives an account another role.</summary>
    /// <exception cref="Refusal">It is the last admin.</exception>
    public Account SetRole(Change change, Caller by, Account account, string role)
    {
        if (role == account.Role)
            return account;
        RequireAnotherAdmin(change, account);
        var changed = account with { Role = role, Guest = false };
        AccountStore.Update(change, changed);
        // A connection knows its caller's role from its opening; it comes back with the new one.
        sessions.Disconnect(change, account.Id);
        audit.Add(change, by, Note("user.role", account) with { Detail = AuditNote.Changes(("role", account.Role, role)) });
        return changed;
    }

    /// <summary>Keeps an account out, or lets it in again.</summary>
    /// <exception cref="Refusal">It is the last admin.</exception>
    public Account SetDisabled(Change change, Caller by, Account account, bool disabled)
    {
        if (disabled == account.Disabled)
            return account;
        RequireAnotherAdmin(change, account);
        var changed = account with { Disabled = disabled };
        AccountStore.Update(change, changed);
        if (disabled)
        {
            sessions.EndAll(change, account.Id);
            sessions.Disconnect(change, account.Id);
        }
        audit.Add(change, by, Note(disabled ? "user.disable" : "user.enable", account));
        return changed;
    }

    /// <summary>Removes an account with its sign-ins; what it made stays, without a creator.</summary>
    /// <exception cref="Refusal">It is the last admin.</exception>
    public void Remove(Change change, Caller by, Account account)
    {
        RequireAnotherAdmin(change, account);
        foreach (var listener in services.GetServices<AccountListener>())
            listener.Deleting(change, by, account.Id);
        sessions.Disconnect(change, account.Id);
        AccountStore.Delete(change, account.Id);
        audit.Add(change, by, Note("user.delete", account));
    }

    private static AuditNote Note(string act, Account account) => new(act) { TargetId = account.Id, TargetName = account.Name };

    private static void RequireAnotherAdmin(Change change, Account account)
    {
        if (account is { Role: "admin", Disabled: false } && !AccountStore.OtherAdmins(change, account.Id).Any())
            throw new Refusal(ErrorCode.Conflict, "This is the box's last admin; make someone else an admin first.");
    }
}
