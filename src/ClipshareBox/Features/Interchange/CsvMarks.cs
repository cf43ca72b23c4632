using System.Globalization;
using System.Text;
using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Media.Lists;

namespace ClipshareBox.Features.Interchange;

/// <summary>The list as comma-separated text (RFC 4180): everything of a bookmark but private notes, for spreadsheets, clipcut and other boxes.</summary>
internal static class CsvMarks
{
    // in, out and name are what clipcut's lists have; the rest is named as in the API.
    private static readonly string[] Headers =
    [
        "number", "name", "in", "out", "startMs", "endMs", "startFrame", "endFrame", "frameRate", "notes", "tags", "colour", "rating", "author", "createdAt",
    ];

    /// <summary>Writes the list.</summary>
    public static string Write(MarkList list)
    {
        var text = new StringBuilder("\uFEFF"); // without it Excel reads UTF-8 as the local code page
        text.Append(CsvText.Record(Headers));
        foreach (var mark in list.Marks)
            text.Append(CsvText.Record(Fields(list, mark)));
        return text.ToString();
    }

    /// <summary>Tags in one field: parted by "; ", with a backslash before those semicolons and backslashes that are part of a tag.</summary>
    public static string Tags(string lines) => string.Join("; ", lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(t => t.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(";", @"\;", StringComparison.Ordinal)));

    /// <summary>The tags of such a field.</summary>
    public static IReadOnlyList<string> TagsOf(string field)
    {
        var tags = new List<StringBuilder> { new() };
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == ';')
                tags.Add(new StringBuilder());
            else
                tags[^1].Append(field[i] == '\\' && i + 1 < field.Length ? field[++i] : field[i]);
        }
        return [.. tags.Select(t => t.ToString().Trim()).Where(t => t.Length > 0)];
    }

    private static IEnumerable<string> Fields(MarkList list, BookmarkRow mark)
    {
        static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
        return
        [
            Number(mark.Number),
            FormulaGuard.On(mark.Label),
            list.At(mark.StartFrame),
            list.At(mark.EndFrame),
            Number(mark.StartMs),
            Number(mark.EndMs),
            Number(mark.StartFrame),
            Number(mark.EndFrame),
            list.Rate.ToString(),
            FormulaGuard.On(mark.PublicNotes),
            FormulaGuard.On(Tags(mark.Tags)),
            mark.Colour ?? "",
            Number(mark.Rating),
            FormulaGuard.On(mark.CreatedByName),
            DateTimeOffset.FromUnixTimeMilliseconds(mark.CreatedAtMs).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ];
    }
}
