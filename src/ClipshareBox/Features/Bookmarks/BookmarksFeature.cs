using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>The front door of bookmarks.</summary>
internal static class BookmarksFeature
{
    private static readonly Paging InSnapshot = new(0, 500);

    public static void AddBookmarks(this IServiceCollection services)
    {
        services.AddSingleton<BookmarkEvents>();
        services.AddSingleton<BookmarkWriter>();
        services.AddSingleton<BookmarkActions>();
        services.AddSingleton<BookmarkUndo>();
        services.AddHostedService<LockLeases>();
        services.AddSingleton<IJsonTypeInfoResolver>(BookmarksJson.Default);
        services.AddSnapshotPart<BookmarkActions, IReadOnlyList<Bookmark>>("bookmarks", (actions, caller, workspaceId) =>
            actions.List(caller, workspaceId, null, InSnapshot).Items);
        services.AddHubRoute<BookmarkActions>("bookmark_create", (actions, call) =>
            actions.Create(call.Caller, call.Data<NewBookmark>(), OriginOf(call.Caller)));
        services.AddHubRoute<BookmarkActions>("bookmark_update", (actions, call) =>
            call.Data<BookmarkChangeById>() is var wanted ? actions.Update(call.Caller, wanted.Id, wanted.Change) : null);
        services.AddHubRoute<BookmarkActions>("bookmark_lock", (actions, call) =>
            call.Data<BookmarkLockById>() is var wanted ? actions.Lock(call.Caller, wanted.Id, new LockChange(wanted.Locked, wanted.TakeOver)) : null);
        services.AddHubRoute<BookmarkUndo>("bookmark_undo", (undo, call) => undo.Undo(call.Caller, call.WorkspaceId));
        services.AddHubRoute<BookmarkActions>("bookmark_delete", (actions, call) =>
        {
            actions.Delete(call.Caller, call.Data<BookmarkName>().Id);
            return null;
        });
    }

    public static void MapBookmarks(this IEndpointRouteBuilder api)
    {
        var bookmarks = api.MapGroup("/bookmarks").WithTags("Bookmarks");
        bookmarks.MapGet("/", (BookmarkActions actions, Caller caller, string workspaceId, string? search, Paging paging) =>
            Reply.Ok(actions.List(caller, workspaceId, search, paging)));
        bookmarks.MapPost("/", (BookmarkActions actions, Caller caller, NewBookmark wanted) =>
            Reply.Created(actions.Create(caller, wanted, OriginOf(caller))));
        bookmarks.MapGet("/{id}", (BookmarkActions actions, Caller caller, string id) => Reply.Ok(actions.Get(caller, id)));
        bookmarks.MapPut("/{id}", (BookmarkActions actions, Caller caller, string id, BookmarkChange wanted) =>
            Reply.Ok(actions.Update(caller, id, wanted)));
        bookmarks.MapDelete("/{id}", (BookmarkActions actions, Caller caller, string id) =>
        {
            actions.Delete(caller, id);
            return Reply.Done();
        });
        bookmarks.MapPatch("/{id}/lock", (BookmarkActions actions, Caller caller, string id, LockChange wanted) =>
            Reply.Ok(actions.Lock(caller, id, wanted)));
        api.MapPost("/workspaces/{id}/undo", (BookmarkUndo undo, Caller caller, string id) => Reply.Ok(undo.Undo(caller, id))).WithTags("Bookmarks");
    }

    /// <summary>Where a caller's marks come from: web, api or panel.</summary>
    internal static string OriginOf(Caller caller) => caller.Via switch
    {
        "token" => "api",
        "panel" => "panel",
        _ => "web",
    };
}
