using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Decks;

/// <summary>The front door of decks.</summary>
internal static class DecksFeature
{
    public static void AddDecks(this IServiceCollection services)
    {
        services.AddSingleton<OpenDecks>();
        services.AddHostedService(provider => provider.GetRequiredService<OpenDecks>());
        services.AddSingleton<DeckActions>();
        services.AddSingleton<IJsonTypeInfoResolver>(DecksJson.Default);
        services.AddSingleton(provider => new WorkspaceListener(
            Deleting: (change, workspaceId) => change.AfterCommit(() => provider.GetRequiredService<OpenDecks>().Close(workspaceId))));
        services.AddSnapshotPart<DeckActions, DeckState>("deck", (actions, caller, workspaceId) => actions.Get(caller, workspaceId));
        services.AddHubRoute<DeckActions>("deck_command", (actions, call) =>
            actions.Do(call.Caller, call.WorkspaceId, call.Data<DeckCommand>(), BookmarksFeature.OriginOf(call.Caller)));
    }

    public static void MapDecks(this IEndpointRouteBuilder api)
    {
        var deck = api.MapGroup("/workspaces/{id}/deck").WithTags("Deck").DisableRateLimiting();
        deck.MapGet("/", (DeckActions actions, Caller caller, string id) => Reply.Ok(actions.Get(caller, id)));
        deck.MapPost("/", (DeckActions actions, Caller caller, string id, DeckCommand command) =>
            Reply.Ok(actions.Do(caller, id, command, BookmarksFeature.OriginOf(caller))));
    }
}
