using System.Text.Json;
using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>One cut as it stands when its job begins: the newest marks, and the names that the files will have.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Mark">The bookmark.</param>
/// <param name="Workspace">The workspace.</param>
/// <param name="Profile">What is made.</param>
/// <param name="Folder">Folder on the share.</param>
/// <param name="FileName">Name in it.</param>
internal sealed record CutPlan(ClipRow Clip, BookmarkRow Mark, Workspace Workspace, string Profile, string Folder, string FileName)
{
    /// <summary>Path from the root of the share.</summary>
    public string Path => $"{Folder}/{FileName}";

    /// <summary>Takes the names, so that a power cut at any instant leaves no file that nobody knows of.</summary>
    /// <returns>Null when the job has stored its clip already.</returns>
    /// <exception cref="Refusal">The bookmark is gone, or a newer order has replaced this one.</exception>
    public static CutPlan? Begin(Change change, Job job)
    {
        var mark = BookmarkStore.Find(change, job.BookmarkId ?? "") ?? throw Refusal.NotFound("bookmark");
        var workspace = WorkspaceStore.Find(change, mark.WorkspaceId) ?? throw Refusal.NotFound("workspace");
        var clip = ClipStore.OfBookmark(change, mark.Id) ?? throw Refusal.NotFound("clip");
        if (clip.JobId != job.Id)
            throw new Refusal(ErrorCode.Conflict, "A newer order for this clip has replaced this one.");
        if (clip.Made)
            return null;
        var order = JsonSerializer.Deserialize(job.Payload, ClipsJson.Default.CutOrder);
        var folder = FolderStore.Of(change, workspace.Id, workspace.Title);
        var name = ClipNames.File(mark.Number, mark.Label, mark.StartFrame, mark.Rate);
        var plan = new CutPlan(clip, mark, workspace, order?.Profile ?? ClipProfile.Original, folder, name);
        if (plan.Path != clip.Path)
            FolderStore.Leave(change, clip.Id, ClipNames.All(plan.Path), job.Id);
        return plan;
    }
}
