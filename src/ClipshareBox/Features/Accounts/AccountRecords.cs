using System.Text.Json;
using System.Text.Json.Serialization;
using ClipshareBox.Platform.Audit;

namespace ClipshareBox.Features.Accounts;

/// <summary>Whether somebody owns the box, and where it is.</summary>
/// <param name="Claimed">True once it has an owner.</param>
/// <param name="Addresses">Where other devices of the network reach it, its name first; told while nobody owns it, and to whoever is signed in.</param>
public sealed record SetupState(bool Claimed, IReadOnlyList<string> Addresses);

/// <summary>Makes the first admin, whose browser is remembered.</summary>
/// <param name="Code">The claim code from the box's console or its file <c>claim-code</c>.</param>
/// <param name="Username">1 to 64 characters.</param>
/// <param name="Password">10 to 200 characters.</param>
public sealed record ClaimRequest(string Code, string Username, string Password);

/// <summary>Signs in with a local account. A session ends 30 days after its last use.</summary>
/// <param name="Username">The account's name.</param>
/// <param name="Password">Its password.</param>
/// <param name="Remember">True to outlive the browser's closing, and to be signed in again for 90 days after the last use; else the cookie goes with the browser.</param>
public sealed record LoginRequest(string Username, string Password, bool Remember = false);

/// <summary>Changes one's own password. All other sessions and all remember-me tokens of the account end; API tokens stay.</summary>
/// <param name="Password">The new one, 10 to 200 characters.</param>
/// <param name="Current">The present one; left out where the account has none yet.</param>
public sealed record PasswordRequest(string Password, string? Current = null);

/// <summary>Who is signed in.</summary>
/// <param name="User">The account.</param>
/// <param name="ExpiresAt">When the sign-in ends; null for a token without end.</param>
public sealed record SessionAnswer(SessionUser User, DateTimeOffset? ExpiresAt);

/// <summary>The account of a session.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="AvatarUrl">Address of its picture, or null.</param>
/// <param name="Role">"admin" or "user".</param>
/// <param name="Via">"session" for one of the box's own, "plex" for one that Plex vouched for, "token" for a program's.</param>
public sealed record SessionUser(string Id, string Name, string? AvatarUrl, string Role, string Via);

/// <summary>Asks for a token for a program.</summary>
/// <param name="Name">What it is for, 1 to 64 characters.</param>
/// <param name="Scopes">"read" for a token that changes nothing; empty for all that its owner may.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
public sealed record TokenRequest(string Name, IReadOnlyList<string>? Scopes = null, DateTimeOffset? ExpiresAt = null);

/// <summary>A token; its secret is shown once, when it is made.</summary>
public sealed record TokenAnswer(
    string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string? Token);

/// <summary>An account as admins see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">"admin" or "user".</param>
/// <param name="Disabled">True where it may not sign in.</param>
/// <param name="HasPassword">False for a guest who came by an invite and has set none.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record UserAnswer(string Id, string Name, string Role, bool Disabled, bool HasPassword, DateTimeOffset CreatedAt);

/// <summary>Makes an account.</summary>
/// <param name="Username">1 to 64 characters, unique without regard to case.</param>
/// <param name="Password">10 to 200 characters.</param>
/// <param name="Role">"admin" or "user".</param>
public sealed record NewUser(string Username, string Password, string Role = "user");

/// <summary>Changes an account; what is null stays.</summary>
/// <param name="Role">"admin" or "user".</param>
/// <param name="Disabled">True: may not sign in; its sessions, remember-me tokens and open connections end at once, its API tokens rest.</param>
/// <param name="Password">A new password, 10 to 200 characters; all sessions and remember-me tokens of the account end. A guest has an account of his own then.</param>
public sealed record UserChange(string? Role = null, bool? Disabled = null, string? Password = null);

/// <summary>Accounts as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SetupState))]
[JsonSerializable(typeof(ClaimRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(IReadOnlyList<TokenAnswer>))]
[JsonSerializable(typeof(UserAnswer))]
[JsonSerializable(typeof(IReadOnlyList<UserAnswer>))]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(UserChange))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(IReadOnlyList<AuditEntry>))]
internal sealed partial class AccountsJson : JsonSerializerContext;
