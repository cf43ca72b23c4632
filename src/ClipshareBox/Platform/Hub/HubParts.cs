using System.Text.Json;

namespace ClipshareBox.Platform.Hub;

/// <summary>What the hub puts into the box, and its address.</summary>
internal static class HubParts
{
    public static void AddHub(this IServiceCollection services)
    {
        services.AddSingleton<SeqNumbers>();
        services.AddSingleton<FrameWriter>();
        services.AddSingleton<HubFigures>();
        services.AddSingleton<LiveHub>();
        services.AddSingleton<HubEndpoint>();
    }

    public static void MapHub(this IEndpointRouteBuilder routes) =>
        routes.Map("/hub", (HttpContext http, HubEndpoint hub, IHostApplicationLifetime life) => hub.ServeAsync(http, life.ApplicationStopping))
            .ExcludeFromDescription();

    /// <summary>Adds what the box does with a type of message.</summary>
    public static void AddHubRoute<TActions>(this IServiceCollection services, string type, Func<TActions, HubCall, object?> handle, bool isLook = false)
        where TActions : notnull =>
        services.AddSingleton(new HubRoute(type, (provider, call) => handle(provider.GetRequiredService<TActions>(), call), isLook));

    /// <summary>Adds a feature's part of the snapshot.</summary>
    /// <typeparam name="TActions">What is asked for it.</typeparam>
    /// <typeparam name="TData">Its type as the feature's JSON knows it; a list's own type may have no name.</typeparam>
    public static void AddSnapshotPart<TActions, TData>(
        this IServiceCollection services, string name, Func<TActions, Http.Caller, string, TData> read)
        where TActions : notnull =>
        services.AddSingleton(new SnapshotPart(name, (provider, caller, workspaceId) => JsonSerializer.SerializeToElement(
            read(provider.GetRequiredService<TActions>(), caller, workspaceId), provider.GetRequiredService<Http.BoxJson>().Type<TData>())));
}
