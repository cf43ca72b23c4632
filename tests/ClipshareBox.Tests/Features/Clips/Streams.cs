using System.Text;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Tests.Features.Clips;

/// <summary>What ffprobe says of a file.</summary>
public static class Streams
{
    /// <summary>Codecs of the streams of a kind ("v" or "a"), separated by commas.</summary>
    public static async Task<string> CodecsAsync(string path, string kind, CancellationToken ct)
    {
        var probe = await Tool.RunAsync(
            "ffprobe", ["-v", "error", "-select_streams", kind, "-show_entries", "stream=codec_name", "-of", "csv=p=0", path],
            TimeSpan.FromSeconds(20), TimeProvider.System, ct);
        return string.Join(',', Encoding.UTF8.GetString(probe.Output).Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries));
    }
}
