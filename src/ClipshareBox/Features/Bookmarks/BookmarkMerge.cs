using System.Globalization;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>
/// Puts a change that was made on an older revision together with what others changed since, field by field; texts word by word,
/// tags tag by tag. Pure: which of two changes came first makes no difference to what comes out.
/// </summary>
internal static class BookmarkMerge
{
    /// <summary>The row with the change in it; its revision is left to the caller.</summary>
    /// <param name="current">The row as it stands, with the author's own notes.</param>
    /// <param name="wanted">The fields that the change sets, checked.</param>
    /// <param name="before">What those fields held when the change was made; null for one that is no longer known.</param>
    /// <param name="durationMs">The content's length.</param>
    /// <exception cref="Refusal">409 where both changed the same, each in its own way; 400 where a field is wrong.</exception>
    public static BookmarkRow Apply(
        BookmarkRow current, IReadOnlyDictionary<string, string> wanted, Func<string, string?> before, long durationMs)
    {
        var merged = current.Values();
        var clashes = new List<FieldClash>();
        foreach (var (field, yours) in wanted)
        {
            var theirs = merged[field];
            if (Merge(field, before(field), yours, theirs) is { } value)
                merged[field] = value;
            else
                clashes.Add(new FieldClash(field, before(field), yours, theirs));
        }
        if (clashes.Count > 0)
            throw Clash(current, clashes);
        try
        {
            return current.With(merged, durationMs);
        }
        catch (Refusal invalid) when (FitBefore(wanted, before, durationMs))
        {
            // Each change was good by itself: one moved IN, the other OUT, and now they do not fit.
            var now = current.Values();
            throw Clash(current, [.. wanted.Where(w => w.Key is "startMs" or "endMs").Select(w => new FieldClash(w.Key, before(w.Key), w.Value, now[w.Key]))], invalid.Message);
        }
    }

    private static bool FitBefore(IReadOnlyDictionary<string, string> wanted, Func<string, string?> before, long durationMs)
    {
        var start = Mark("startMs");
        var end = Mark("endMs");
        return start >= 0 && start < end && end <= durationMs;

        long? Mark(string field) => (wanted.GetValueOrDefault(field) ?? before(field)) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    private static string? Merge(string field, string? before, string yours, string theirs)
    {
        if (yours == theirs || yours == before)
            return theirs;
        if (theirs == before)
            return yours;
        if (before is null)
            return null;
        return field switch
        {
            "label" => Fitting(TextMerge.Merge(before, yours, theirs), BookmarkFields.LongestLabel),
            "publicNotes" or "privateNotes" => Fitting(TextMerge.Merge(before, yours, theirs), BookmarkFields.LongestNotes),
            "tags" => MergeTags(before, yours, theirs),
            _ => null,
        };
    }

    private static string? Fitting(string? text, int most) => text?.Length <= most ? text : null;

    private static string? MergeTags(string before, string yours, string theirs)
    {
        string[][] sets = [.. new[] { before, yours, theirs }.Select(s => s.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
        var kept = sets[0].Where(t => sets[1].Contains(t) && sets[2].Contains(t));
        var added = sets[1].Union(sets[2]).Except(sets[0]).Order(StringComparer.Ordinal);
        List<string> merged = [.. kept.Concat(added).DistinctBy(t => t, StringComparer.OrdinalIgnoreCase)];
        return merged.Count <= BookmarkFields.MostTags ? string.Join('\n', merged) : null;
    }

    private static Refusal Clash(BookmarkRow current, List<FieldClash> clashes, string? why = null) => new(
        ErrorCode.Conflict,
        $"Someone changed {string.Join(", ", clashes.Select(c => c.Field))} meanwhile; choose between both and send it again with rev {current.Rev}."
            + (why is null ? "" : $" ({why})"),
        new BookmarkClash(current.Shown(null, own: true), [.. clashes.Select(c => c.Field)], clashes));
}
