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
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, AccountActions accounts)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "box";

    /// <summary>Name of the session cookie.</summary>
    public const string Cookie = "clipsharebox";

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        throw new Refusal(ErrorCode.AuthenticationError, "Sign in first; the sign-in may have ended or been revoked.");

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => throw Refusal.Denied("do this");

    /// <summary>Gives the browser its session.</summary>
    internal static void Set(HttpContext http, SignIn signIn, string secret, bool lasting) =>
        http.Response.Cookies.Append(Cookie, secret, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = "/",
            Expires = lasting && signIn.ExpiresAtMs is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null,
        });

    private AuthenticateResult Authenticate()
    {
        const string bearer = "Bearer ";
        var header = Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            return header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) && accounts.Find(header[bearer.Length..].Trim(), "token") is { } token
                ? Ticket(token)
                : AuthenticateResult.Fail("This token is not good.");
        }
        if (Request.Cookies[Cookie] is not { Length: > 0 } secret || accounts.Find(secret, "session") is not { } session)
            return AuthenticateResult.NoResult();
        accounts.Refresh(session);
        return Ticket(session);
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
            .. readOnly ? new[] { new Claim(Caller.ReadOnlyClaim, "true") } : [],
        ], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }
}
