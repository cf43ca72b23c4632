using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using Microsoft.AspNetCore.Mvc;

namespace ClipshareBox.Features.Plex.NowPlaying;

/// <summary>The addresses and the hub message of what plays now.</summary>
internal static class NowPlayingFeature
{
    public static void AddNowPlaying(this IServiceCollection services)
    {
        services.AddSingleton<RunningSessions>();
        services.AddSingleton<NowPlayingActions>();
        services.AddSingleton<NowPlayingWatchers>();
        services.AddSingleton<ServerEars>();
        services.AddSingleton<PlexHooks>();
        services.AddHostedService<NowPlayingFeed>();
        services.AddHubRoute<NowPlayingWatchers>("now_playing_watch", (watchers, call) =>
        {
            watchers.Watch(call.Connection, call.Data<NowPlayingWatch>().Watching);
            return null;
        }, isLook: true);
    }

    public static void MapNowPlaying(this IEndpointRouteBuilder api)
    {
        var playing = api.MapGroup("/plex/now-playing").WithTags("Plex");
        playing.MapGet("/", async (NowPlayingActions actions, Caller caller, CancellationToken ct) => Reply.Ok(await actions.ListAsync(caller, ct)))
            .WithSummary("What plays at the servers; pages hear it by the hub, see now_playing_watch.");
        playing.MapPost("/{id}/open", async (NowPlayingActions actions, Caller caller, string id, CancellationToken ct) =>
            Reply.Ok(await actions.OpenAsync(caller, id, ct)));
        playing.MapPost("/{id}/mark", async (NowPlayingActions actions, Caller caller, string id, NowPlayingMark wanted, CancellationToken ct) =>
            Reply.Created(await actions.MarkAsync(caller, id, wanted, ct)));
        api.MapPost("/plex/hook", TakeAsync).WithTags("Plex").AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(PlexHooks.MostBytes))
            .WithSummary("Takes Plex's webhooks: enter this address, as GET /api/plex/config has it, at plex.tv under Webhooks.");
    }

    private static async Task<Reply<object?>> TakeAsync(PlexHooks hooks, string? key, HttpRequest request, CancellationToken ct)
    {
        await hooks.TakeAsync(key, request, ct);
        return Reply.Done();
    }
}
