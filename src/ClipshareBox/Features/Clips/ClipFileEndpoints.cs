using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using Microsoft.Net.Http.Headers;

namespace ClipshareBox.Features.Clips;

/// <summary>The clips' bytes over HTTP, with ranges.</summary>
internal static class ClipFileEndpoints
{
    public static void MapClipFiles(this IEndpointRouteBuilder routes)
    {
        var clips = routes.MapGroup("").DisableRateLimiting();
        clips.MapGet("/{id}/file", (ClipAccess access, ClipFiles files, Caller caller, HttpContext http, string id, long? v, int? playout, int? download) =>
            File(http, access.Row(caller, id, Permission.DownloadClips), files, v, playout is 1, download is 1));
        clips.MapGet("/{id}/download", (ClipAccess access, ClipFiles files, Caller caller, HttpContext http, string id) =>
            File(http, access.Row(caller, id, Permission.DownloadClips), files, null, playout: false, download: true));
        clips.MapGet("/{id}/poster.jpg", async (ClipAccess access, ClipPoster posters, Caller caller, HttpContext http, string id, CancellationToken ct) =>
        {
            var clip = access.Row(caller, id, Permission.ReadWorkspace);
            if (clip.FileName is null)
                throw Refusal.NotFound("poster; the clip has no file yet");
            return Bytes(http, await posters.EnsureAsync(clip, ct), "image/jpeg", $"{clip.Id}-{clip.Rev}", null);
        });
    }

    public static void MapInstantFiles(this IEndpointRouteBuilder bookmarks) =>
        bookmarks.MapGet("/{id}/instant.mp4", (BookmarkActions actions, InstantClips instants, Caller caller, HttpContext http, string id, long @in, long @out) =>
        {
            var mark = actions.Row(caller, id, Permission.ReadWorkspace);
            return Bytes(http, instants.Find(mark.Id, @in, @out), "video/mp4", $"{mark.Id}-{@in}-{@out}", null);
        }).DisableRateLimiting();

    private static IResult File(HttpContext http, ClipRow clip, ClipFiles files, long? version, bool playout, bool download)
    {
        if (clip is not { Path: { } path, FileName: { } name })
            throw Refusal.NotFound("file yet; the clip is still to be cut");
        // Who plays an older version goes on with that one: parts of two would make no film.
        var old = version is { } v && v != clip.Rev;
        var wanted = old
            ? ClipFiles.HeldPath(clip.Id, version ?? 0, playout)
            : playout && clip.Playout != PlayoutState.Same ? ClipNames.Playout(path) : path;
        if (!System.IO.File.Exists(files.At(wanted)))
            throw Refusal.NotFound(old ? "version of this clip any more" : playout ? "rendering of this clip yet" : "file on the share; have the clip cut again");
        return Bytes(http, files.At(wanted), "video/mp4", $"{clip.Id}-{version ?? clip.Rev}{(playout ? "-playout" : "")}", download ? name : null);
    }

    private static IResult Bytes(HttpContext http, string path, string type, string tag, string? downloadName)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(path, type, downloadName, entityTag: new EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true);
    }
}
