using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace ClipshareBox.Platform.Http;

/// <summary>
/// The box's own pages, from the folder <c>wwwroot</c> beside the program. They hold no secrets and are open; what they show comes over the API.
/// </summary>
internal static class Pages
{
    // Nothing from elsewhere, nothing inline: a label that a stranger wrote can't become a script (CSP Level 3).
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; "
        + "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string App = "/app/index.html";

    // A file whose name holds its hash never changes; all others keep their names from version to version.
    private const string Hashed = "/app/assets/";

    // The paths of the app, which finds its page by itself; see src/web/src/shell/pages.ts.
    private static readonly string[] AppPaths = ["/w", "/library", "/clips", "/settings", "/panel", "/claim", "/sign-in", "/invite", "/welcome", "/jobs", "/help"];

    // What the build has compressed already; over plain http browsers take gzip alone.
    private static readonly (string Coding, string Suffix)[] Compressed = [("br", ".br"), ("gzip", ".gz")];

    /// <summary>Serves the pages; stands before the sign-in.</summary>
    public static void UsePages(this WebApplication box)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!Directory.Exists(folder))
            return;
        var files = new PhysicalFileProvider(folder);
        box.Use((http, next) =>
        {
            if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
                http.Request.Path = Packed(http, files, FileOf(http.Request.Path));
            return next(http);
        });
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".br"] = types.Mappings[".gz"] = "application/octet-stream"; // SetHeaders says what is in it
        box.UseStaticFiles(new StaticFileOptions { FileProvider = files, ContentTypeProvider = types, OnPrepareResponse = SetHeaders });
    }

    private static PathString FileOf(PathString path) => path.Value switch
    {
        "/" => App,
        "/program" => "/program.html",
        _ when AppPaths.Any(known => path.StartsWithSegments(known, StringComparison.Ordinal)) => App,
        _ => path,
    };

    private static PathString Packed(HttpContext http, PhysicalFileProvider files, PathString path)
    {
        if (!path.StartsWithSegments("/app") || path.Value is not { } name)
            return path;
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var accepted = http.Request.GetTypedHeaders().AcceptEncoding;
        foreach (var (coding, suffix) in Compressed)
        {
            if (accepted.Any(a => a.Value == coding && a.Quality is null or > 0) && files.GetFileInfo(name + suffix).Exists)
                return name + suffix;
        }
        return path;
    }

    // Names stay the same from version to version, so each use asks whether its copy (by ETag) is still the newest.
    private static void SetHeaders(StaticFileResponseContext context)
    {
        var headers = context.Context.Response.Headers;
        var path = context.Context.Request.Path.Value ?? "";
        headers.CacheControl = path.StartsWith(Hashed, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        foreach (var (coding, suffix) in Compressed)
        {
            if (!path.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            headers.ContentEncoding = coding;
            headers.ContentType = TypeOf(path[..^suffix.Length]);
        }
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".js" => "text/javascript",
        ".css" => "text/css",
        ".html" => "text/html",
        ".svg" => "image/svg+xml",
        ".json" or ".webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    };
}
