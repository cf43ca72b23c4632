using System.Text;

namespace ClipshareBox.Features.Interchange;

/// <summary>Makes people's texts fit for formats in which a line is a statement, and some characters are none.</summary>
internal static class PlainText
{
    /// <summary>The text in one line: control characters and line breaks of all kinds become spaces.</summary>
    public static string Line(string text) => Clean(text, keepLines: false).Trim();

    /// <summary>The text with its lines, broken by LF only.</summary>
    public static string Lines(string text) => Clean(text.ReplaceLineEndings("\n"), keepLines: true).Trim();

    private static string Clean(string text, bool keepLines)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(IsText(rune) || (keepLines && rune.Value == '\n') ? rune : new Rune(' '));
        return clean.ToString();
    }

    // U+FFFE and U+FFFF are no characters of XML 1.0 (section 2.2).
    private static bool IsText(Rune rune) => !Rune.IsControl(rune) && rune.Value is not ('\u2028' or '\u2029' or 0xFFFE or 0xFFFF);
}
