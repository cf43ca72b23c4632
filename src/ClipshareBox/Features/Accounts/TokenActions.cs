using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Accounts;

/// <summary>Tokens for programs.</summary>
internal sealed class TokenActions(Database database, LiveHub hub, AuditLog audit, TimeProvider clock)
{
    /// <summary>Makes a token; this is the only time that its secret is seen.</summary>
    /// <exception cref="Refusal">A field is wrong.</exception>
    public TokenAnswer Make(Caller caller, TokenRequest wanted)
    {
        var now = clock.GetUtcNow();
        if (wanted.ExpiresAt <= now)
            throw Refusal.Invalid("expiresAt", "lies in the past.");
        var secret = Secret.Make();
        var token = new SignIn
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            UserId = caller.UserId ?? "",
            Kind = "token",
            Name = Check.Text("name", wanted.Name, 64),
            Scopes = string.Join(' ', (wanted.Scopes ?? []).Select(s => Check.OneOf("scopes", s, "read")).Distinct()),
            CreatedAtMs = now.ToUnixTimeMilliseconds(),
            ExpiresAtMs = wanted.ExpiresAt?.ToUnixTimeMilliseconds(),
            UserName = caller.Name,
            Role = caller.IsAdmin ? "admin" : "user",
        };
        database.Write(change =>
        {
            SignInStore.Insert(change, token, Secret.Hash(secret));
            audit.Add(change, caller, Note("token.make", token) with { Detail = token.Scopes.Length == 0 ? "may all" : $"may {token.Scopes}" });
        });
        return Answer(token, secret);
    }

    /// <summary>The caller's own tokens, without their secrets.</summary>
    public IReadOnlyList<TokenAnswer> List(Caller caller) =>
        [.. database.Read(c => SignInStore.Tokens(c, caller.UserId ?? "")).Select(s => Answer(s, null))];

    /// <summary>Revokes one of the caller's tokens; its open connections end with it.</summary>
    /// <exception cref="Refusal">It is not his.</exception>
    public void Revoke(Caller caller, string id) => database.Write(change =>
    {
        var token = SignInStore.Token(change, id, caller.UserId ?? "") ?? throw Refusal.NotFound("token");
        SignInStore.Delete(change, id, token.UserId, "token");
        audit.Add(change, caller, Note("token.revoke", token));
        change.AfterCommit(() => hub.Drop(c => c.SessionId == id));
    });

    private static AuditNote Note(string act, SignIn token) => new(act) { TargetId = token.Id, TargetName = token.Name };

    private static TokenAnswer Answer(SignIn token, string? secret) => new(
        token.Id,
        token.Name,
        token.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        DateTimeOffset.FromUnixTimeMilliseconds(token.CreatedAtMs),
        token.ExpiresAtMs is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null,
        secret);
}
