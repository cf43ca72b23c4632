using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Features.Watching.Served;
using ClipshareBox.Features.Watching.Timelines;
using ClipshareBox.Media.Streaming;
using ClipshareBox.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClipshareBox.Features.Watching;

/// <summary>The front door of watching: HLS of what browsers play, made on demand.</summary>
internal static class WatchingFeature
{
    private const string PlaylistType = "application/vnd.apple.mpegurl";

    public static void AddWatching(this IServiceCollection services)
    {
        services.AddSingleton<IJsonTypeInfoResolver>(WatchingJson.Default);
        services.AddSingleton<FilmStreamer>();
        services.AddSingleton<WatchedFilms>();
        services.AddSingleton<SegmentShelf>();
        services.AddSingleton<FilmSegments>();
        services.AddSingleton<TextTracks>();
        services.AddSingleton<WatchActions>();

        services.AddSingleton<ServedSegments>();
        services.AddSingleton<ServedOffers>();
        services.AddSingleton<ServedSessions>();
        services.AddHostedService(provider => provider.GetRequiredService<ServedSessions>());
        services.AddSingleton<ServedStreams>();

        services.AddSingleton<TimelineMaker>();
        services.AddSingleton<TimelineFiles>();
        services.AddSingleton<TimelineActions>();
        services.AddSingleton<TimelineWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<TimelineWorker>());
    }

    public static void MapWatching(this IEndpointRouteBuilder api)
    {
        // A player asks for many pieces in a row: none of them is counted among a person's requests.
        var media = api.MapGroup("/media/{contentKey}").WithTags("Watching").RequireMediaRight().DisableRateLimiting();
        media.MapGet("/streams", async (WatchActions actions, string contentKey, CancellationToken ct) => Reply.Ok(await actions.ChoicesAsync(contentKey, ct)));
        media.MapGet("/stream.m3u8", async (HttpContext http, WatchActions actions, string contentKey, string? quality, int? audio, long? atMs, CancellationToken ct) =>
            List(http, await actions.MasterAsync(contentKey, quality, audio, atMs, ct)));
        media.MapGet("/subtitles/beside/{id}.vtt", TextAsync);
        media.MapTimelines();
        var stream = media.MapGroup("/stream/{tag}/{stream}");
        stream.MapGet("/index.m3u8", async (HttpContext http, WatchActions actions, string contentKey, string tag, string stream, long? atMs, CancellationToken ct) =>
            List(http, await actions.SegmentsAsync(contentKey, tag, stream, atMs, ct)));
        stream.MapGet("/init.mp4", async (HttpContext http, WatchActions actions, string contentKey, string tag, string stream, CancellationToken ct) =>
            Media(http, await actions.HeaderAsync(contentKey, tag, stream, ct)));
        stream.MapGet("/{number:int}.m4s", async (HttpContext http, WatchActions actions, string contentKey, string tag, string stream, int number, CancellationToken ct) =>
            Media(http, await actions.SegmentAsync(contentKey, tag, stream, number, ct)));
    }

    private static async Task<ContentHttpResult> TextAsync(HttpContext http, TextTracks texts, string contentKey, string id, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Text(await texts.BesideAsync(contentKey, id, ct), "text/vtt; charset=utf-8");
    }

    private static ContentHttpResult List(HttpContext http, string text)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Text(text, PlaylistType);
    }

    private static FileContentHttpResult Media(HttpContext http, byte[] bytes)
    {
        // Its address names the very file it was made from.
        http.Response.Headers.CacheControl = "private, max-age=86400, immutable";
        return TypedResults.Bytes(bytes, "video/mp4");
    }
}
