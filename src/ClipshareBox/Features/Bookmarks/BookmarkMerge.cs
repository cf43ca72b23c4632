using System.Text.Json;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>Puts a change that was made on an older revision together with what others changed since; pure.</summary>
internal static class BookmarkMerge
{
    /// <summary>The row with the change in it.</summary>
    /// <exception cref="Refusal">409 where both changed the same field to different values; 400 where a field is wrong.</exception>
    public static BookmarkRow Apply(BookmarkRow current, BookmarkChange wanted, string? viewer, long durationMs)
    {
        if (wanted.Rev < 1 || wanted.Rev > current.Rev)
            throw Refusal.Invalid("rev", $"lies from 1 to {current.Rev}.");
        var edited = Edit(current, wanted, durationMs);
        var fields = Differences(current, edited).ToList();
        var since = current.FieldRevisions;
        var clashes = fields.Where(f => since.TryGetValue(f, out var rev) && rev > wanted.Rev).ToList();
        if (clashes.Count > 0)
        {
            throw new Refusal(
                ErrorCode.Conflict,
                $"Someone changed {string.Join(", ", clashes)} meanwhile; choose between both and send it again with rev {current.Rev}.",
                new BookmarkClash(current.For(viewer, null), clashes));
        }
        if (fields.Count == 0)
            return current;
        var revisions = new Dictionary<string, long>(since);
        foreach (var field in fields)
            revisions[field] = current.Rev + 1;
        return edited with
        {
            Rev = current.Rev + 1,
            FieldRevs = JsonSerializer.Serialize(revisions, BookmarksJson.Default.DictionaryStringInt64),
        };
    }

    private static BookmarkRow Edit(BookmarkRow row, BookmarkChange wanted, long durationMs)
    {
        var (start, end) = (wanted.StartMs ?? row.StartMs, wanted.EndMs ?? row.EndMs);
        var moved = start == row.StartMs && end == row.EndMs ? row : BookmarkFields.Place(row, start, end, durationMs);
        return moved with
        {
            Label = wanted.Label is null ? row.Label : BookmarkFields.Label(wanted.Label),
            PublicNotes = wanted.PublicNotes is null ? row.PublicNotes : BookmarkFields.Notes("publicNotes", wanted.PublicNotes),
            PrivateNotes = wanted.PrivateNotes is null ? row.PrivateNotes : BookmarkFields.Notes("privateNotes", wanted.PrivateNotes),
            Colour = wanted.Colour is null ? row.Colour : BookmarkFields.Colour(wanted.Colour),
            Rating = wanted.Rating is { } rating ? BookmarkFields.Rating(rating) : row.Rating,
            Tags = wanted.Tags is null ? row.Tags : BookmarkFields.Tags(wanted.Tags),
        };
    }

    private static IEnumerable<string> Differences(BookmarkRow a, BookmarkRow b)
    {
        if (a.StartMs != b.StartMs)
            yield return "startMs";
        if (a.EndMs != b.EndMs)
            yield return "endMs";
        if (a.Label != b.Label)
            yield return "label";
        if (a.PublicNotes != b.PublicNotes)
            yield return "publicNotes";
        if (a.PrivateNotes != b.PrivateNotes)
            yield return "privateNotes";
        if (a.Colour != b.Colour)
            yield return "colour";
        if (a.Rating != b.Rating)
            yield return "rating";
        if (a.Tags != b.Tags)
            yield return "tags";
    }
}
