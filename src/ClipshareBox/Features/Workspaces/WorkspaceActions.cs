using ClipshareBox.Features.Accounts;
using ClipshareBox.Features.Sources;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Workspaces;

/// <summary>What can be done with workspaces.</summary>
internal sealed class WorkspaceActions(Database database, WorkspaceRights rights, ContentCatalogue contents, WorkspaceEvents events, TimeProvider clock)
{
    /// <summary>Makes a workspace; its maker is its first producer.</summary>
    /// <exception cref="Refusal">A field is wrong, there is no such content, or the caller is a guest of other workspaces.</exception>
    public async Task<Workspace> CreateAsync(Caller caller, NewWorkspace wanted, CancellationToken ct)
    {
        await contents.EnsureAsync(caller, wanted.ContentKey ?? "", ct);
        var content = contents.Get(wanted.ContentKey ?? "");
        var workspace = new Workspace
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"),
            Title = Check.Text("title", wanted.Title, 200),
            Description = Check.Text("description", wanted.Description, 4_000, required: false, lines: true),
            ContentKey = content.ContentKey,
            AutoCut = wanted.AutoCut,
            HandlesMs = (int)Check.Within("handlesMs", wanted.HandlesMs, 0, 60_000),
        };
        database.Write(change =>
        {
            // Producers put clips on air and own their workspaces: who was let into one by a link does not become one by himself.
            if (People.IsGuest(change, caller.UserId ?? ""))
                throw new Refusal(ErrorCode.PermissionDenied, "Guests work where they were invited; ask an admin of the box for an account of your own to open workspaces.");
            WorkspaceStore.Insert(change, workspace, caller.UserId, NowMs);
            change.AfterCommit(() => events.Opened(workspace.Id));
        });
        return Get(caller, workspace.Id);
    }

    /// <summary>The workspace as the caller sees it.</summary>
    /// <exception cref="Refusal">He is no member.</exception>
    public Workspace Get(Caller caller, string id)
    {
        rights.Require(caller, id, Permission.ReadWorkspace);
        return database.Read(c => WorkspaceStore.Find(c, id, caller.UserId)) ?? throw Refusal.NotFound("workspace");
    }

    /// <summary>The caller's workspace on a content that was changed last, where he may mark; null where he has none.</summary>
    public Workspace? Latest(Caller caller, string contentKey) =>
        database.Read(c => WorkspaceStore.Latest(c, caller.UserId ?? "", contentKey));

    /// <summary>The caller's workspaces, those changed last first.</summary>
    public Page<Workspace> List(Caller caller, Paging paging) =>
        database.Read(c => WorkspaceStore.List(c, caller.UserId ?? "", paging));

    /// <summary>Changes a workspace.</summary>
    /// <exception cref="Refusal">The revision is stale, a field wrong, or the caller may not.</exception>
    public Workspace Update(Caller caller, string id, WorkspaceChange wanted)
    {
        rights.Require(caller, id, Permission.WriteWorkspace);
        database.Write(change =>
        {
            var current = WorkspaceStore.Find(change, id) ?? throw Refusal.NotFound("workspace");
            if (wanted.Rev != current.Rev)
                throw new Refusal(ErrorCode.Conflict, "Someone changed this workspace; look at it again.", new CurrentWorkspace(current));
            WorkspaceStore.Update(change, current with
            {
                Title = wanted.Title is null ? current.Title : Check.Text("title", wanted.Title, 200),
                Description = wanted.Description is null ? current.Description : Check.Text("description", wanted.Description, 4_000, required: false, lines: true),
                AutoCut = wanted.AutoCut ?? current.AutoCut,
                HandlesMs = wanted.HandlesMs is { } handles ? (int)Check.Within("handlesMs", handles, 0, 60_000) : current.HandlesMs,
            }, NowMs);
        });
        return Get(caller, id);
    }

    /// <summary>Deletes a workspace with its bookmarks; clips that were made stay on the share until retention takes them.</summary>
    /// <exception cref="Refusal">The caller may not.</exception>
    public void Delete(Caller caller, string id)
    {
        rights.Require(caller, id, Permission.DeleteWorkspace);
        database.Write(change =>
        {
            events.Deleting(change, id);
            if (!WorkspaceStore.Delete(change, id))
                throw Refusal.NotFound("workspace");
        });
    }

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
