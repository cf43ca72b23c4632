using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Workspaces;

/// <summary>Who may do what in which workspace. Admins are no members by being admins; a panel at the box may all.</summary>
internal sealed class WorkspaceRights(Database database)
{
    private static readonly Permission[] Collaborator =
        [Permission.ReadWorkspace, Permission.CreateBookmark, Permission.EditBookmark, Permission.DownloadClips];

    /// <summary>What a role may do: a producer all, a collaborator four things.</summary>
    public static IReadOnlyList<Permission> Of(string? role) => role switch
    {
        "producer" => Permissions.All,
        "collaborator" => Collaborator,
        _ => [],
    };

    /// <summary>Lets the caller pass where he has the right.</summary>
    /// <returns>His role, "producer" or "collaborator".</returns>
    /// <exception cref="Refusal">404 to those who are no members, 403 to members without the right.</exception>
    public string Require(Caller caller, string workspaceId, Permission permission)
    {
        var role = RoleOf(caller, workspaceId) ?? throw Refusal.NotFound("workspace");
        return Of(role).Contains(permission) ? role : throw Refusal.Denied(Told(permission));
    }

    /// <summary>Lets the caller pass where he has the right in any workspace: for what belongs to the whole box.</summary>
    /// <exception cref="Refusal">403: he has it nowhere.</exception>
    public void RequireAnywhere(Caller caller, Permission permission)
    {
        if (caller.IsPanel)
            return;
        var roles = database.Read(c => c.Query<string>("select distinct role from members where user_id = @UserId", new { caller.UserId }));
        if (!roles.Any(role => Of(role).Contains(permission)))
            throw Refusal.Denied(Told(permission));
    }

    /// <summary>Workspaces that the caller is a member of; null where he may see all.</summary>
    public IReadOnlyCollection<string>? Of(Caller caller) => caller.IsPanel ? null : [.. database.Read(c =>
        c.Query<string>("select workspace_id from members where user_id = @UserId", new { caller.UserId }))];

    /// <summary>Whether the caller is a member of a workspace on that content.</summary>
    public bool WorksOn(Caller caller, string contentKey) => database.Read(c => c.QuerySingle<long>(
        "select count(*) from workspaces w join members m on m.workspace_id = w.id where w.content_key = @contentKey and m.user_id = @UserId",
        new { contentKey, caller.UserId })) > 0;

    /// <summary>The rights to jobs, which follow from those to their workspace.</summary>
    public JobRights ForJobs() => new(Of, (caller, job) =>
    {
        if (job.WorkspaceId is { } workspaceId)
            Require(caller, workspaceId, Permission.EditBookmark);
        else if (!caller.IsAdmin)
            throw Refusal.Denied("change this job");
    });

    private string? RoleOf(Caller caller, string workspaceId) => database.Read(c => caller.IsPanel
        ? c.QuerySingleOrDefault<string>("select 'producer' from workspaces where id = @workspaceId", new { workspaceId })
        : c.QuerySingleOrDefault<string>(
            "select role from members where workspace_id = @workspaceId and user_id = @UserId", new { workspaceId, caller.UserId }));

    private static string Told(Permission permission) => permission switch
    {
        Permission.WriteWorkspace => "change this workspace",
        Permission.DeleteWorkspace => "delete this workspace",
        Permission.ManageMembers => "manage its members",
        Permission.DeleteBookmark => "delete bookmarks",
        Permission.ExportObs => "put its clips on air",
        _ => "do this here",
    };
}
