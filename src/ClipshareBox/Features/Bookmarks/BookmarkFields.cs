using System.Globalization;
using System.Text.RegularExpressions;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>What each field of a bookmark may hold.</summary>
internal static partial class BookmarkFields
{
    /// <summary>Characters of a label.</summary>
    public const int LongestLabel = 200;

    /// <summary>Characters of notes.</summary>
    public const int LongestNotes = 10_000;

    /// <summary>Tags of a bookmark.</summary>
    public const int MostTags = 20;

    /// <summary>The fields that a change sets, checked, as texts by the names of the API.</summary>
    /// <exception cref="Refusal">One is wrong.</exception>
    public static Dictionary<string, string> Wanted(BookmarkChange change)
    {
        var wanted = new Dictionary<string, string>();
        if (change.StartMs is { } start)
            wanted["startMs"] = start.ToString(CultureInfo.InvariantCulture);
        if (change.EndMs is { } end)
            wanted["endMs"] = end.ToString(CultureInfo.InvariantCulture);
        if (change.Label is not null)
            wanted["label"] = Label(change.Label);
        if (change.PublicNotes is not null)
            wanted["publicNotes"] = Notes("publicNotes", change.PublicNotes);
        if (change.PrivateNotes is not null)
            wanted["privateNotes"] = Notes("privateNotes", change.PrivateNotes);
        if (change.Colour is not null)
            wanted["colour"] = Colour(change.Colour) ?? "";
        if (change.Rating is { } rating)
            wanted["rating"] = Rating(rating).ToString(CultureInfo.InvariantCulture);
        if (change.Tags is not null)
            wanted["tags"] = Tags(change.Tags);
        return wanted;
    }

    public static string Label(string? value) => Check.Text("label", value, LongestLabel, required: false);

    public static string Notes(string field, string? value) => Check.Text(field, value, LongestNotes, required: false, lines: true);

    public static int Rating(int value) => (int)Check.Within("rating", value, 0, 5);

    public static string? Colour(string? value) => string.IsNullOrEmpty(value)
        ? null
        : Hex().IsMatch(value) ? value.ToLowerInvariant() : throw Refusal.Invalid("colour", "is #rrggbb, or empty for none.");

    /// <summary>The words, one a line.</summary>
    public static string Tags(IReadOnlyList<string>? value)
    {
        var tags = (value ?? []).Select(t => Check.Text("tags", t, 40)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return tags.Count <= MostTags ? string.Join('\n', tags) : throw Refusal.Invalid("tags", $"may have {MostTags} words at most.");
    }

    /// <summary>Puts a bookmark on its marks.</summary>
    /// <exception cref="Refusal">OUT does not lie behind IN, or a mark lies outside the content.</exception>
    public static BookmarkRow Place(BookmarkRow row, long startMs, long endMs, long durationMs)
    {
        if (startMs < 0 || startMs >= durationMs)
            throw Refusal.Invalid("startMs", $"lies within the content, from 0 to {durationMs - 1} ms.");
        if (endMs <= startMs)
            throw Refusal.Invalid("endMs", "lies behind startMs.");
        if (endMs > durationMs)
            throw Refusal.Invalid("endMs", $"lies within the content, up to {durationMs} ms.");
        return row.At(startMs, endMs);
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex Hex();
}
