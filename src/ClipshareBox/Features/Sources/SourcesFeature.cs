namespace ClipshareBox.Features.Sources;

/// <summary>The front door of sources and media.</summary>
internal static class SourcesFeature
{
    public static void AddSources(this IServiceCollection services)
    {
        services.AddSingleton<ContentNews>();
        services.AddSingleton<OpenContents>();
        services.AddSingleton<ContentCatalogue>();
    }

    public static void MapSources(this IEndpointRouteBuilder api)
    {
        _ = api;
    }
}
