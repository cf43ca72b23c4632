using System.Text;

namespace ClipshareBox.Media.Lists;

/// <summary>Splits comma-separated text into records (RFC 4180); the line ends may be CRLF, LF or CR.</summary>
internal static class CsvText
{
    /// <summary>A record's fields and the line it starts on, from 1.</summary>
    public readonly record struct Row(int Line, IReadOnlyList<string> Fields)
    {
        public bool IsEmpty => Fields.All(string.IsNullOrWhiteSpace);
    }

    /// <exception cref="MediaException">A quoted field does not end, or goes on behind its quote (<see cref="MediaFault.BadRange"/>).</exception>
    public static IEnumerable<Row> Rows(string text)
    {
        var at = 0;
        var line = 1;
        while (at < text.Length)
        {
            var start = line;
            var fields = new List<string>();
            do
                fields.Add(Field(text, ref at, ref line));
            while (Skip(text, ref at, ','));
            EndOfLine(text, ref at, ref line);
            yield return new Row(start, fields);
        }
    }

    private static string Field(string text, ref int at, ref int line)
    {
        if (at < text.Length && text[at] == '"')
            return Quoted(text, ref at, ref line);
        var start = at;
        while (at < text.Length && text[at] is not (',' or '\r' or '\n'))
            at++;
        return text[start..at];
    }

    private static string Quoted(string text, ref int at, ref int line)
    {
        var opened = line;
        var field = new StringBuilder();
        at++;
        while (at < text.Length)
        {
            var c = text[at++];
            if (c == '"' && !Skip(text, ref at, '"'))
                return AtFieldsEnd(text, at) ? field.ToString() : throw Broken(line, "a quoted field goes on behind its closing quote");
            if (c == '\n')
                line++;
            field.Append(c);
        }
        throw Broken(opened, "a quoted field does not end");
    }

    private static bool AtFieldsEnd(string text, int at) => at >= text.Length || text[at] is ',' or '\r' or '\n';

    private static bool Skip(string text, ref int at, char c)
    {
        if (at >= text.Length || text[at] != c)
            return false;
        at++;
        return true;
    }

    private static void EndOfLine(string text, ref int at, ref int line)
    {
        if (Skip(text, ref at, '\r') | Skip(text, ref at, '\n'))
            line++;
    }

    private static MediaException Broken(int line, string what) =>
        new(MediaFault.BadRange, $"Line {line}: {what}; write a quote inside a field as two.");
}
