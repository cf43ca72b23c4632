using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Features.Workspaces.Members;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Workspaces;

/// <summary>The front door of workspaces.</summary>
internal static class WorkspacesFeature
{
    public static void AddWorkspaces(this IServiceCollection services)
    {
        services.AddSingleton<WorkspaceRights>();
        services.AddSingleton<WorkspaceEvents>();
        services.AddSingleton<WorkspaceActions>();
        services.AddSingleton(provider => provider.GetRequiredService<WorkspaceRights>().ForJobs());
        services.AddSingleton(provider => new ContentMembers((caller, key) => provider.GetRequiredService<WorkspaceRights>().WorksOn(caller, key)));
        services.AddMembers();
        services.AddSingleton<IJsonTypeInfoResolver>(WorkspacesJson.Default);
        services.AddSingleton(new RoomRule((provider, caller, workspaceId) =>
            provider.GetRequiredService<WorkspaceRights>().Require(caller, workspaceId, Permission.ReadWorkspace)));
        services.AddSnapshotPart<WorkspaceActions, Workspace>("workspace", (actions, caller, workspaceId) => actions.Get(caller, workspaceId));
    }

    public static void MapWorkspaces(this IEndpointRouteBuilder api)
    {
        var workspaces = api.MapGroup("/workspaces").WithTags("Workspaces");
        workspaces.MapGet("/", (WorkspaceActions actions, Caller caller, Paging paging) => Reply.Ok(actions.List(caller, paging)));
        workspaces.MapPost("/", async (WorkspaceActions actions, Caller caller, NewWorkspace wanted, CancellationToken ct) =>
            Reply.Created(await actions.CreateAsync(caller, wanted, ct)));
        workspaces.MapGet("/{id}", (WorkspaceActions actions, Caller caller, string id) => Reply.Ok(actions.Get(caller, id)));
        workspaces.MapPut("/{id}", (WorkspaceActions actions, Caller caller, string id, WorkspaceChange wanted) => Reply.Ok(actions.Update(caller, id, wanted)));
        workspaces.MapDelete("/{id}", (WorkspaceActions actions, Caller caller, string id) =>
        {
            actions.Delete(caller, id);
            return Reply.Done();
        });
        api.MapMembers();
    }
}
