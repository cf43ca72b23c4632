using System.Text;

namespace ClipshareBox.Media.Encoders;

/// <summary>Writes values into ffmpeg's filter descriptions.</summary>
internal static class FilterText
{
    /// <summary>A value as it must stand behind "name=": escaped once for the filter's options and once for the graph.</summary>
    public static string Value(string text) => Escape(Escape(text, "\\':"), "\\'[],;");

    private static string Escape(string text, string special)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (special.Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }
}
