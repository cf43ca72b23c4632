namespace ClipshareBox.Platform.Http;

/// <summary>
/// Keeps other sites' pages from acting with a visitor's cookie: a change made with one needs a request from this very origin
/// (Fetch Metadata, W3C; Origin, RFC 6454). Programs with a token have no cookie and are not asked.
/// </summary>
internal sealed class SameOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var changes = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && !HttpMethods.IsOptions(http.Request.Method);
        var byToken = http.Request.Headers.Authorization.Count > 0;
        if (changes && !byToken && http.Request.Path.StartsWithSegments("/api") && !Is(http.Request))
            throw new Refusal(ErrorCode.PermissionDenied, "This request comes from another site; open the box's own page, or use an API token.");
        return next(http);
    }

    /// <summary>True when the request comes from a page of this box. Without either header only a request without a cookie passes.</summary>
    internal static bool Is(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0)
            return Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
        return request.Cookies.Count == 0;
    }
}
