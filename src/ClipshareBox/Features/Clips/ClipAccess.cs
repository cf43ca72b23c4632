using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>Clips as callers may see them.</summary>
internal sealed class ClipAccess(Database database, WorkspaceRights rights, JobQueue jobs)
{
    /// <summary>Lets a caller pass who has a right in a workspace.</summary>
    /// <exception cref="Refusal">He has not.</exception>
    public void Require(Caller caller, string workspaceId, Permission permission) => rights.Require(caller, workspaceId, permission);

    /// <summary>The workspaces whose clips a caller may see.</summary>
    public IReadOnlyCollection<string> Workspaces(Caller caller) => rights.Of(caller) ?? [];

    /// <summary>The row of a clip that a caller may use.</summary>
    /// <exception cref="Refusal">There is none, or he may not.</exception>
    public ClipRow Row(Caller caller, string id, Permission permission)
    {
        var row = database.Read(c => ClipStore.Find(c, id)) ?? throw Refusal.NotFound("clip");
        if (rights.Of(caller) is { } seen && !seen.Contains(row.WorkspaceId))
            throw Refusal.NotFound("clip");
        rights.Require(caller, row.WorkspaceId, permission);
        return row;
    }

    /// <summary>The clip with the state of its job.</summary>
    public Clip Seen(ClipRow row) => Seen([row])[0];

    /// <summary>Clips with the states of their jobs.</summary>
    public IReadOnlyList<Clip> Seen(IReadOnlyList<ClipRow> rows)
    {
        var known = jobs.Find([.. rows.Select(r => r.JobId)]);
        return [.. rows.Select(r => r.For(known.GetValueOrDefault(r.JobId)))];
    }

    /// <summary>How the clips of some bookmarks stand, for the bookmarks that show them.</summary>
    public IReadOnlyDictionary<string, Bookmarks.BookmarkClip> OfBookmarks(IReadOnlyCollection<string> bookmarkIds)
    {
        var rows = database.Read(c => ClipStore.OfBookmarks(c, bookmarkIds));
        var known = jobs.Find([.. rows.Select(r => r.JobId)]);
        return rows.ToDictionary(r => r.BookmarkId, r => r.ForBookmark(known.GetValueOrDefault(r.JobId)));
    }

    /// <summary>The row as it stands within a change.</summary>
    /// <exception cref="Refusal">It is gone.</exception>
    public static ClipRow Present(Change change, string id) =>
        ClipStore.Find(change, id) is { GoneAtMs: null } row ? row : throw Refusal.NotFound("clip");
}
