using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Panels;

/// <summary>The front door of panels.</summary>
internal static class PanelsFeature
{
    public static void AddPanels(this IServiceCollection services)
    {
        services.AddSingleton<Bindings>();
        services.AddSingleton<ActivePanelWorkspace>();
        services.AddSingleton<PanelVerbs>();
        services.AddSingleton<PanelActions>();
        services.AddSingleton<IJsonTypeInfoResolver>(PanelsJson.Default);
        services.AddSingleton(provider => new WorkspaceListener(Opened: id => provider.GetRequiredService<ActivePanelWorkspace>().Open(id)));
        services.AddSingleton(new RoomListener((provider, workspaceId) => provider.GetRequiredService<ActivePanelWorkspace>().Open(workspaceId)));
    }

    public static void MapPanels(this IEndpointRouteBuilder api)
    {
        var panels = api.MapGroup("/panels").WithTags("Panels").DisableRateLimiting();
        panels.MapGet("/", (PanelActions actions) => Reply.Ok(actions.List()));
        panels.MapGet("/bindings", (Bindings bindings) => Reply.Ok(new BindingsAnswer(bindings.All, PanelVerbs.All)));
        panels.MapPut("/bindings", (Bindings bindings, WorkspaceRights rights, Caller caller, BindingList wanted) =>
        {
            RequireKeys(rights, caller);
            bindings.Replace(caller, wanted.Bindings);
            return Reply.Ok(new BindingsAnswer(bindings.All, PanelVerbs.All));
        });
        panels.MapDelete("/bindings", (Bindings bindings, WorkspaceRights rights, Caller caller) =>
        {
            RequireKeys(rights, caller);
            bindings.Reset(caller);
            return Reply.Ok(new BindingsAnswer(bindings.All, PanelVerbs.All));
        }).WithSummary("Puts the bindings that a box comes with in the place of all.");
        panels.MapGet("/active", (ActivePanelWorkspace active, Caller caller) => Reply.Ok(active.Seen(caller)));
        panels.MapPut("/active", (ActivePanelWorkspace active, Caller caller, ActiveChoice choice) => Reply.Ok(active.Choose(caller, choice.WorkspaceId)));
        panels.MapPost("/virtual/{control}", async (PanelActions actions, Caller caller, string control, VirtualPress press, CancellationToken ct) =>
            Reply.Ok(await actions.HandleAsync(EventOf(caller, control, press), ct)));
    }

    private static void RequireKeys(WorkspaceRights rights, Caller caller)
    {
        if (!caller.IsAdmin)
            rights.RequireAnywhere(caller, Permission.ExportObs);
    }

    private static ControlEvent EventOf(Caller caller, string control, VirtualPress press)
    {
        if (press.Event == "turn" && press.Steps is null)
            throw Refusal.Invalid("steps", "is missing; a turn has detents.");
        return new ControlEvent
        {
            Panel = PanelNames.Virtual,
            Control = control,
            Event = press.Event,
            Steps = press.Steps ?? 0,
            WorkspaceId = press.WorkspaceId,
            AtServerMs = press.AtServerMs,
            Caller = caller,
        };
    }
}
