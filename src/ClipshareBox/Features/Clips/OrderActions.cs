using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>Has clips made: one, all of a workspace, or one that failed again.</summary>
internal sealed class OrderActions(
    Database database, ClipAccess access, BookmarkActions bookmarks, ClipOrders orders, ClipSpace space, JobQueue jobs)
{
    private const int AtOnce = 500;

    /// <summary>Orders a bookmark's clip.</summary>
    /// <exception cref="Refusal">There is no such bookmark or profile, the disk is full, or the caller may not.</exception>
    public Job Order(Caller caller, string bookmarkId, string? profile)
    {
        var name = profile is null ? null : ClipProfile.Parse(profile);
        bookmarks.Row(caller, bookmarkId, Permission.EditBookmark);
        space.Require(0);
        return database.Write(change =>
            orders.Order(change, BookmarkStore.Find(change, bookmarkId) ?? throw Refusal.NotFound("bookmark"), name));
    }

    /// <summary>Orders the clips of all bookmarks of a workspace that have none by their marks as they stand.</summary>
    /// <exception cref="Refusal">The disk is full, or the caller may not.</exception>
    public ProcessState OrderAll(Caller caller, string workspaceId)
    {
        access.Require(caller, workspaceId, Permission.EditBookmark);
        space.Require(0);
        for (long offset = 0, total = 1; offset < total; offset += AtOnce)
        {
            (var marks, total) = Marks(workspaceId, (int)offset);
            database.Write(change =>
            {
                foreach (var mark in marks)
                    OrderMissing(change, mark.Id);
            });
        }
        return Process(caller, workspaceId);
    }

    /// <summary>How the clips of a workspace stand.</summary>
    /// <exception cref="Refusal">The caller is no member.</exception>
    public ProcessState Process(Caller caller, string workspaceId)
    {
        access.Require(caller, workspaceId, Permission.ReadWorkspace);
        var states = new List<string>();
        var open = new List<Job>();
        for (long offset = 0, total = 1; offset < total; offset += AtOnce)
        {
            (var marks, total) = Marks(workspaceId, (int)offset);
            var clips = database.Read(c => ClipStore.OfBookmarks(c, [.. marks.Select(m => m.Id)])).ToDictionary(c => c.BookmarkId);
            var known = jobs.Find([.. clips.Values.Select(c => c.JobId)]);
            states.AddRange(marks.Select(m => clips.GetValueOrDefault(m.Id) is { } clip ? clip.StateBy(known.GetValueOrDefault(clip.JobId)) : "missing"));
            open.AddRange(known.Values.Where(j => j.State is JobState.Queued or JobState.Processing));
        }
        int Count(params string[] any) => states.Count(any.Contains);
        return new ProcessState(
            states.Count, Count("queued"), Count("processing"), Count("complete"), Count("error"), Count("missing", "cancelled"), open);
    }

    /// <summary>Tries a clip again that failed or was cancelled.</summary>
    /// <exception cref="Refusal">It has not ended that way, or the caller may not.</exception>
    public Job Retry(Caller caller, string clipId)
    {
        var seen = access.Seen(access.Row(caller, clipId, Permission.EditBookmark));
        if (seen.State is not ("error" or "cancelled"))
            throw new Refusal(ErrorCode.Conflict, "Only a clip that failed or was cancelled can be tried again.", new CurrentClip(seen));
        space.Require(0);
        return database.Write(change =>
            orders.Order(change, BookmarkStore.Find(change, ClipAccess.Present(change, clipId).BookmarkId) ?? throw Refusal.NotFound("bookmark")));
    }

    private void OrderMissing(Change change, string bookmarkId)
    {
        if (BookmarkStore.Find(change, bookmarkId) is not { } mark || JobQueue.Open(change, bookmarkId).Any(j => j.Kind == ClipOrders.Kind))
            return;
        var clip = ClipStore.OfBookmark(change, bookmarkId);
        if (clip is not { Made: true, GoneAtMs: null } || !clip.IsCutBy(mark))
            orders.Order(change, mark);
    }

    private (IReadOnlyList<BookmarkRow> Rows, long Total) Marks(string workspaceId, int offset) =>
        database.Read(c => BookmarkStore.List(c, workspaceId, null, null, new Paging(offset, AtOnce)));
}
