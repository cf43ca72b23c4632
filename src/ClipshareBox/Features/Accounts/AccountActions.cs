using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Accounts;

/// <summary>Claiming the box, signing in and out, and one's own password.</summary>
internal sealed class AccountActions(Database database, ClaimCode claimCode, Passwords passwords, AccountBook book, Sessions sessions)
{
    /// <summary>True once the first admin exists.</summary>
    public bool IsClaimed => database.Read(AccountStore.Any);

    /// <summary>Makes the first admin and signs in.</summary>
    /// <exception cref="Refusal">The code is wrong, or the box has an owner.</exception>
    public OpenedSession Claim(ClaimRequest wanted)
    {
        var name = Check.Text("username", wanted.Username, 64);
        var hash = passwords.Hash(wanted.Password);
        return database.Write(change =>
        {
            if (change.Single<long>("select count(*) from users") > 0)
                throw new Refusal(ErrorCode.Conflict, "This box has an owner already; ask them for an account.");
            claimCode.Check(wanted.Code);
            var account = book.Make(change, null, "claim", new Account { Id = "", Name = name, Role = "admin", PasswordHash = hash });
            change.AfterCommit(claimCode.Forget);
            return sessions.Open(change, account, remember: true);
        });
    }

    /// <summary>Signs in with name and password.</summary>
    /// <exception cref="Refusal">They do not fit.</exception>
    public OpenedSession SignIn(LoginRequest wanted)
    {
        var name = Check.Text("username", wanted.Username, 64);
        var found = database.Read(c => AccountStore.ByName(c, name));
        var fits = passwords.Fits(found, wanted.Password, out var newHash);
        if (!fits || found is null or { Disabled: true })
            throw new Refusal(ErrorCode.AuthenticationError, "Name and password do not fit together.");
        return database.Write(change =>
        {
            // Hashing took a while: a password that was changed meanwhile, or an account that went, opens nothing.
            var account = AccountStore.Find(change, found.Id);
            if (account is null or { Disabled: true } || account.PasswordHash != found.PasswordHash)
                throw new Refusal(ErrorCode.AuthenticationError, "Name and password do not fit together.");
            if (newHash is not null)
                AccountStore.Update(change, account with { PasswordHash = newHash });
            return sessions.Open(change, account, wanted.Remember);
        });
    }

    /// <summary>Ends a session and its remember-me tokens; its open connections end with it. A token stays: it is revoked at its own address.</summary>
    public void SignOut(Caller caller)
    {
        if (caller.Via == "session")
            database.Write(change => sessions.SignOut(change, caller));
    }

    /// <summary>Changes the caller's own password; all his other sessions and his remember-me tokens end, his API tokens stay.</summary>
    /// <exception cref="Refusal">The present one does not fit, or the new one is too short.</exception>
    public void ChangePassword(Caller caller, PasswordRequest wanted)
    {
        var hash = passwords.Hash(wanted.Password);
        var account = database.Read(c => AccountStore.Find(c, caller.UserId ?? "")) ?? throw Refusal.NotFound("account");
        if (account.PasswordHash is not null && !passwords.Fits(account, wanted.Current ?? "", out _))
            throw Refusal.Invalid("current", "is not your present password.");
        database.Write(change =>
        {
            var current = AccountStore.Find(change, account.Id) ?? throw Refusal.NotFound("account");
            if (current.PasswordHash != account.PasswordHash)
                throw new Refusal(ErrorCode.Conflict, "The password was changed meanwhile; sign in again.");
            book.SetPassword(change, caller, current, hash, caller.SessionId);
        });
    }
}
