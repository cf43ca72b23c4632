using ClipshareBox.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClipshareBox.Features.Watching.Timelines;

/// <summary>The addresses of what a timeline shows.</summary>
internal static class TimelineEndpoints
{
    public static void MapTimelines(this IEndpointRouteBuilder media)
    {
        media.MapGet("/thumbnails", async (TimelineActions actions, string contentKey, CancellationToken ct) =>
            Reply.Ok(await actions.ThumbnailsAsync(contentKey, ct)));
        media.MapGet("/thumbnails/{tag}/{number:int}.jpg", async (HttpContext http, TimelineActions actions, string contentKey, string tag, int number, CancellationToken ct) =>
            Kept(http, await actions.SheetAsync(contentKey, tag, number, ct), "image/jpeg"));
        media.MapGet("/waveform", async (TimelineActions actions, string contentKey, CancellationToken ct) =>
            Reply.Ok(await actions.WaveformAsync(contentKey, ct)));
        media.MapGet("/waveform/{tag}.bin", async (HttpContext http, TimelineActions actions, string contentKey, string tag, CancellationToken ct) =>
            Kept(http, await actions.PeaksAsync(contentKey, tag, ct), "application/octet-stream"));
        media.MapGet("/subtitles/{track:int}.vtt", TextAsync);
    }

    private static PhysicalFileHttpResult Kept(HttpContext http, string path, string type)
    {
        http.Response.Headers.CacheControl = "private, max-age=86400, immutable";
        return TypedResults.PhysicalFile(path, type);
    }

    private static async Task<IResult> TextAsync(HttpContext http, TimelineActions actions, string contentKey, int track, CancellationToken ct)
    {
        var path = await actions.TextAsync(contentKey, track, ct);
        http.Response.Headers.CacheControl = "private, no-cache";
        if (path is not null)
            return TypedResults.PhysicalFile(path, "text/vtt; charset=utf-8");
        throw new Refusal(ErrorCode.ServiceUnavailable, "The subtitles are being read from the film; ask again in a few seconds.");
    }
}
