namespace ClipshareBox.Features.Accounts;

/// <summary>The two cookies of a browser: the session's, and the remember-me token's, which goes to one address only (RFC 6265).</summary>
internal static class SessionCookies
{
    /// <summary>Name of the session cookie.</summary>
    public const string Session = "clipsharebox";

    /// <summary>Name of the remember-me cookie.</summary>
    public const string Remember = "clipsharebox-remember";

    private const string RememberPath = "/api/auth/session";

    /// <summary>Gives the browser its session.</summary>
    public static void Set(HttpContext http, OpenedSession opened)
    {
        Set(http, opened.SignIn, opened.Secret);
        if (opened.Remember is { } remember)
            http.Response.Cookies.Append(Remember, remember.Secret, Options(http, RememberPath, remember.EndsAt));
    }

    /// <summary>Gives the browser its session with a new end. One that is not remembered goes when the browser is closed.</summary>
    public static void Set(HttpContext http, SignIn session, string secret)
    {
        var end = session.Family is not null && session.ExpiresAtMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : (DateTimeOffset?)null;
        http.Response.Cookies.Append(Session, secret, Options(http, "/", end));
    }

    /// <summary>Makes the browser forget both.</summary>
    public static void Forget(HttpContext http)
    {
        http.Response.Cookies.Delete(Session, Options(http, "/", null));
        http.Response.Cookies.Delete(Remember, Options(http, RememberPath, null));
    }

    private static CookieOptions Options(HttpContext http, string path, DateTimeOffset? end) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = path,
        Expires = end,
    };
}
