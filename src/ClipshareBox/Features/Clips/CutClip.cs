using ClipshareBox.Features.Sources;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Probe;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>
/// The job that cuts a bookmark. The clip is made in a hidden folder, checked and flushed to the disk, and gets its name in the
/// transaction that stores it: on the share a file is whole or not there, and what is cancelled or replaced meanwhile never shows.
/// </summary>
internal sealed class CutClip(Database database, ContentCatalogue contents, CutBench bench, ClipShelf shelf, ClipFinish finish, ClipFiles files, ClipSpace space)
{
    public async Task RunAsync(Job job, IProgress<double> progress, CancellationToken ct)
    {
        if (database.Write(change => CutPlan.Begin(change, job)) is not { } plan)
        {
            await finish.TidyAsync(job.BookmarkId ?? "", ct); // a clip has its bookmark
            return;
        }
        var part = files.NewPart(".mp4");
        var sheet = files.NewPart(".json");
        try
        {
            await using var lease = await contents.OpenAsync(plan.Workspace.ContentKey, ct);
            var content = lease.Content;
            space.Require(Estimate(content.Info, plan));
            var cut = await bench.CutAsync(
                new SourceOpened(lease.Source, content.Info), plan.Mark.StartMs, plan.Mark.EndMs, part,
                ClipProfile.Options(plan.Profile, plan.Workspace.HandlesMs), progress, ct);
            var row = RowOf(plan, content.Info, cut);
            OnDisk(() => ClipFiles.Write(sheet, ClipSheet.Of(plan, content.Title, row).ToText()));
            ct.ThrowIfCancellationRequested();
            shelf.Store(job, row, part, sheet, finish.Order);
        }
        finally
        {
            File.Delete(part);
            File.Delete(sheet);
        }
        await finish.TidyAsync(plan.Mark.Id, ct);
    }

    private static ClipRow RowOf(CutPlan plan, MediaInfo source, CutReport cut) => plan.Clip with
    {
        Folder = plan.Folder,
        FileName = plan.FileName,
        StartMs = plan.Mark.StartMs,
        EndMs = plan.Mark.EndMs,
        HandlesMs = plan.Workspace.HandlesMs,
        RateNum = plan.Mark.RateNum,
        RateDen = plan.Mark.RateDen,
        SizeBytes = cut.SizeBytes,
        Report = ClipReport.Of(
            cut, plan.Mark.StartMs, plan.Mark.EndMs, plan.Mark.StartFrame, plan.Mark.EndFrame, plan.Workspace.HandlesMs).ToText(),
        Playout = ClipProfile.PlaysInBrowsers(source, plan.Profile, cut.Mode) ? PlayoutState.Same : PlayoutState.Wanted,
    };

    // By the source's mean rate; a clip may well be larger, then the disk itself says so.
    private static long Estimate(MediaInfo info, CutPlan plan) => info.DurationMs <= 0
        ? 0
        : (long)((double)info.SizeBytes / info.DurationMs * Math.Min(
            plan.Mark.EndMs - plan.Mark.StartMs + 2L * plan.Workspace.HandlesMs, info.DurationMs));

    private static void OnDisk(Action write) => Media.Isom.Write.OutputFile.Guard(() =>
    {
        write();
        return true;
    });
}
