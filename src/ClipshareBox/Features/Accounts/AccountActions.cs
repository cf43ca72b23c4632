using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;
using Microsoft.AspNetCore.Identity;

namespace ClipshareBox.Features.Accounts;

/// <summary>Claiming the box, signing in and out, and tokens for programs.</summary>
internal sealed class AccountActions(Database database, ClaimCode claimCode, IPasswordHasher<Account> hasher, LiveHub hub, TimeProvider clock)
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    private static readonly Account Nobody = new() { Id = "", Name = "", Role = "user" };

    // Hashing takes as long for a name that nobody has, so that the time of a refusal tells nothing. Not before someone signs in: it is slow by intent.
    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody, Secret.Make()));

    /// <summary>True once the first admin exists.</summary>
    public bool IsClaimed => database.Read(AccountStore.Any);

    /// <summary>Makes the first admin and signs in.</summary>
    /// <exception cref="Refusal">The code is wrong, or the box has an owner.</exception>
    public (SignIn SignIn, string Secret) Claim(ClaimRequest wanted)
    {
        var name = Check.Text("username", wanted.Username, 64);
        var hash = hasher.HashPassword(Nobody, Password(wanted.Password));
        return database.Write(change =>
        {
            if (change.Single<long>("select count(*) from users") > 0)
                throw new Refusal(ErrorCode.Conflict, "This box has an owner already; ask them for an account.");
            claimCode.Check(wanted.Code);
            var account = new Account { Id = NewId(), Name = name, Role = "admin", PasswordHash = hash };
            AccountStore.Insert(change, account, NowMs);
            change.AfterCommit(claimCode.Forget);
            return Open(change, account, "session", Usual, "browser", "");
        });
    }

    /// <summary>Signs in with name and password.</summary>
    /// <exception cref="Refusal">They do not fit.</exception>
    public (SignIn SignIn, string Secret) SignIn(LoginRequest wanted)
    {
        var found = database.Read(c => AccountStore.ByName(c, Check.Text("username", wanted.Username, 64)));
        var account = found ?? Nobody;
        var fits = hasher.VerifyHashedPassword(account, account.PasswordHash ?? _nobodysHash.Value, wanted.Password);
        if (fits == PasswordVerificationResult.Failed || found is null || found.Disabled)
            throw new Refusal(ErrorCode.AuthenticationError, "Name and password do not fit together.");
        var rehashed = fits == PasswordVerificationResult.SuccessRehashNeeded ? hasher.HashPassword(account, wanted.Password) : null;
        return database.Write(change =>
        {
            AccountStore.DeleteExpired(change, NowMs);
            if (rehashed is not null)
                AccountStore.SetPassword(change, account.Id, rehashed);
            return Open(change, account, "session", wanted.Remember ? Remembered : Usual, "browser", "");
        });
    }

    /// <summary>Ends a session; its open connections end with it.</summary>
    public void SignOut(Caller caller) => database.Write(change => Revoke(change, caller.UserId ?? "", caller.SessionId, "session"));

    /// <summary>The sign-in behind a secret; null when it is none, has ended or was revoked.</summary>
    public SignIn? Find(string secret, string kind) =>
        database.Read(c => AccountStore.BySecret(c, Secret.Hash(secret), kind, NowMs));

    /// <summary>Moves the end of a session that is in use, once a day.</summary>
    public void Refresh(SignIn signIn)
    {
        var end = NowMs + (long)Usual.TotalMilliseconds;
        if (signIn is { Kind: "session", ExpiresAtMs: { } expires } && end - expires > TimeSpan.FromDays(1).TotalMilliseconds)
            database.Write(change => AccountStore.Extend(change, signIn.Id, end));
    }

    /// <summary>Makes a token; this is the only time that its secret is seen.</summary>
    public TokenAnswer MakeToken(Caller caller, TokenRequest wanted)
    {
        var name = Check.Text("name", wanted.Name, 64);
        var scopes = (wanted.Scopes ?? []).Select(s => Check.OneOf("scopes", s, "read")).Distinct();
        var now = clock.GetUtcNow();
        if (wanted.ExpiresAt <= now)
            throw Refusal.Invalid("expiresAt", "lies in the past.");
        return database.Write(change =>
        {
            var account = new Account { Id = caller.UserId ?? "", Name = caller.Name, Role = caller.IsAdmin ? "admin" : "user" };
            var (signIn, secret) = Open(change, account, "token", wanted.ExpiresAt - now, name, string.Join(' ', scopes));
            return Answer(signIn, secret);
        });
    }

    /// <summary>The caller's own tokens, without their secrets.</summary>
    public IReadOnlyList<TokenAnswer> Tokens(Caller caller) =>
        [.. database.Read(c => AccountStore.Tokens(c, caller.UserId ?? "")).Select(s => Answer(s, null))];

    /// <summary>Revokes one of the caller's tokens.</summary>
    /// <exception cref="Refusal">It is not his.</exception>
    public void RevokeToken(Caller caller, string id) => database.Write(change =>
    {
        if (!Revoke(change, caller.UserId ?? "", id, "token"))
            throw Refusal.NotFound("token");
    });

    private bool Revoke(Change change, string userId, string id, string kind)
    {
        change.AfterCommit(() => hub.Drop(c => c.SessionId == id));
        return AccountStore.Delete(change, id, userId, kind);
    }

    private (SignIn SignIn, string Secret) Open(Change change, Account account, string kind, TimeSpan? length, string name, string scopes)
    {
        var secret = Secret.Make();
        var signIn = new SignIn
        {
            Id = NewId(),
            UserId = account.Id,
            Kind = kind,
            Name = name,
            Scopes = scopes,
            CreatedAtMs = NowMs,
            ExpiresAtMs = length is { } l ? NowMs + (long)l.TotalMilliseconds : null,
            UserName = account.Name,
            Role = account.Role,
        };
        AccountStore.Insert(change, signIn, Secret.Hash(secret));
        return (signIn, secret);
    }

    private static TokenAnswer Answer(SignIn signIn, string? secret) => new(
        signIn.Id,
        signIn.Name,
        signIn.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        DateTimeOffset.FromUnixTimeMilliseconds(signIn.CreatedAtMs),
        signIn.ExpiresAtMs is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null,
        secret);

    private static string Password(string? password) => password is { Length: >= 10 and <= 200 }
        ? password
        : throw Refusal.Invalid("password", "has 10 to 200 characters; a few words in a row are easy to remember.");

    private string NewId() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
