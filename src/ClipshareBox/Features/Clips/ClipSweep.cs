using System.Threading.Channels;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>Keeps the share tidy: removes what no clip needs, and lets <c>latest.mp4</c> be the newest moment.</summary>
internal sealed partial class ClipSweep(Database database, ClipFiles files, ClipUse use, ILogger<ClipSweep> log)
{
    private const string LatestName = "latest.mp4";
    private const int MostAsked = 64;

    private readonly Lock _latest = new();

    // A word that finds no room is no loss: the next round and the next clip tidy too.
    private readonly Channel<string> _asked =
        Channel.CreateBounded<string>(new BoundedChannelOptions(MostAsked) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Workspaces whose clips went, for whoever has the time to tidy up after them.</summary>
    public ChannelReader<string> Asked => _asked.Reader;

    /// <summary>Has a workspace tidied soon; for those who hold the store.</summary>
    public void Ask(string workspaceId) => _asked.Writer.TryWrite(workspaceId);

    /// <summary>Lets every <c>latest.mp4</c> be right, whatever happened while the box was down.</summary>
    public void RefreshAll()
    {
        foreach (var workspaceId in database.Read(FolderStore.Workspaces))
            RefreshLatest(workspaceId);
    }

    /// <summary>Removes what was left, unless someone plays it or a job is about to make it anew.</summary>
    public void Run()
    {
        if (!database.Read(FolderStore.HasLeavings))
            return;
        database.Write(change =>
        {
            foreach (var leaving in FolderStore.Leavings(change))
                Remove(change, leaving);
            foreach (var (workspaceId, folder) in FolderStore.Unused(change))
                RemoveFolder(change, workspaceId, folder);
        });
    }

    /// <summary>Lets <c>latest.mp4</c>, at the root and in the workspace's folder, be the clip of the newest bookmark that has one.</summary>
    public void RefreshLatest(string workspaceId)
    {
        lock (_latest)
        {
            Refresh("", database.Read(c => ClipStore.Newest(c, null)));
            if (database.Read(c => FolderStore.Find(c, workspaceId)) is { } folder && Directory.Exists(files.At(folder)))
                Refresh(folder, database.Read(c => ClipStore.Newest(c, workspaceId)));
        }
    }

    private void Refresh(string folder, ClipRow? newest)
    {
        var latest = Path.Combine(folder, LatestName);
        try
        {
            if (newest?.Path is { } path)
                files.Repeat(path, latest);
            else
                files.Remove(latest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The clip itself is whole; another one may have taken its place since, or the disk is full.
            LogLatest(log, e, latest);
        }
    }

    private void Remove(Change change, Leaving leaving)
    {
        if (leaving.JobId is { } jobId && JobStore.Find(change, jobId)?.State is JobState.Queued or JobState.Processing)
            return;
        if (ClipFiles.IsHeld(leaving.Path) && use.Any(leaving.ClipId))
            return;
        if (!ClipStore.Claims(change, Path.GetDirectoryName(leaving.Path) ?? "", ClipNames.ClipOf(leaving.Path)))
        {
            try
            {
                files.Remove(leaving.Path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogLeft(log, e, leaving.Path); // the next sweep tries again
                return;
            }
        }
        FolderStore.Clear(change, leaving.Path);
    }

    private void RemoveFolder(Change change, string workspaceId, string folder)
    {
        if (WorkspaceStore.Find(change, workspaceId) is not null)
            return;
        try
        {
            files.Remove(Path.Combine(folder, LatestName));
            if (Directory.Exists(files.At(folder)))
                Directory.Delete(files.At(folder));
            FolderStore.Forget(change, workspaceId);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogLeft(log, e, folder); // someone put files of his own there
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Path} could not be renewed")]
    private static partial void LogLatest(ILogger logger, Exception failure, string path);

    [LoggerMessage(LogLevel.Warning, "{Path} could not be removed from the share")]
    private static partial void LogLeft(ILogger logger, Exception failure, string path);
}
