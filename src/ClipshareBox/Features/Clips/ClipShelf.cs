using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>Puts clips onto the share and takes them off it, so that files and store always tell the same.</summary>
internal sealed class ClipShelf(Database database, ClipFiles files, ClipUse use, ClipNews news, ClipSweep sweep)
{
    /// <summary>Gives a clip its name and stores it, in one step against everything else that changes the store.</summary>
    /// <param name="job">The job that made it; nothing happens when that was cancelled or replaced.</param>
    /// <param name="row">The clip as it is to stand.</param>
    /// <param name="part">The clip, whole and flushed.</param>
    /// <param name="sheet">Its sidecar, flushed.</param>
    /// <param name="also">What belongs to the same change.</param>
    /// <exception cref="OperationCanceledException">The job was cancelled in its last moment.</exception>
    public void Store(Job job, ClipRow row, string part, string sheet, Action<Change, ClipRow> also) => database.Write(change =>
    {
        var before = ClipStore.Find(change, row.Id);
        if (before?.JobId != job.Id || JobStore.Find(change, job.Id)?.State != JobState.Processing)
            throw new OperationCanceledException($"Job {job.Id} was cancelled.");
        var path = row.Path ?? throw new InvalidOperationException("A clip that is stored has a file.");
        var stored = row with
        {
            Name = before.Name,
            Keep = before.Keep,
            Made = true,
            Rev = before.MadeAtMs is null ? 1 : before.Rev + 1,
            MadeAtMs = news.NowMs,
            UpdatedAtMs = news.NowMs,
        };
        OutputFile.Guard(() =>
        {
            Replace(change, before, path);
            files.Publish(stored.Folder ?? "", (sheet, ClipNames.Sidecar(path)), (part, path));
            return true;
        });
        foreach (var mine in ClipNames.All(path))
            FolderStore.Clear(change, mine);
        ClipStore.Update(change, stored);
        also(change, stored);
        change.AfterCommit(() => news.Ready(stored));
    });

    /// <summary>Takes a clip off the share; its row stays, so that nothing makes it again unasked.</summary>
    /// <param name="id">The clip.</param>
    /// <param name="reason">"deleted", "age" or "space".</param>
    /// <param name="may">Asked within the transaction; false leaves the clip.</param>
    /// <returns>False when there was nothing to take, or it may not go.</returns>
    public bool Take(string id, string reason, Func<Change, ClipRow, bool> may)
    {
        var taken = database.Write(change =>
        {
            var clip = ClipStore.Find(change, id);
            if (clip is null or { GoneAtMs: not null } || !may(change, clip))
                return null;
            if (clip.Path is { } path)
                FolderStore.Leave(change, clip.Id, ClipNames.All(path));
            ClipStore.Update(change, clip with
            {
                Folder = null,
                FileName = null,
                Report = null,
                SizeBytes = null,
                Playout = PlayoutState.Same,
                GoneAtMs = news.NowMs,
                UpdatedAtMs = news.NowMs,
            });
            change.AfterCommit(() => news.Gone(clip, reason));
            return clip;
        });
        if (taken is null)
            return false;
        sweep.RefreshLatest(taken.WorkspaceId);
        sweep.Run();
        return true;
    }

    // Those who play the old version go on with it; everything else of it goes.
    private void Replace(Change change, ClipRow before, string path)
    {
        if (before.Path is not { } old)
            return;
        if (use.Any([before.Id, before.BookmarkId]))
            FolderStore.Leave(change, before.Id, Hold(before, old));
        if (old != path)
        {
            FolderStore.Leave(change, before.Id, ClipNames.All(old));
            return;
        }
        // Clip and sidecar are about to be overwritten; these two are made anew.
        files.Remove(ClipNames.Poster(old));
        files.Remove(ClipNames.Playout(old));
    }

    private IEnumerable<string> Hold(ClipRow clip, string path)
    {
        if (files.Hold(clip, path, playout: false) is { } held)
            yield return held;
        if (clip.Playout == PlayoutState.Ready && files.Hold(clip, ClipNames.Playout(path), playout: true) is { } playout)
            yield return playout;
    }
}
