using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using ClipshareBox.Platform.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ClipshareBox.Features.Accounts;

/// <summary>
/// Tells who a request comes from: by <c>Authorization: Bearer</c> (RFC 6750) or by the session cookie. Both are looked up each
/// time, so that a revoked one ends at once.
/// </summary>
internal sealed class SignInHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, Sessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "box";

    internal const string AvatarClaim = "avatar";
    internal const string ShownViaClaim = "shown-via";

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        throw new Refusal(ErrorCode.AuthenticationError, "Sign in first; the sign-in may have ended or been revoked.");

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => throw Refusal.Denied("do this");

    private AuthenticateResult Authenticate()
    {
        const string bearer = "Bearer ";
        var header = Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            return header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) && sessions.Find(header[bearer.Length..].Trim(), "token") is { } token
                ? Ticket(token)
                : AuthenticateResult.Fail("This token is not good.");
        }
        if (Request.Cookies[SessionCookies.Session] is not { Length: > 0 } secret || sessions.Find(secret, "session") is not { } session)
            return AuthenticateResult.NoResult();
        if (sessions.Extend(session) is not { } extended)
            return Ticket(session);
        SessionCookies.Set(Context, extended, secret);
        return Ticket(extended);
    }

    private AuthenticateResult Ticket(SignIn signIn)
    {
        var readOnly = signIn.Scopes == "read";
        if (readOnly && !HttpMethods.IsGet(Request.Method) && !HttpMethods.IsHead(Request.Method))
            throw Refusal.Denied("change anything with a token that only reads");
        var identity = new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, signIn.UserId),
            new Claim(ClaimTypes.Name, signIn.UserName),
            new Claim(ClaimTypes.Role, signIn.Role),
            new Claim(Caller.ViaClaim, signIn.Kind),
            new Claim(Caller.SessionClaim, signIn.Id),
            new Claim("expires", signIn.ExpiresAtMs?.ToString(CultureInfo.InvariantCulture) ?? ""),
            new Claim(ShownViaClaim, signIn.Via),
            .. signIn.AvatarUrl is { } avatar ? new[] { new Claim(AvatarClaim, avatar) } : [],
            .. readOnly ? new[] { new Claim(Caller.ReadOnlyClaim, "true") } : [],
        ], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }
}
