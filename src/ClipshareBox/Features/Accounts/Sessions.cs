using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Accounts;

/// <summary>
/// Sessions and the remember-me tokens that bring them back. A session ends 30 days after its last use. A remember-me token lasts 90 days, is good
/// for one use and is replaced by it; whoever comes with a used one has a copy, or is the one it was copied from: all of its family ends.
/// </summary>
internal sealed class Sessions(Database database, LiveHub hub, AuditLog audit, TimeProvider clock)
{
    private static readonly TimeSpan Length = TimeSpan.FromDays(30);
    private static readonly TimeSpan Step = TimeSpan.FromDays(1);
    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(90);

    // Two tabs that wake up together both come with the same token.
    private static readonly TimeSpan TwoTabs = TimeSpan.FromSeconds(10);

    /// <summary>Begins a session.</summary>
    /// <param name="change">The change that signs in.</param>
    /// <param name="account">Whose.</param>
    /// <param name="remember">True to outlive the browser's closing.</param>
    /// <param name="origin">Who vouches for it: <see cref="Origins"/>.</param>
    public OpenedSession Open(Change change, Account account, bool remember, string origin = Origins.Box) =>
        Open(change, account, remember ? NewId() : null, origin);

    /// <summary>Ends all sessions of a store that takes the place of another one; API tokens stay.</summary>
    public static void EndAll(Change change)
    {
        SignInStore.DeleteAllSessions(change);
        RememberedStore.DeleteEveryone(change);
    }

    /// <summary>The sign-in behind a secret; null when it is none, has ended or was revoked.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="kind">"session" or "token".</param>
    public SignIn? Find(string secret, string kind) => database.Read(c => SignInStore.BySecret(c, Secret.Hash(secret), kind, NowMs));

    /// <summary>Moves the end of a session that is in use, once a day.</summary>
    /// <returns>The session with its new end; null where it has not moved.</returns>
    public SignIn? Extend(SignIn session)
    {
        var end = NowMs + (long)Length.TotalMilliseconds;
        if (end - session.ExpiresAtMs < Step.TotalMilliseconds)
            return null;
        database.Write(change => SignInStore.Extend(change, session.Id, end));
        return session with { ExpiresAtMs = end };
    }

    /// <summary>Begins a new session by a remember-me token, and makes the token that replaces it.</summary>
    /// <returns>The session; null where the token is not good.</returns>
    public OpenedSession? Restore(string secret) => database.Write(change =>
    {
        var token = RememberedStore.BySecret(change, Secret.Hash(secret), NowMs);
        var account = token is null ? null : AccountStore.Find(change, token.UserId);
        if (token is null || account is null or { Disabled: true })
            return null;
        if (token.UsedAtMs is { } used)
        {
            if (NowMs - used > TwoTabs.TotalMilliseconds)
                EndStolen(change, token.Family, account);
            return null;
        }
        RememberedStore.Use(change, token.Id, NowMs);
        return Open(change, account, token.Family, token.Origin);
    });

    /// <summary>Ends the caller's own session, and its family with it.</summary>
    public void SignOut(Change change, Caller caller)
    {
        if (SignInStore.Family(change, caller.SessionId) is { } family)
            EndFamily(change, family);
        SignInStore.Delete(change, caller.SessionId, caller.UserId ?? "", "session");
        change.AfterCommit(() => hub.Drop(c => c.SessionId == caller.SessionId));
    }

    /// <summary>Ends an account's sessions and remember-me tokens, and what they have open.</summary>
    /// <param name="change">The change that needs it.</param>
    /// <param name="userId">The account.</param>
    /// <param name="exceptId">A session that stays, or null.</param>
    public void EndAll(Change change, string userId, string? exceptId = null)
    {
        SignInStore.DeleteSessions(change, userId, exceptId);
        RememberedStore.DeleteAll(change, userId);
        change.AfterCommit(() => hub.Drop(c => c.UserId == userId && c.Via == "session" && c.SessionId != exceptId));
    }

    /// <summary>Ends the sessions and remember-me tokens of an account that one has vouched for, and what they have open.</summary>
    /// <returns>True where there were any.</returns>
    public bool EndAllOf(Change change, string userId, string origin)
    {
        var ended = SignInStore.DeleteSessionsOf(change, userId, origin);
        RememberedStore.DeleteAllOf(change, userId, origin);
        change.AfterCommit(() => hub.Drop(c => ended.Contains(c.SessionId)));
        return ended.Count > 0;
    }

    /// <summary>Ends an account's API tokens, and what they have open.</summary>
    public void EndTokens(Change change, string userId)
    {
        var ended = SignInStore.DeleteTokens(change, userId);
        change.AfterCommit(() => hub.Drop(c => ended.Contains(c.SessionId)));
    }

    /// <summary>Ends all that an account has open, by session or token; both can come back where they are still good.</summary>
    public void Disconnect(Change change, string userId) => change.AfterCommit(() => hub.Drop(c => c.UserId == userId));

    /// <summary>Ends the connections whose sign-in has ended, and forgets what has ended.</summary>
    public void Sweep()
    {
        hub.Drop(c => c.SessionId.Length > 0 && !database.Read(connection => SignInStore.Stands(connection, c.SessionId, NowMs)));
        if (database.Read(c => RememberedStore.AnyExpired(c, NowMs)))
            database.Write(change => RememberedStore.DeleteExpired(change, NowMs));
    }

    private OpenedSession Open(Change change, Account account, string? family, string origin)
    {
        var secret = Secret.Make();
        var session = new SignIn
        {
            Id = NewId(),
            UserId = account.Id,
            Kind = "session",
            Name = "browser",
            CreatedAtMs = NowMs,
            ExpiresAtMs = NowMs + (long)Length.TotalMilliseconds,
            Family = family,
            Origin = origin,
            AvatarUrl = account.AvatarUrl,
            UserName = account.Name,
            Role = account.Role,
        };
        SignInStore.Insert(change, session, Secret.Hash(secret));
        return new OpenedSession(session, secret, family is null ? null : Remember(change, session, family));
    }

    private (string Secret, DateTimeOffset EndsAt) Remember(Change change, SignIn session, string family)
    {
        var (secret, end) = (Secret.Make(), clock.GetUtcNow() + RememberedFor);
        var token = new Remembered
        {
            Id = NewId(),
            UserId = session.UserId,
            Family = family,
            Origin = session.Origin,
            CreatedAtMs = NowMs,
            ExpiresAtMs = end.ToUnixTimeMilliseconds(),
        };
        RememberedStore.Insert(change, token, Secret.Hash(secret));
        return (secret, end);
    }

    private void EndStolen(Change change, string family, Account account)
    {
        EndFamily(change, family);
        audit.Add(change, null, new AuditNote("remember.replayed") { TargetId = account.Id, TargetName = account.Name });
    }

    private void EndFamily(Change change, string family)
    {
        var ended = SignInStore.DeleteFamily(change, family);
        RememberedStore.DeleteFamily(change, family);
        change.AfterCommit(() => hub.Drop(c => ended.Contains(c.SessionId)));
    }

    private string NewId() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
