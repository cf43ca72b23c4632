using System.Security.Claims;

namespace ClipshareBox.Platform.Http;

/// <summary>Who asks: a signed-in person, a program with that person's token, or a panel at the box.</summary>
/// <param name="UserId">The account; null for a panel, whose presses belong to whoever is at the box.</param>
/// <param name="Name">Name that others see.</param>
/// <param name="IsAdmin">True for the box's admins.</param>
/// <param name="Via">"session", "token" or "panel".</param>
/// <param name="SessionId">The session or token, by which it is told when it has been revoked.</param>
public sealed record Caller(string? UserId, string Name, bool IsAdmin, string Via, string SessionId)
{
    internal const string ViaClaim = "via";
    internal const string SessionClaim = "session";
    internal const string ReadOnlyClaim = "read-only";

    /// <summary>Wheels, buttons and the box itself: whoever can touch it may use it.</summary>
    public static Caller Panel { get; } = new(null, "Panel", IsAdmin: false, "panel", "");

    /// <summary>True for a token that may look but change nothing.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>True for what is plugged into the box.</summary>
    public bool IsPanel => Via == "panel";

    /// <summary>Binds the parameter of an endpoint; authorization has let the request in before.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult<Caller?>(Of(context.User));

    /// <summary>The caller behind a signed-in principal.</summary>
    /// <exception cref="Refusal">Nobody is signed in.</exception>
    public static Caller Of(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
        ? new Caller(id, user.Identity?.Name ?? "", user.IsInRole("admin"), user.FindFirstValue(ViaClaim) ?? "", user.FindFirstValue(SessionClaim) ?? "")
        {
            IsReadOnly = user.HasClaim(c => c.Type == ReadOnlyClaim),
        }
        : throw new Refusal(ErrorCode.AuthenticationError, "Sign in first.");
}
