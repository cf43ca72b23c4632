using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Accounts;

/// <summary>Someone who may use the box.</summary>
internal sealed record Account
{
    public required string Id { get; init; }

    /// <summary>Name as written by its owner; unique without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of the password by the framework's hasher (PBKDF2, its own salt); null where none was set.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>"admin" or "user".</summary>
    public required string Role { get; init; }

    public bool Disabled { get; init; }

    /// <summary>True for who came by an invite with nothing but a name, until an admin gives the account a password or a role.</summary>
    public bool Guest { get; init; }

    /// <summary>Address of the picture; null where there is none.</summary>
    public string? AvatarUrl { get; init; }

    public long CreatedAtMs { get; init; }
}

/// <summary>Who vouches for a sign-in.</summary>
internal static class Origins
{
    /// <summary>The box: by password, claim or invite.</summary>
    public const string Box = "box";

    /// <summary>Plex; such a session ends with the right there.</summary>
    public const string Plex = "plex";
}

/// <summary>A session or token that is good now, with its account.</summary>
internal sealed record SignIn
{
    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public string Scopes { get; init; } = "";
    public long CreatedAtMs { get; init; }
    public long? ExpiresAtMs { get; init; }

    /// <summary>The remember-me sign-in that it comes from; null where the browser is to forget it when it is closed.</summary>
    public string? Family { get; init; }

    /// <summary>Who vouched for it: <see cref="Origins"/>.</summary>
    public string Origin { get; init; } = Origins.Box;

    /// <summary>What people are told of how they came in: "session", "token" or "plex".</summary>
    public string Via => Origin == Origins.Plex ? Origins.Plex : Kind;

    public string? AvatarUrl { get; init; }
    public required string UserName { get; init; }
    public required string Role { get; init; }
}

/// <summary>A session that has just begun, with the secrets that only the browser keeps.</summary>
/// <param name="SignIn">The session.</param>
/// <param name="Secret">The session cookie's value.</param>
/// <param name="Remember">The remember-me cookie's value, and when it ends; null where nothing is to be remembered.</param>
internal sealed record OpenedSession(SignIn SignIn, string Secret, (string Secret, DateTimeOffset EndsAt)? Remember)
{
    /// <summary>What the one who signed in is told.</summary>
    public SessionAnswer Answer() => new(
        new SessionUser(SignIn.UserId, SignIn.UserName, SignIn.AvatarUrl, SignIn.Role, SignIn.Via),
        SignIn.ExpiresAtMs is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null);
}

/// <summary>A feature that keeps something for accounts registers one of these.</summary>
/// <param name="Deleting">An account is about to go, within the transaction that removes it: the change, who removes it, and its id.</param>
internal sealed record AccountListener(Action<Platform.Store.Change, Caller, string> Deleting);
