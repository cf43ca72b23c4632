namespace ClipshareBox.Platform.Http;

/// <summary>What every answer says to browsers; what an answer says itself, such as a page its content policy, stands.</summary>
internal static class SecurityHeaders
{
    // An answer of the API is data: whoever opens one in a tab runs nothing with it (CSP Level 3).
    private const string Data = "default-src 'none'; frame-ancestors 'none'";

    // The API's page sets styles from its scripts; it loads all of it from the box.
    private const string ApiDocs =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Adds the headers when an answer starts, so that refusals have them too.</summary>
    public static void UseSecurityHeaders(this WebApplication box) => box.Use((http, next) =>
    {
        http.Response.OnStarting(static state => Add((HttpContext)state), http);
        return next(http);
    });

    private static Task Add(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("X-Frame-Options", "DENY");
        headers.TryAdd("Content-Security-Policy", http.Request.Path.StartsWithSegments("/api-docs") ? ApiDocs : Data);
        return Task.CompletedTask;
    }
}
