using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>What people, panels and the VTR do with clips: look, keep, delete, roll.</summary>
internal sealed class ClipActions(
    Database database, ClipAccess access, ClipShelf shelf, ClipUse use, ClipNews news, JobQueue jobs, RollClips rolls)
{
    /// <summary>Clips of a workspace by their number; without one those of all workspaces that the caller is a member of, those ordered last first.</summary>
    /// <exception cref="Refusal">The caller is no member.</exception>
    public Page<Clip> List(Caller caller, ClipFilter filter, Paging paging)
    {
        if (filter.WorkspaceId is { } workspaceId)
            access.Require(caller, workspaceId, Permission.ReadWorkspace);
        var workspaceIds = filter.WorkspaceId is { } one ? [one] : access.Workspaces(caller);
        var (rows, total) = database.Read(c => ClipLists.Read(c, filter, workspaceIds, paging));
        return new Page<Clip>(access.Seen(rows), paging.Of(total));
    }

    /// <summary>One clip.</summary>
    /// <exception cref="Refusal">There is none, or the caller is no member.</exception>
    public Clip Get(Caller caller, string id) => access.Seen(access.Row(caller, id, Permission.ReadWorkspace));

    /// <summary>Changes what is said of a clip.</summary>
    /// <exception cref="Refusal">A field is wrong, or the caller may not.</exception>
    public Clip Update(Caller caller, string id, ClipChange wanted)
    {
        access.Row(caller, id, Permission.EditBookmark);
        var name = wanted.Name is null ? null : Check.Text("name", wanted.Name, 200, required: false);
        return access.Seen(database.Write(change =>
        {
            var current = ClipAccess.Present(change, id);
            var row = current with
            {
                Keep = wanted.Keep ?? current.Keep,
                Name = name is null ? current.Name : name.Length == 0 ? null : name,
                UpdatedAtMs = news.NowMs,
            };
            ClipStore.Update(change, row);
            change.AfterCommit(() => news.Changed(access.Seen(row)));
            return row;
        }));
    }

    /// <summary>Deletes a clip from the share; its bookmark stays, and who has the file open reads on.</summary>
    /// <exception cref="Refusal">It is cued or on air, or the caller may not.</exception>
    public void Delete(Caller caller, string id)
    {
        access.Row(caller, id, Permission.DeleteBookmark);
        var taken = shelf.Take(id, "deleted", (change, clip) =>
        {
            if (use.Any([clip.Id, clip.BookmarkId]))
                throw new Refusal(ErrorCode.Conflict, "The clip is cued or on air; stop it first.");
            foreach (var job in JobQueue.Open(change, clip.BookmarkId))
                jobs.Cancel(change, job.Id);
            return true;
        });
        if (!taken)
            throw Refusal.NotFound("clip");
    }

    /// <summary>
    /// A clip, named by itself or by its bookmark, as it can be rolled now: whole where it is, else as an edit-list cut made at once.
    /// The waiting job of a clip that is not whole goes before all others.
    /// </summary>
    /// <exception cref="Refusal">There is no such clip, or the caller may not.</exception>
    /// <exception cref="Media.MediaException">It can't be cut now.</exception>
    public Task<RollClip> ForRollAsync(Caller caller, string? clipId, string? bookmarkId, CancellationToken ct) =>
        rolls.GetAsync(caller, clipId, bookmarkId, ct);

    /// <summary>The clip of a workspace's newest bookmark, as <see cref="ForRollAsync"/> gives it; null where there is no bookmark.</summary>
    /// <exception cref="Refusal">The caller may not.</exception>
    /// <exception cref="Media.MediaException">It can't be cut now.</exception>
    public Task<RollClip?> LatestAsync(Caller caller, string workspaceId, CancellationToken ct) => rolls.LatestAsync(caller, workspaceId, ct);

    /// <summary>The newest bookmark of a workspace whose clip is whole and can be rolled without waiting; null where there is none.</summary>
    /// <exception cref="Refusal">The caller may not.</exception>
    public RollClip? Latest(Caller caller, string workspaceId) => rolls.Latest(caller, workspaceId);
}
