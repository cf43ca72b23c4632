using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Features.Sources.Folders;
using ClipshareBox.Features.Sources.Frames;
using ClipshareBox.Features.Sources.Probing;
using ClipshareBox.Features.Sources.Remote;
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
        services.AddSingleton<MediaRights>();
        services.AddSingleton<RemoteSearch>();

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
        sources.MapPost("/", async (SourceActions actions, Caller caller, NewSource wanted, CancellationToken ct) =>
            Reply.Created(await actions.AddAsync(caller, wanted, ct)))
            .RequireAuthorization(Policies.Admin);
        sources.MapDelete("/{id}", (SourceActions actions, Caller caller, string id) =>
        {
            actions.Remove(caller, id);
            return Reply.Done();
        }).RequireAuthorization(Policies.Admin);
        sources.MapPost("/{id}/test", async (SourceActions actions, string id, CancellationToken ct) => Reply.Ok(await actions.TestAsync(id, ct)))
            .RequireAuthorization(Policies.Admin);
        sources.MapGet("/{id}/libraries", async (MediaActions actions, Caller caller, string id, CancellationToken ct) =>
        {
            var loaded = await actions.LibrariesAsync(caller, id, ct);
            return Reply.Ok(loaded.Value, loaded.IsDegraded);
        });
        sources.MapGet("/{id}/libraries/{key}/items", async (MediaActions actions, Caller caller, string id, string key, string? search, string? sort, Paging paging, CancellationToken ct) =>
        {
            var loaded = await actions.ItemsAsync(caller, id, key, search, sort, paging, ct);
            return Reply.Ok(loaded.Value, loaded.IsDegraded);
        });
        sources.MapGet("/{id}/items/{key}", async (MediaActions actions, Caller caller, string id, string key, CancellationToken ct) =>
            Reply.Ok(await actions.ItemAsync(caller, id, key, ct)));
        api.MapMedia();
    }
}
