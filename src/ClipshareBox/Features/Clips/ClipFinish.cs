using ClipshareBox.Media;
using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>What belongs to a clip and can wait until it has been announced: latest.mp4, poster, and a rendering for browsers.</summary>
internal sealed partial class ClipFinish(Database database, JobQueue jobs, ClipSweep sweep, ClipPoster poster, ILogger<ClipFinish> log)
{
    /// <summary>Orders the rendering where browsers can't play the clip.</summary>
    public void Order(Change change, ClipRow clip)
    {
        if (clip.Playout == PlayoutState.Wanted)
            jobs.Enqueue(change, new NewJob(MakePlayout.Kind, "{}", clip.WorkspaceId, clip.BookmarkId, Priority: -1));
    }

    /// <summary>Does the rest.</summary>
    public async Task TidyAsync(string bookmarkId, CancellationToken ct)
    {
        if (database.Read(c => ClipStore.OfBookmark(c, bookmarkId)) is not { FileName: not null } clip)
            return;
        sweep.RefreshLatest(clip.WorkspaceId);
        sweep.Run();
        try
        {
            await poster.EnsureAsync(clip, ct);
        }
        catch (MediaException e)
        {
            // It is drawn when someone asks for it.
            LogPoster(log, e, clip.Id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Clip {Id} has no poster yet")]
    private static partial void LogPoster(ILogger logger, Exception failure, string id);
}

/// <summary>Draws the posters that lie beside the clips.</summary>
internal sealed class ClipPoster(Database database, ClipFiles files, CutBench bench)
{
    /// <summary>The clip's poster, drawn when it is not there.</summary>
    /// <returns>Its absolute path.</returns>
    /// <exception cref="MediaException">The clip is gone, ffmpeg failed, or the disk is full.</exception>
    public async Task<string> EnsureAsync(ClipRow clip, CancellationToken ct)
    {
        var path = clip.Path ?? throw new MediaException(MediaFault.SourceMissing, "The clip has no file yet.");
        var poster = files.At(ClipNames.Poster(path));
        if (File.Exists(poster))
            return poster;
        var part = files.NewPart(".jpg");
        try
        {
            await bench.DrawPosterAsync(files.At(path), clip.Cut?.InMs ?? 0, part, ct);
            // The clip may have gone, or been cut anew, while it was drawn: then no poster may stay behind.
            var current = database.Write(change => ClipStore.Find(change, clip.Id) is { } now && now.Path == path && now.Rev == clip.Rev
                && OutputFile.Guard(() =>
                {
                    files.Publish(clip.Folder ?? "", (part, ClipNames.Poster(path)));
                    return true;
                }));
            return current ? poster : throw new MediaException(MediaFault.SourceMissing, "The clip has been replaced or deleted meanwhile.");
        }
        finally
        {
            File.Delete(part);
        }
    }
}
