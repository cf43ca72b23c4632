using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>Finds what can be rolled of a bookmark at this moment.</summary>
internal sealed class RollClips(Database database, ClipAccess access, BookmarkActions bookmarks, InstantClips instants, ClipFiles files, JobQueue jobs)
{
    private const int AboutToRoll = 100;

    public async Task<RollClip> GetAsync(Caller caller, string? clipId, string? bookmarkId, CancellationToken ct)
    {
        if (clipId is null == bookmarkId is null)
            throw Refusal.Invalid("clipId", "name a clip or a bookmark.");
        var clip = clipId is not null
            ? access.Row(caller, clipId, Permission.ExportObs)
            : database.Read(c => ClipStore.OfBookmark(c, bookmarkId ?? ""));
        if (clip is not null && bookmarkId is not null)
            access.Row(caller, clip.Id, Permission.ExportObs);
        var mark = database.Read(c => BookmarkStore.Find(c, clip?.BookmarkId ?? bookmarkId ?? ""));
        // A clip that was kept may have lost its bookmark.
        if (clip is not null && (mark is null || clip.IsCutBy(mark)) && Whole(clip) is { } whole)
            return whole;
        mark = bookmarks.Row(caller, mark?.Id ?? clip?.BookmarkId ?? bookmarkId ?? "", Permission.ExportObs);
        Hurry(mark.Id);
        return await instants.CutAsync(mark, clip, ct);
    }

    public async Task<RollClip?> LatestAsync(Caller caller, string workspaceId, CancellationToken ct)
    {
        access.Require(caller, workspaceId, Permission.ExportObs);
        return bookmarks.Latest(workspaceId) is { } newest ? await GetAsync(caller, null, newest.Id, ct) : null;
    }

    public RollClip? Latest(Caller caller, string workspaceId)
    {
        access.Require(caller, workspaceId, Permission.ExportObs);
        return database.Read(c => ClipStore.Newest(c, workspaceId)) is { } newest ? Whole(newest) : null;
    }

    private RollClip? Whole(ClipRow clip)
    {
        if (clip is not { Path: { } path, Cut: { } cut, PlayoutUrl: { } url })
            return null;
        var file = files.At(clip.Playout == PlayoutState.Ready ? ClipNames.Playout(path) : path);
        // Someone may have removed it from the disk behind the box's back.
        return !File.Exists(file) ? null : new RollClip(
            clip.Id, clip.BookmarkId, clip.WorkspaceId, clip.Number, clip.Name ?? clip.Label, url, cut.DurationMs, cut.Frames, clip.Rate)
        {
            InMs = cut.InMs,
            OutMs = cut.OutMs,
            FilePath = file,
        };
    }

    private void Hurry(string bookmarkId)
    {
        var waits = database.Read(c => JobStore.Depth(c)) > 0;
        if (!waits)
            return;
        database.Write(change =>
        {
            foreach (var job in JobQueue.Open(change, bookmarkId))
                jobs.Hurry(change, job, AboutToRoll);
        });
    }
}
