using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Features.Sources.Folders;
using ClipshareBox.Features.Sources.Frames;
using ClipshareBox.Features.Sources.Probing;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClipshareBox.Features.Sources;

/// <summary>The front door of sources and media.</summary>
internal static class SourcesFeature
{
    public static void AddSources(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new MediaTools(
            provider.GetRequiredService<BoxSettings>().Ffmpeg, provider.GetRequiredService<BoxSettings>().Ffprobe));
        services.TryAddSingleton<Prober>();
        services.TryAddSingleton(provider => new ProvenEncoders(
            provider.GetRequiredService<MediaTools>(), Path.Combine(provider.GetRequiredService<BoxSettings>().Data, "encoders.json"),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IJsonTypeInfoResolver>(SourcesJson.Default);
        services.AddSingleton<SourceActions>();
        services.AddSingleton<MediaActions>();

        services.AddSingleton<ContentNews>();
        services.AddSingleton<SearchIndex>();
        services.AddSingleton<OpenContents>();
        services.AddSingleton<ContentCatalogue>();
        services.AddSingleton<FrameMaker>();
        services.AddSingleton<FrameActions>();

        services.AddSingleton<ContentWriter>();
        services.AddSingleton<FolderLook>();
        services.AddSingleton<FolderIndexes>();
        services.AddHostedService(provider => provider.GetRequiredService<FolderIndexes>());
        services.AddHostedService<ConfiguredFolders>();
        services.AddSingleton<ContentProbe>();
        services.AddHostedService<ProbeWorker>();
    }

    public static void MapSources(this IEndpointRouteBuilder api)
    {
        var sources = api.MapGroup("/sources").WithTags("Sources");
        sources.MapGet("/", (SourceActions actions) => Reply.Ok(actions.List()));
        sources.MapPost("/", (SourceActions actions, NewSource wanted) => Reply.Created(actions.Add(wanted))).RequireAuthorization(Policies.Admin);
        sources.MapDelete("/{id}", (SourceActions actions, string id) =>
        {
            actions.Remove(id);
            return Reply.Done();
        }).RequireAuthorization(Policies.Admin);
        sources.MapPost("/{id}/test", (SourceActions actions, string id) => Reply.Ok(actions.Test(id))).RequireAuthorization(Policies.Admin);
        sources.MapGet("/{id}/libraries", (MediaActions actions, string id) => Reply.Ok(actions.Libraries(id)));
        sources.MapGet("/{id}/libraries/{key}/items", (MediaActions actions, string id, string key, string? search, string? sort, Paging paging) =>
            Reply.Ok(actions.Items(id, key, search, sort, paging)));
        sources.MapGet("/{id}/items/{key}", (MediaActions actions, string id, string key) => Reply.Ok(actions.Item(id, key)));
        api.MapMedia();
    }
}
