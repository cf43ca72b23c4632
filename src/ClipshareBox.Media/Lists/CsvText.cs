using System.Text;

namespace ClipshareBox.Media.Lists;

/// <summary>Comma-separated text (RFC 4180), read and written; when read, the line ends may be CRLF, LF or CR.</summary>
public static class CsvText
{
    /// <summary>A record's fields and the line it starts on, from 1.</summary>
    /// <param name="Line">Line of the text, from 1.</param>
    /// <param name="Fields">The fields without their quotes.</param>
    public readonly record struct Row(int Line, IReadOnlyList<string> Fields)
    {
        /// <summary>True for a line without any text.</summary>
        public bool IsEmpty => Fields.All(string.IsNullOrWhiteSpace);
    }

    /// <summary>Reads the records one by one.</summary>
    /// <param name="text">The text, without a byte order mark.</param>
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

    /// <summary>Writes a record with CRLF behind it; what needs quotes has them.</summary>
    /// <param name="fields">The fields as they are.</param>
    public static string Record(IEnumerable<string> fields) => string.Join(',', fields.Select(Quote)) + "\r\n";

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 && field.Trim().Length == field.Length
            ? field
            : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

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
