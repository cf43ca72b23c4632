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
        services.AddSingleton<ChatActions>();
        services.AddSingleton<IJsonTypeInfoResolver>(ChatJson.Default);
        services.AddSnapshotPart<ChatActions, IReadOnlyList<ChatMessage>>("messages", (actions, caller, workspaceId) =>
            actions.List(caller, workspaceId, InSnapshot).Items);
        services.AddHubRoute<ChatActions>("chat_message", (actions, call) =>
            actions.Say(call.Caller, call.WorkspaceId, call.Data<NewChatMessage>()));
    }

    public static void MapChat(this IEndpointRouteBuilder api)
    {
        var messages = api.MapGroup("/workspaces/{id}/messages").WithTags("Chat");
        messages.MapGet("/", (ChatActions actions, Caller caller, string id, Paging paging) => Reply.Ok(actions.List(caller, id, paging)));
        messages.MapPost("/", (ChatActions actions, Caller caller, string id, NewChatMessage wanted) => Reply.Created(actions.Say(caller, id, wanted)));
    }
}
