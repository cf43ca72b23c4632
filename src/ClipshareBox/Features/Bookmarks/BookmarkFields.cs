using System.Text.RegularExpressions;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>What each field of a bookmark may hold.</summary>
internal static partial class BookmarkFields
{
    public static string Label(string? value) => Check.Text("label", value, 200, required: false);

    public static string Notes(string field, string? value) => Check.Text(field, value, 10_000, required: false, lines: true);

    public static int Rating(int value) => (int)Check.Within("rating", value, 0, 5);

    public static string? Colour(string? value) => string.IsNullOrEmpty(value)
        ? null
        : Hex().IsMatch(value) ? value.ToLowerInvariant() : throw Refusal.Invalid("colour", "is #rrggbb, or empty for none.");

    /// <summary>The words, one a line.</summary>
    public static string Tags(IReadOnlyList<string>? value)
    {
        var tags = (value ?? []).Select(t => Check.Text("tags", t, 40)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return tags.Count <= 20 ? string.Join('\n', tags) : throw Refusal.Invalid("tags", "may have 20 words at most.");
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
