using System.Globalization;

namespace ClipshareBox.Media.Sources;

/// <summary>Which bytes of a file a request wants (RFC 9110, section 14.2).</summary>
/// <param name="Status">206 for a part, 200 for the whole, 416 when the part lies behind the end.</param>
/// <param name="From">First byte.</param>
/// <param name="Count">Bytes.</param>
internal readonly record struct ByteRange(int Status, long From, long Count)
{
    private const string Unit = "bytes=";

    /// <summary>Reads a Range header; one that is absent, malformed or lists several ranges means the whole file.</summary>
    public static ByteRange Parse(string? header, long length)
    {
        var whole = new ByteRange(200, 0, length);
        if (header is null || !header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
            return whole;
        var range = header.AsSpan(Unit.Length).Trim(' ');
        var dash = range.IndexOf('-');
        if (dash < 0 || !TryNumber(range[..dash], out var from) || !TryNumber(range[(dash + 1)..], out var to))
            return whole;
        if (from < 0 && to < 0)
            return whole;
        if (from < 0)
            return to == 0 || length == 0 ? Behind : new ByteRange(206, Math.Max(0, length - to), Math.Min(length, to));
        if (to >= 0 && to < from)
            return whole;
        if (from >= length)
            return Behind;
        var last = to < 0 ? length - 1 : Math.Min(to, length - 1);
        return new ByteRange(206, from, last - from + 1);
    }

    private static ByteRange Behind => new(416, 0, 0);

    // -1 for nothing; false for anything but digits, or more than fit a long.
    private static bool TryNumber(ReadOnlySpan<char> text, out long number)
    {
        number = -1;
        return text.IsEmpty || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
