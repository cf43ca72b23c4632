using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Jobs;

namespace ClipshareBox.Features.Clips;

/// <summary>The front door of clips.</summary>
internal static class ClipsFeature
{
    private static readonly Paging InSnapshot = new(0, 500);

    public static void AddClips(this IServiceCollection services)
    {
        services.AddSingleton<ClipFiles>();
        services.AddSingleton<ClipUse>();
        services.AddSingleton<ClipNews>();
        services.AddSingleton<ClipAccess>();
        services.AddSingleton<ClipOrders>();
        services.AddSingleton<ClipShelf>();
        services.AddSingleton<ClipSweep>();
        services.AddSingleton<RetentionRule>();
        services.AddSingleton<RetentionActions>();
        services.AddSingleton<ClipSpace>();
        services.AddSingleton<ClipRetention>();
        services.AddSingleton<ClipPoster>();
        services.AddSingleton<ClipFinish>();
        services.AddSingleton<CutBench>();
        services.AddSingleton<CutClip>();
        services.AddSingleton<MakePlayout>();
        services.AddSingleton<InstantClips>();
        services.AddSingleton<RollClips>();
        services.AddSingleton<ClipStorage>();
        services.AddSingleton<ClipActions>();
        services.AddSingleton<OrderActions>();
        services.AddSingleton<IJsonTypeInfoResolver>(ClipsJson.Default);
        services.AddHostedService<ClipKeeper>();
        AddSeams(services);
    }

    public static void MapClips(this IEndpointRouteBuilder api)
    {
        var clips = api.MapGroup("/clips").WithTags("Clips");
        clips.MapGet("/", (ClipActions actions, Caller caller, [AsParameters] ClipQuery query, Paging paging) =>
            Reply.Ok(actions.List(caller, query.Checked(), paging)))
            .WithSummary("The clips of a workspace by number; without one those of all workspaces of the caller, the newest first. Filters: search (all words, in number, name, label and file name), state, mode, keep.");
        clips.MapGet("/storage", (ClipStorage storage) => Reply.Ok(storage.Look()))
            .WithSummary("How full the disk of clips is, and how many days it lasts at the pace of the last week.");
        clips.MapGet("/{id}", (ClipActions actions, Caller caller, string id) => Reply.Ok(actions.Get(caller, id)));
        clips.MapPut("/{id}", (ClipActions actions, Caller caller, string id, ClipChange wanted) => Reply.Ok(actions.Update(caller, id, wanted)));
        clips.MapDelete("/{id}", (ClipActions actions, Caller caller, string id) =>
        {
            actions.Delete(caller, id);
            return Reply.Done();
        });
        clips.MapPost("/{id}/retry", (OrderActions actions, Caller caller, string id) => Accepted(actions.Retry(caller, id)));
        clips.MapClipFiles();

        var retention = api.MapGroup("/admin/retention").WithTags("Administration").RequireAuthorization(Policies.Admin);
        retention.MapGet("/", (RetentionActions actions, int? keepDays, long? reserveBytes) => Reply.Ok(actions.Look(keepDays, reserveBytes)))
            .WithSummary("How long clips stay, and what that, or the choice asked for, would remove now. Nothing is removed.");
        retention.MapPut("/", (RetentionActions actions, Caller caller, RetentionChoice wanted) => Reply.Ok(actions.Choose(caller, wanted)))
            .WithSummary("Chooses how long clips stay; it holds from the next look on, within a minute.");

        var bookmarks = api.MapGroup("/bookmarks").WithTags("Clips");
        bookmarks.MapPost("/{id}/clip", (OrderActions actions, Caller caller, string id, ClipRequest? wanted) =>
            Accepted(actions.Order(caller, id, wanted?.Profile)));
        bookmarks.MapInstantFiles();

        var workspaces = api.MapGroup("/workspaces").WithTags("Clips");
        workspaces.MapPost("/{id}/process", (OrderActions actions, Caller caller, string id) => Accepted(actions.OrderAll(caller, id)));
        workspaces.MapGet("/{id}/process", (OrderActions actions, Caller caller, string id) => Reply.Ok(actions.Process(caller, id)));
    }

    private static void AddSeams(IServiceCollection services)
    {
        services.AddSingleton(provider => new JobKind(ClipOrders.Kind, provider.GetRequiredService<CutClip>().RunAsync));
        services.AddSingleton(provider => new JobKind(MakePlayout.Kind, provider.GetRequiredService<MakePlayout>().RunAsync));
        services.AddSingleton(provider => new BookmarkClipReader(provider.GetRequiredService<ClipAccess>().OfBookmarks));
        services.AddSingleton(provider => new BookmarkListener(
            provider.GetRequiredService<ClipOrders>().Marked, provider.GetRequiredService<ClipOrders>().Deleting));
        services.AddSingleton(provider => new WorkspaceListener(Deleting: provider.GetRequiredService<ClipOrders>().Deleting));
        services.AddSnapshotPart<ClipActions, IReadOnlyList<Clip>>("clips", (actions, caller, workspaceId) => actions.List(caller, new ClipFilter { WorkspaceId = workspaceId }, InSnapshot).Items);
    }

    private static Reply<T> Accepted<T>(T data) => new(data, StatusCodes.Status202Accepted);
}
