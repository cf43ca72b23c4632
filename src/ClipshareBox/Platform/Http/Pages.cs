using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace ClipshareBox.Platform.Http;

/// <summary>
/// The box's own pages, from the folder <c>wwwroot</c> beside the program. They hold no secrets and are open; what they show comes over the API.
/// </summary>
internal static class Pages
{
    // Nothing from elsewhere, nothing inline: a label that a stranger wrote can't become a script (CSP Level 3).
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'; "
        + "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["/"] = "/index.html",
        ["/invite"] = "/index.html",
        ["/program"] = "/program.html",
    };

    /// <summary>Serves the pages; stands before the sign-in.</summary>
    public static void UsePages(this WebApplication box)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!Directory.Exists(folder))
            return;
        box.Use((http, next) =>
        {
            if (Names.TryGetValue(http.Request.Path.Value ?? "", out var file))
                http.Request.Path = file;
            return next(http);
        });
        var files = new PhysicalFileProvider(folder);
        box.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = SetHeaders });
    }

    // Names stay the same from version to version, so each use asks whether its copy (by ETag) is still the newest.
    private static void SetHeaders(StaticFileResponseContext context)
    {
        var headers = context.Context.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
    }
}
