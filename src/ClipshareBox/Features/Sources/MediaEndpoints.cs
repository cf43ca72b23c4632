using ClipshareBox.Features.Sources.Frames;
using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ClipshareBox.Features.Sources;

/// <summary>The addresses of media: facts, pictures and bytes.</summary>
internal static class MediaEndpoints
{
    public static void MapMedia(this IEndpointRouteBuilder api)
    {
        api.MapGet("/media/search", async (MediaActions actions, Caller caller, string? q, Paging paging, CancellationToken ct) =>
        {
            var loaded = await actions.SearchAsync(caller, q, paging, ct);
            return Reply.Ok(loaded.Value, loaded.IsDegraded);
        }).WithTags("Media");
        var media = api.MapGroup("/media").WithTags("Media").RequireMediaRight();
        media.MapGet("/{contentKey}", async (MediaActions actions, Caller caller, string contentKey, CancellationToken ct) =>
            Reply.Ok(await actions.DetailsAsync(caller, contentKey, ct)));
        media.MapGet("/{contentKey}/poster.jpg", PosterAsync).DisableRateLimiting();
        media.MapGet("/{contentKey}/frame.jpg", FrameAsync).DisableRateLimiting();
        media.MapGet("/{contentKey}/file", FileAsync).DisableRateLimiting();
        // Players ask for the length first.
        media.MapMethods("/{contentKey}/file", [HttpMethods.Head], FileAsync).DisableRateLimiting().ExcludeFromDescription();
    }

    private static async Task<IResult> FrameAsync(
        HttpContext http, FrameActions frames, string contentKey, CancellationToken ct, long ms = 0, int? height = null)
    {
        var frame = await frames.GetAsync(contentKey, ms, height, [.. http.Request.Headers.IfNoneMatch.SelectMany(Tags)], ct);
        http.Response.Headers.ETag = frame.Tag;
        http.Response.Headers.CacheControl = "private, max-age=300";
        return frame.Jpeg is { } jpeg ? TypedResults.Bytes(jpeg, "image/jpeg") : TypedResults.StatusCode(StatusCodes.Status304NotModified);
    }

    private static async Task<FileContentHttpResult> PosterAsync(
        HttpContext http, MediaActions actions, string contentKey, CancellationToken ct, int width = 240, int height = 360)
    {
        var poster = await actions.PosterAsync(contentKey, width, height, ct);
        http.Response.Headers.CacheControl = "private, max-age=3600";
        return TypedResults.Bytes(poster.Bytes, poster.MediaType);
    }

    private static async Task<IResult> FileAsync(HttpContext http, ContentCatalogue contents, string contentKey, CancellationToken ct)
    {
        var lease = await contents.OpenAsync(contentKey, ct);
        var content = lease.Content;
        var stamp = content.Stamp ?? default;
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(
            new ContentStream(lease), TypeOf(content), lastModified: new DateTimeOffset(stamp.ChangedAt, TimeSpan.Zero),
            entityTag: new EntityTagHeaderValue($"\"{stamp.ChangedAt:x}-{stamp.SizeBytes:x}\""), enableRangeProcessing: true);
    }

    private static string[] Tags(string? header) => (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string TypeOf(Content content) => Path.GetExtension(content.Media.Location).ToLowerInvariant() switch
    {
        ".mp4" or ".m4v" or ".f4v" => "video/mp4",
        ".mov" or ".qt" => "video/quicktime",
        ".webm" => "video/webm",
        ".mkv" or ".mk3d" => "video/x-matroska",
        ".ts" or ".m2ts" or ".mts" or ".m2t" or ".trp" => "video/mp2t",
        ".mpg" or ".mpeg" or ".vob" => "video/mpeg",
        _ => "application/octet-stream",
    };
}
