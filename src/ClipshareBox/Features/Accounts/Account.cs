using System.Text.Json;
using System.Text.Json.Serialization;

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
    public required string UserName { get; init; }
    public required string Role { get; init; }
}

/// <summary>Whether somebody owns the box.</summary>
public sealed record SetupState(bool Claimed);

/// <summary>Makes the first admin.</summary>
/// <param name="Code">The claim code from the box's console or its file <c>claim-code</c>.</param>
/// <param name="Username">1 to 64 characters.</param>
/// <param name="Password">10 to 200 characters.</param>
public sealed record ClaimRequest(string Code, string Username, string Password);

/// <summary>Signs in with a local account.</summary>
/// <param name="Username">The account's name.</param>
/// <param name="Password">Its password.</param>
/// <param name="Remember">True to stay signed in for 90 days, else 30 days or until the browser is closed.</param>
public sealed record LoginRequest(string Username, string Password, bool Remember = false);

/// <summary>Who is signed in.</summary>
/// <param name="User">The account.</param>
/// <param name="ExpiresAt">When the sign-in ends; null for a token without end.</param>
public sealed record SessionAnswer(SessionUser User, DateTimeOffset? ExpiresAt);

/// <summary>The account of a session.</summary>
public sealed record SessionUser(string Id, string Name, string? AvatarUrl, string Role, string Via);

/// <summary>Asks for a token for a program.</summary>
/// <param name="Name">What it is for, 1 to 64 characters.</param>
/// <param name="Scopes">"read" for a token that changes nothing; empty for all that its owner may.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
public sealed record TokenRequest(string Name, IReadOnlyList<string>? Scopes = null, DateTimeOffset? ExpiresAt = null);

/// <summary>A token; its secret is shown once, when it is made.</summary>
public sealed record TokenAnswer(
    string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string? Token);

/// <summary>Accounts as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SetupState))]
[JsonSerializable(typeof(ClaimRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(IReadOnlyList<TokenAnswer>))]
internal sealed partial class AccountsJson : JsonSerializerContext;
