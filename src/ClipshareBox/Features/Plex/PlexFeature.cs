using ClipshareBox.Devices.Plex;
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
    }
}
