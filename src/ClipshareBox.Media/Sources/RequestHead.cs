using System.Text;

namespace ClipshareBox.Media.Sources;

/// <summary>Head of an HTTP/1.1 request without body, read strictly (RFC 9112): what is odd is refused, not guessed.</summary>
/// <param name="IsHead">True for HEAD, false for GET.</param>
/// <param name="Target">The request target as sent.</param>
/// <param name="Host">The Host header.</param>
/// <param name="Range">The Range header, or null.</param>
/// <param name="KeepAlive">False when the client closes the connection after the answer.</param>
internal sealed record RequestHead(bool IsHead, string Target, string Host, string? Range, bool KeepAlive)
{
    /// <summary>What ends a head.</summary>
    public static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    /// <summary>Reads a head, including the empty line at its end.</summary>
    /// <returns>0 and the request, or the status that answers it: 400, 405 or 505.</returns>
    public static int Parse(ReadOnlySpan<byte> head, out RequestHead? request)
    {
        request = null;
        if (!head.EndsWith(End) || head.ContainsAnyExceptInRange((byte)'\t', (byte)'~') || HasOtherControls(head))
            return 400;
        var lines = Encoding.ASCII.GetString(head[..^End.Length]).Split("\r\n");
        if (lines.Any(line => line.AsSpan().ContainsAny('\r', '\n')))
            return 400;
        var words = lines[0].Split(' ');
        if (words is not [{ Length: > 0 } method, ['/', ..] target, var version])
            return 400;
        if (version != "HTTP/1.1")
            return version.StartsWith("HTTP/", StringComparison.Ordinal) ? 505 : 400;
        if (Fields(lines) is not { } fields)
            return 400;
        if (!fields.TryGetValue("Host", out var host) || HasBody(fields))
            return 400;
        if (method is not ("GET" or "HEAD"))
            return 405;
        var closes = fields.GetValueOrDefault("Connection", "").Contains("close", StringComparison.OrdinalIgnoreCase);
        request = new RequestHead(method == "HEAD", target, host, fields.GetValueOrDefault("Range"), !closes);
        return 0;
    }

    private static bool HasOtherControls(ReadOnlySpan<byte> head) =>
        head.ContainsAnyInRange((byte)11, (byte)12) || head.ContainsAnyInRange((byte)14, (byte)31);

    private static bool HasBody(Dictionary<string, string> fields) =>
        fields.ContainsKey("Transfer-Encoding") || (fields.TryGetValue("Content-Length", out var length) && length != "0");

    // Null for a line that is no field, a folded line, or a field that is there twice.
    private static Dictionary<string, string>? Fields(string[] lines)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan(0, colon).ContainsAny(' ', '\t'))
                return null;
            if (!fields.TryAdd(line[..colon], line[(colon + 1)..].Trim(' ', '\t')))
                return null;
        }
        return fields;
    }
}
