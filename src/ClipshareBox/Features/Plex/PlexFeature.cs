using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Plex.NowPlaying;
using ClipshareBox.Features.Plex.SignIn;
using ClipshareBox.Features.Plex.Sources;
using ClipshareBox.Features.Sources.Remote;
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
        services.AddSingleton<PlexStand>();
        services.AddSingleton<PlexConnect>();
        services.AddSingleton<PlexBrowse>();
        services.AddSingleton<PlexContents>();
        services.AddSingleton<PlexWatching>();
        services.AddNowPlaying();
        services.AddSingleton<IRemoteSource, PlexSource>();
        services.AddHostedService<DemoServer>();
        services.AddSingleton<IJsonTypeInfoResolver>(PlexJson.Default);
    }

    public static void MapPlex(this IEndpointRouteBuilder api)
    {
        api.MapPlexSignIn();
        api.MapPlexServers();
        api.MapNowPlaying();
    }
}
