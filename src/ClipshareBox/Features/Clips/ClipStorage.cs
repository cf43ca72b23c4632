using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>How full the disk of clips is.</summary>
/// <param name="Clips">Clips that have a file, of all workspaces.</param>
/// <param name="Bytes">Their size in bytes.</param>
/// <param name="FreeBytes">Free bytes of the disk.</param>
/// <param name="TotalBytes">All bytes of the disk.</param>
/// <param name="DaysLeft">Whole days until it is full at the pace of the last week; null where nothing was cut in it.</param>
public sealed record StorageLook(long Clips, long Bytes, long FreeBytes, long TotalBytes, long? DaysLeft);

/// <summary>Tells how full the disk of clips is, and how long it lasts.</summary>
internal sealed class ClipStorage(Database database, ClipFiles files, ClipNews news)
{
    private static readonly double DayMs = TimeSpan.FromDays(1).TotalMilliseconds;

    /// <summary>How it stands now.</summary>
    public StorageLook Look()
    {
        var clips = database.Read(ClipStore.Whole);
        var free = files.FreeBytes;
        return new StorageLook(clips.Count, clips.Sum(c => c.SizeBytes ?? 0), free, files.TotalBytes, DaysLeft(clips, free));
    }

    private long? DaysLeft(IReadOnlyList<ClipRow> clips, long free)
    {
        var late = clips.Where(c => c.MadeAtMs > news.NowMs - 7 * DayMs).ToList();
        var bytes = late.Sum(c => c.SizeBytes ?? 0);
        if (bytes == 0)
            return null;
        // A first day that is not over yet counts whole, so that one busy hour foretells no disaster.
        var days = Math.Max(1, late.Max(c => news.NowMs - c.MadeAtMs ?? 0) / DayMs);
        return (long)(free / (bytes / days));
    }
}
