using System.Text;

namespace Clipcut;

/// <summary>Makes file names of the names in a list; each is given once.</summary>
internal sealed class FileNames
{
    private const int MostBytes = 180; // a file system's 255, with room for a number, an ending and what is written aside
    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase); // the share's clients know no case

    public string Next(string name)
    {
        var safe = Safe(name);
        var free = safe;
        for (var number = 2; !_given.Add(free); number++)
            free = $"{safe} ({number})";
        return $"{free}.mp4";
    }

    private static string Safe(string name)
    {
        var kept = new StringBuilder();
        var bytes = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MostBytes)
                break;
            kept.Append(Rune.IsControl(rune) || @"/\:*?""<>|".Contains(rune.ToString(), StringComparison.Ordinal) ? "_" : rune.ToString());
        }
        var text = kept.ToString().Trim();
        if (text.EndsWith(".mp4", StringComparison.OrdinalIgnoreCase))
            text = text[..^4];
        // A leading dot hides a file, and Windows drops dots and blanks at the end.
        return text.Trim('.', ' ') is { Length: > 0 } safe ? safe : "clip";
    }
}
