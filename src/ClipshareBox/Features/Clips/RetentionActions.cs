using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>Shows and changes how long clips stay.</summary>
internal sealed class RetentionActions(Database database, RetentionRule rule, ClipFiles files, ClipUse use, ClipNews news)
{
    /// <summary>What a choice would remove now; nothing is removed.</summary>
    /// <param name="keepDays">Days, or null for what is in force.</param>
    /// <param name="reserveBytes">Bytes, or null for what is in force.</param>
    /// <exception cref="Refusal">A number is out of its range.</exception>
    public RetentionLook Look(int? keepDays, long? reserveBytes)
    {
        var now = rule.Now;
        var asked = RetentionRule.Checked(new RetentionChoice(keepDays ?? now.KeepDays, reserveBytes ?? now.ReserveBytes));
        var all = database.Read(ClipStore.Whole);
        var passing = all.Where(c => !c.Keep && !use.Any([c.Id, c.BookmarkId])).OrderBy(c => c.MadeAtMs).ToList();
        var old = asked.KeepDays == 0 ? [] : passing.Where(c => c.MadeAtMs < news.NowMs - (long)TimeSpan.FromDays(asked.KeepDays).TotalMilliseconds).ToList();
        var free = files.FreeBytes;
        return new RetentionLook
        {
            Chosen = now,
            Asked = asked,
            ByAge = Count(old),
            BySpace = Count(Needed(passing.Except(old), asked.ReserveBytes - free - Count(old).Bytes)),
            All = Count(all),
            Kept = Count(all.Where(c => c.Keep)),
            FreeBytes = free,
            TotalBytes = files.TotalBytes,
        };
    }

    /// <summary>Chooses; clips that are too old or too many go at the next look, within a minute.</summary>
    /// <exception cref="Refusal">A number is out of its range.</exception>
    public RetentionLook Choose(Caller caller, RetentionChoice wanted)
    {
        rule.Choose(caller, wanted);
        return Look(null, null);
    }

    // As retention does it: the oldest first, until there is room.
    private static IEnumerable<ClipRow> Needed(IEnumerable<ClipRow> oldestFirst, long missing)
    {
        foreach (var clip in oldestFirst)
        {
            if (missing <= 0)
                yield break;
            missing -= clip.SizeBytes ?? 0;
            yield return clip;
        }
    }

    private static ClipCount Count(IEnumerable<ClipRow> clips)
    {
        var list = clips.ToList();
        return new ClipCount(list.Count, list.Sum(c => c.SizeBytes ?? 0));
    }
}
