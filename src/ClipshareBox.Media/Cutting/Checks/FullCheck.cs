using System.Globalization;
using System.Text;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Cutting.Checks;

/// <summary>Decodes the whole clip beside the source's frames between the marks and compares them one by one.</summary>
/// <remarks>Copied frames must be equal to the last bit; encoded ones alike. ffmpeg's psnr filter prints "inf" for equal frames.</remarks>
internal sealed class FullCheck(CutSource source)
{
    // Well below any encode of ours and well above two different pictures of a moving scene.
    private const double LeastPsnr = 24;
    private const int SeekBackMs = 15_000;
    private static readonly TimeSpan LimitPerFrame = TimeSpan.FromSeconds(2);

    /// <summary>Says what is wrong, or null.</summary>
    public async Task<string?> FindFaultAsync(string path, CutResult result, CancellationToken ct)
    {
        var frames = result.Head + result.Copied + result.Tail;
        var run = await Tool.RunAsync(
            source.Tools.Ffmpeg, Arguments(path, result), TimeSpan.FromSeconds(60) + LimitPerFrame * frames, source.Clock, ct);
        if (run.ExitCode != 0 || run.ErrorText.Length > 0)
            return $"the clip does not decode cleanly ({run.ErrorText.Split('\n')[0]})";
        var psnr = Encoding.ASCII.GetString(run.Output)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("n:", StringComparison.Ordinal))
            .Select(Psnr)
            .ToList();
        if (psnr.Count != frames)
            return $"{psnr.Count} frames come out of a decoder where {frames} belong";
        for (var i = 0; i < frames; i++)
        {
            var copied = i >= result.Head && i < result.Head + result.Copied;
            if (copied ? !double.IsPositiveInfinity(psnr[i]) : psnr[i] < LeastPsnr)
                return $"frame {i} of the clip is not the source's";
        }
        return null;
    }

    private List<string> Arguments(string path, CutResult result)
    {
        var startUs = Rational.MulDiv(result.StartPts, 1_000_000, result.Timescale);
        var endUs = Rational.MulDiv(result.EndPts, 1_000_000, result.Timescale);
        var seekMs = Math.Max(0, (startUs - source.Info.StartUs) / 1000 - SeekBackMs);
        // Half a millisecond early, as the marks are: times were rounded on their way here.
        var range = $@"between(t\,{Seconds(startUs - 500)}\,{Seconds(endUs - 500)})";
        return
        [
            "-nostdin", "-hide_banner", "-v", "error", "-noautorotate", "-i", $"file:{path}",
            "-ss", Seconds(seekMs * 1000), "-copyts", "-noautorotate", .. source.Open.FfmpegInput,
            "-filter_complex",
            $"[0:v:0]settb=1/1000,setpts=N[clip];[1:{source.Info.Video.Index}]select={range},settb=1/1000,setpts=N[source];"
            + "[clip][source]psnr=stats_file=-:eof_action=endall[out]",
            "-map", "[out]", "-fps_mode", "passthrough", "-enc_time_base", "1:1000", "-f", "null", "-",
        ];
    }

    private static string Seconds(long us) => (us / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);

    private static double Psnr(string line)
    {
        const string key = "psnr_avg:";
        var value = line[(line.IndexOf(key, StringComparison.Ordinal) + key.Length)..].Split(' ')[0];
        return value == "inf" ? double.PositiveInfinity : double.Parse(value, CultureInfo.InvariantCulture);
    }
}
