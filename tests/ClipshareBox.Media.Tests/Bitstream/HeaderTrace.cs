using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace ClipshareBox.Media.Tests.Bitstream;

/// <summary>A header as ffmpeg's own parser reads it: its kind, and its fields as "name = value".</summary>
internal sealed record TracedHeader(string Kind, List<string> Fields)
{
    /// <summary>The fields, less some.</summary>
    public IEnumerable<string> Without(params string[] names) =>
        Fields.Where(f => !names.Contains(f[..f.IndexOf(' ', StringComparison.Ordinal)]));
}

/// <summary>Every field of every header of a stream.</summary>
internal static partial class HeaderTrace
{
    // A tool keeps only the end of what is said on standard error, hence the shell.
    public static async Task<IReadOnlyList<TracedHeader>> OfAsync(string path)
    {
        string[] arguments = ["-i", path, "-map", "0:v", "-c", "copy", "-bsf:v", "trace_headers", "-f", "null", "-"];
        var result = await StreamMedia.RunAsync(
            "sh", ["-c", "exec ffmpeg -nostdin -hide_banner -v info \"$@\" 2>&1", "ffmpeg", .. arguments], level: null);
        List<TracedHeader> headers = [];
        foreach (var line in Encoding.UTF8.GetString(result.Output).Split('\n'))
        {
            if (Field().Match(line) is { Success: true } field)
                headers[^1].Fields.Add($"{field.Groups[1].Value} = {field.Groups[2].Value}");
            else if (Title().Match(line) is { Success: true } title)
                headers.Add(new TracedHeader(title.Groups[1].Value, []));
        }
        Assert.NotEmpty(headers);
        return headers;
    }

    [GeneratedRegex(@"^\[trace_headers @ \w+\] ([A-Z].*)$")]
    private static partial Regex Title();

    [GeneratedRegex(@"^\[trace_headers @ \w+\] \d+\s+(\S+)\s+[01]+ = (-?\d+)$")]
    private static partial Regex Field();
}
