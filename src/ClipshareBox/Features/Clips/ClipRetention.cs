using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>
/// Lets old clips go, by age and for want of space, the oldest first. Never one that is to be kept, never one that is cued or on
/// air; and it warns before it acts.
/// </summary>
internal sealed partial class ClipRetention(
    Database database, ClipShelf shelf, ClipUse use, ClipNews news, ClipFiles files, RetentionRule rule, ILogger<ClipRetention> log)
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Notice = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _warned = [];

    /// <summary>Looks at age and space.</summary>
    /// <param name="neededBytes">Bytes that are about to be written.</param>
    public void Sweep(long neededBytes = 0)
    {
        lock (_lock)
        {
            ByAge();
            BySpace(neededBytes);
        }
    }

    private void ByAge()
    {
        var days = rule.Now.KeepDays;
        if (days == 0)
            return;
        var last = news.NowMs - (long)TimeSpan.FromDays(days).TotalMilliseconds;
        Warn("age", Passing(last + (long)Notice.TotalMilliseconds));
        foreach (var clip in Passing(last))
            Take(clip, "age");
    }

    private void BySpace(long needed)
    {
        var reserve = rule.Now.ReserveBytes;
        if (files.FreeBytes - needed >= 2 * reserve)
            return;
        var next = Passing(long.MaxValue);
        Warn("space", next);
        foreach (var clip in next)
        {
            if (files.FreeBytes - needed >= reserve)
                return;
            Take(clip, "space");
        }
    }

    private void Take(ClipRow clip, string reason)
    {
        if (shelf.Take(clip.Id, reason, (_, now) => !now.Keep && now.Rev == clip.Rev && !InUse(now)))
            LogTaken(log, clip.Path, reason);
    }

    private IReadOnlyList<ClipRow> Passing(long madeBeforeMs) =>
        [.. database.Read(c => ClipStore.Passing(c, madeBeforeMs, AtOnce)).Where(c => !InUse(c))];

    private bool InUse(ClipRow clip) => use.Any([clip.Id, clip.BookmarkId]);

    // The same warning is not repeated at every look.
    private void Warn(string reason, IReadOnlyList<ClipRow> clips)
    {
        var ids = clips.Select(c => c.Id).ToList();
        var told = string.Join(' ', ids);
        if (ids.Count == 0 || _warned.GetValueOrDefault(reason) == told)
            return;
        _warned[reason] = told;
        var warning = new StorageWarning(reason, files.FreeBytes, rule.Now.ReserveBytes, ids);
        LogWarning(log, reason, ids.Count, warning.FreeBytes);
        news.Warn(warning);
    }

    [LoggerMessage(LogLevel.Warning, "Retention ({Reason}) is about to remove up to {Count} clips; {FreeBytes} bytes are free. Keep those that are needed.")]
    private static partial void LogWarning(ILogger logger, string reason, int count, long freeBytes);

    [LoggerMessage(LogLevel.Information, "Retention removed {Path} ({Reason})")]
    private static partial void LogTaken(ILogger logger, string? path, string reason);
}
