using System.Text.Json;
using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>What a cut job is told; the marks it takes from the bookmark when it begins.</summary>
/// <param name="Profile">What to make.</param>
public sealed record CutOrder(string Profile);

/// <summary>Orders clips: at most one job a bookmark waits or runs, and it cuts the newest marks.</summary>
internal sealed class ClipOrders(JobQueue jobs, ClipUse use, ClipSweep sweep, TimeProvider clock)
{
    /// <summary>Name of the kind of job.</summary>
    public const string Kind = "cut";

    /// <summary>Orders a bookmark's clip as part of a change; an equal job that still waits or runs does it, any other is replaced.</summary>
    /// <param name="change">The change.</param>
    /// <param name="mark">The bookmark.</param>
    /// <param name="profile">What to make; null for what it was, or the original.</param>
    /// <param name="priority">As <see cref="Job.Priority"/>.</param>
    /// <param name="moved">True when its marks have just changed: what runs is for the older ones.</param>
    public Job Order(Change change, BookmarkRow mark, string? profile = null, int priority = 0, bool moved = false)
    {
        var clip = ClipStore.OfBookmark(change, mark.Id);
        var wanted = profile ?? (clip is { GoneAtMs: null } ? clip.Profile : ClipProfile.Original);
        var payload = JsonSerializer.Serialize(new CutOrder(wanted), ClipsJson.Default.CutOrder);
        var open = JobQueue.Open(change, mark.Id);
        if (open.FirstOrDefault(j => j.Kind == Kind && j.Id == clip?.JobId && j.Payload == payload && !(moved && j.State == JobState.Processing)) is { } same
            && clip is { Made: false })
        {
            jobs.Hurry(change, same, priority);
            return same;
        }
        foreach (var other in open)
            jobs.Cancel(change, other.Id);
        var job = jobs.Enqueue(change, new NewJob(Kind, payload, mark.WorkspaceId, mark.Id, priority));
        Note(change, clip, mark, wanted, job);
        return job;
    }

    /// <summary>Follows a bookmark's marks: cuts it at once where the workspace says so, or where someone had asked for its clip and waits.</summary>
    public void Marked(Change change, BookmarkRow mark)
    {
        var auto = WorkspaceStore.Find(change, mark.WorkspaceId)?.AutoCut == true;
        if (auto || JobQueue.Open(change, mark.Id).Any(j => j.Kind == Kind))
            Order(change, mark, moved: true);
    }

    /// <summary>Lets go of what belongs to a bookmark that goes; a clip that is to be kept stays.</summary>
    /// <exception cref="Refusal">The clip is cued or on air.</exception>
    public void Deleting(Change change, BookmarkRow mark)
    {
        var clip = ClipStore.OfBookmark(change, mark.Id);
        if (use.Any([mark.Id, .. clip is null ? Array.Empty<string>() : [clip.Id]]))
            throw new Refusal(ErrorCode.Conflict, "Its clip is cued or on air; stop it first.");
        foreach (var job in JobQueue.Open(change, mark.Id))
            jobs.Cancel(change, job.Id);
        if (clip is null || (clip.Keep && clip.FileName is not null))
            return;
        if (clip.Path is { } path)
            FolderStore.Leave(change, clip.Id, ClipNames.All(path));
        ClipStore.Delete(change, clip.Id);
        change.AfterCommit(() => sweep.Ask(mark.WorkspaceId));
    }

    /// <summary>Stops the work for a workspace that goes; clips that are whole stay until retention takes them.</summary>
    public void Deleting(Change change, string workspaceId)
    {
        foreach (var clip in ClipStore.OfWorkspace(change, workspaceId))
        {
            foreach (var job in JobQueue.Open(change, clip.BookmarkId))
                jobs.Cancel(change, job.Id);
            if (clip.FileName is null)
                ClipStore.Delete(change, clip.Id);
        }
    }

    private void Note(Change change, ClipRow? clip, BookmarkRow mark, string profile, Job job)
    {
        var now = clock.GetUtcNow();
        var nowMs = now.ToUnixTimeMilliseconds();
        var row = clip ?? new ClipRow
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            WorkspaceId = mark.WorkspaceId,
            BookmarkId = mark.Id,
            Number = mark.Number,
            CreatedAtMs = nowMs,
        };
        row = row with { Label = mark.Label, Profile = profile, JobId = job.Id, Made = false, GoneAtMs = null, UpdatedAtMs = nowMs };
        if (clip is null)
            ClipStore.Insert(change, row);
        else
            ClipStore.Update(change, row);
    }
}
