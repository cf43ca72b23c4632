using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Presence;

/// <summary>The front door of presence; it lives on the hub, over HTTP it is only seen.</summary>
internal static class PresenceFeature
{
    public static void AddPresence(this IServiceCollection services)
    {
        services.AddSingleton<PresenceActions>();
        services.AddHostedService<PresenceNews>();
        services.AddSingleton<IJsonTypeInfoResolver>(PresenceJson.Default);
        services.AddSnapshotPart<PresenceActions, PresenceState>("presence", (actions, _, workspaceId) => actions.Of(workspaceId));
        Add<CursorPosition>(services, "cursor_position", (actions, call, data) => actions.Point(call, data));
        Add<UserTyping>(services, "user_typing", (actions, call, data) => actions.Type(call, data));
        Add<FollowChange>(services, "follow", (actions, call, data) => actions.Follow(call, data));
    }

    public static void MapPresence(this IEndpointRouteBuilder api) =>
        api.MapGroup("/presence").WithTags("Workspaces").MapGet("/", (PresenceActions actions, Caller caller) => Reply.Ok(actions.Seen(caller)))
            .WithSummary("Who is in the caller's workspaces now; a workspace where nobody is has no entry.");

    private static void Add<TData>(IServiceCollection services, string type, Action<PresenceActions, HubCall, TData> handle) =>
        services.AddHubRoute<PresenceActions>(type, (actions, call) =>
        {
            handle(actions, call, call.Data<TData>());
            return null;
        });
}
