using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Plex.NowPlaying;
using ClipshareBox.Features.Plex.SignIn;
using ClipshareBox.Features.Plex.Sources;
using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Settings;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Plex;

/// <summary>The front door of Plex: signing in, servers as sources, and what plays now.</summary>
internal static class PlexFeature
{
    public static void AddPlex(this IServiceCollection services)
    {
        services.AddSingleton<PlexConnections>();
        services.AddSingleton(provider => new PlexCache(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new PlexGear(
            BoxIdentity.Of(provider.GetRequiredService<Database>()), provider.GetRequiredService<PlexConnections>(),
            provider.GetRequiredService<PlexCache>(), new PlexLimits(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new PlexTv(provider.GetRequiredService<BoxSettings>().PlexTv, provider.GetRequiredService<PlexGear>()));
        services.AddSingleton<PlexPeople>();
        services.AddPlexSignIn();
        services.AddSingleton<PlexVisitors>();
        services.AddSingleton<PlexServers>();
        services.AddSingleton<PlexConnect>();
        services.AddSingleton<PlexBrowse>();
        services.AddSingleton<PlexContents>();
        services.AddSingleton<PlexWatching>();
        services.AddSingleton<NowPlayingActions>();
        services.AddSingleton<IRemoteSource, PlexSource>();
        services.AddSingleton<IJsonTypeInfoResolver>(PlexJson.Default);
    }

    public static void MapPlex(this IEndpointRouteBuilder api)
    {
        api.MapPlexSignIn();
        api.MapPlexServers();
        var playing = api.MapGroup("/plex/now-playing").WithTags("Plex");
        playing.MapGet("/", async (NowPlayingActions actions, Caller caller, CancellationToken ct) => Reply.Ok(await actions.ListAsync(caller, ct)));
        playing.MapPost("/{id}/open", async (NowPlayingActions actions, Caller caller, string id, CancellationToken ct) =>
            Reply.Ok(await actions.OpenAsync(caller, id, ct)));
        playing.MapPost("/{id}/mark", async (NowPlayingActions actions, Caller caller, string id, NowPlayingMark wanted, CancellationToken ct) =>
            Reply.Created(await actions.MarkAsync(caller, id, wanted, ct)));
    }
}
