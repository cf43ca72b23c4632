using ClipshareBox.Features.Sources.Frames;
using ClipshareBox.Platform.Http;
using Microsoft.Net.Http.Headers;

namespace ClipshareBox.Features.Sources;

/// <summary>The addresses of media: facts, pictures and bytes.</summary>
internal static class MediaEndpoints
{
    public static void MapMedia(this IEndpointRouteBuilder api)
    {
        var media = api.MapGroup("/media").WithTags("Media");
        media.MapGet("/search", (MediaActions actions, string? q, Paging paging) => Reply.Ok(actions.Search(q, paging)));
        media.MapGet("/{contentKey}", (MediaActions actions, string contentKey) => Reply.Ok(actions.Details(contentKey)));
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
