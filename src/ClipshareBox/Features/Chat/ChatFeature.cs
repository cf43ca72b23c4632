using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Chat;

/// <summary>The front door of the chat.</summary>
internal static class ChatFeature
{
    private static readonly Paging InSnapshot = new(0, 50);

    public static void AddChat(this IServiceCollection services)
    {
        services.AddSingleton<ChatWriter>();
        services.AddSingleton<ChatActions>();
        services.AddSingleton<MentionActions>();
        services.AddSingleton<IJsonTypeInfoResolver>(ChatJson.Default);
        services.AddSnapshotPart<ChatActions, IReadOnlyList<ChatMessage>>("messages", (actions, caller, workspaceId) =>
            actions.List(caller, workspaceId, null, InSnapshot).Items);
        services.AddSnapshotPart<ChatActions, IReadOnlyList<ChatThread>>("threads", (actions, caller, workspaceId) =>
            actions.Threads(caller, workspaceId));
        services.AddHubRoute<ChatActions>("chat_message", (actions, call) =>
            actions.Say(call.Caller, call.WorkspaceId, call.Data<NewChatMessage>()));
        services.AddHubRoute<MentionActions>("mentions_read", (actions, call) =>
        {
            actions.MarkRead(call.Caller, call.WorkspaceId, call.Data<MentionsSeen>());
            return null;
        });
    }

    public static void MapChat(this IEndpointRouteBuilder api)
    {
        var workspace = api.MapGroup("/workspaces/{id}").WithTags("Chat");
        workspace.MapGet("/messages", (ChatActions actions, Caller caller, string id, string? bookmarkId, Paging paging) =>
            Reply.Ok(actions.List(caller, id, bookmarkId, paging)))
            .WithSummary("What was said, the newest first; with bookmarkId only what was said about that bookmark, also after it was deleted.");
        workspace.MapPost("/messages", (ChatActions actions, Caller caller, string id, NewChatMessage wanted) =>
            Reply.Created(actions.Say(caller, id, wanted)))
            .WithSummary("Says something, about a bookmark or as an answer where it is asked. An @ before a member's name mentions that member.");
        workspace.MapGet("/threads", (ChatActions actions, Caller caller, string id) => Reply.Ok(actions.Threads(caller, id)))
            .WithSummary("How much was said about each bookmark.");
        workspace.MapPost("/mentions/read", (MentionActions actions, Caller caller, string id, MentionsSeen seen) =>
        {
            actions.MarkRead(caller, id, seen);
            return Reply.Done();
        }).WithSummary("Notes that the caller has seen these messages, or all of the workspace, that name him.");
        api.MapGroup("/mentions").WithTags("Chat").MapGet("/", (MentionActions actions, Caller caller, Paging paging) =>
            Reply.Ok(actions.Unread(caller, paging)))
            .WithSummary("Messages that name the caller and that he has not seen yet, in all his workspaces, the newest first.");
    }
}
