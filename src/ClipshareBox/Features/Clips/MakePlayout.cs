using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Probe;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>The job that renders a clip for browsers, beside it: the same frames as H.264 with AAC.</summary>
internal sealed class MakePlayout(Database database, CutBench bench, ClipFiles files, ClipNews news)
{
    /// <summary>Name of the kind of job.</summary>
    public const string Kind = "playout";

    // The end of the file lies before this instant behind its length.
    private const int BeyondMs = 1_000;

    public async Task RunAsync(Job job, IProgress<double> progress, CancellationToken ct)
    {
        if (database.Write(change => Begin(change, job)) is not { Path: { } path } clip)
            return;
        var part = files.NewPart(".mp4");
        try
        {
            await using var opened = await bench.OpenAsync(files.At(path), ct);
            await bench.CutAsync(opened, 0, opened.Info.DurationMs + BeyondMs, part, OptionsFor(opened.Info), progress, ct);
            Store(job, clip, path, part);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Only what browsers can't play is encoded.</summary>
    public static CutOptions OptionsFor(MediaInfo source) => ClipProfile.ShowsInBrowsers(source.Video)
        ? new CutOptions { Audio = AudioHandling.Aac }
        : new CutOptions { Mode = CutMode.Encode, Profile = EncodeProfile.Playout };

    private static ClipRow? Begin(Change change, Job job)
    {
        var clip = ClipStore.OfBookmark(change, job.BookmarkId ?? "");
        if (clip is not { Playout: PlayoutState.Wanted, Path: { } path })
            return null;
        FolderStore.Leave(change, clip.Id, [ClipNames.Playout(path)], job.Id);
        return clip;
    }

    private void Store(Job job, ClipRow clip, string path, string part) => database.Write(change =>
    {
        var current = ClipStore.Find(change, clip.Id);
        if (current?.Rev != clip.Rev || current.Path != path || JobStore.Find(change, job.Id)?.State != JobState.Processing)
            throw new OperationCanceledException($"Job {job.Id} was cancelled.");
        OutputFile.Guard(() =>
        {
            files.Publish(clip.Folder ?? "", (part, ClipNames.Playout(path)));
            return true;
        });
        FolderStore.Clear(change, ClipNames.Playout(path));
        var ready = current with { Playout = PlayoutState.Ready, UpdatedAtMs = news.NowMs };
        ClipStore.Update(change, ready);
        change.AfterCommit(() => news.Ready(ready));
    });
}
