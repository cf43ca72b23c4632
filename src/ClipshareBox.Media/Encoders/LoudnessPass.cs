using System.Globalization;
using System.Text.RegularExpressions;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Encoders;

/// <summary>The first of two loudness passes: measures each track of the clip (EBU R 128) and gives the one gain that the second applies.</summary>
/// <remarks>
/// Not by ffmpeg's loudnorm: it is 0.8 LU off in clips of a few seconds, rides the gain as soon as a peak would pass its limit, and
/// leaves 192 kHz behind. Here the gain is one for the whole clip; only peaks above -1.5 dBTP are held by a limiter at 192 kHz.
/// </remarks>
internal sealed partial class LoudnessPass(MediaTools tools, TimeProvider clock)
{
    private const double TruePeakLimit = -1.5; // dBTP
    private const double LimiterHeadroom = 1; // dB; the audio codec adds about as much to the peaks of noise
    private const double Silence = -70; // LUFS, the absolute gate of ITU-R BS.1770
    private const double MostGain = 40; // dB; more would only show the noise
    private const int Corrections = 2;

    private static readonly TimeSpan LeastLimit = TimeSpan.FromMinutes(2);

    /// <returns>The filter of the second pass for each track; null where there is nothing to measure, as in silence.</returns>
    public async Task<IReadOnlyList<string?>> MeasureAsync(EncodeJob job, IReadOnlyList<AudioInfo> tracks, CancellationToken ct)
    {
        if (job.Profile.LoudnessLufs is not { } lufs)
            return [.. tracks.Select(_ => (string?)null)];
        var filters = new List<string?>();
        foreach (var track in tracks)
            filters.Add(await FindGainAsync(job, track, lufs, ct));
        return filters;
    }

    private async Task<string?> FindGainAsync(EncodeJob job, AudioInfo track, int lufs, CancellationToken ct)
    {
        if (await MeasureAsync(job, track, null, ct) is not { } source)
            return null;
        var gain = Math.Min(MostGain, lufs - source.Lufs);
        if (source.TruePeak + gain <= TruePeakLimit)
            return Volume(gain);
        for (var i = 0; i < Corrections; i++) // the limiter takes some loudness away
        {
            if (await MeasureAsync(job, track, Limited(gain), ct) is not { } limited || Math.Abs(limited.Lufs - lufs) < 0.2)
                break;
            gain = Math.Min(MostGain, gain + lufs - limited.Lufs);
        }
        return Limited(gain);
    }

    private static string Volume(double gain) => string.Create(CultureInfo.InvariantCulture, $"volume={gain:0.00}dB");

    private static string Limited(double gain)
    {
        var limit = Math.Pow(10, (TruePeakLimit - LimiterHeadroom) / 20);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Volume(gain)},aresample=192000,alimiter=limit={limit:0.0000}:level=0:latency=1,aresample={AudioChain.SampleRate}");
    }

    private async Task<(double Lufs, double TruePeak)?> MeasureAsync(EncodeJob job, AudioInfo track, string? filter, CancellationToken ct)
    {
        string[] arguments =
        [
            "-hide_banner", "-nostats", "-nostdin", "-v", "info", "-copyts", .. job.Window.ReadOptions(job.Request.Info.StartUs), .. job.Request.Input,
            "-map", $"0:{track.Index}", "-af", $"{AudioChain.For(job, track, filter)},ebur128=peak=true:framelog=verbose", "-f", "null", "-",
        ];
        var limit = LeastLimit + TimeSpan.FromSeconds(job.Window.EndSeconds - job.Window.StartSeconds);
        var answer = await Tool.RunAsync(tools.Ffmpeg, arguments, limit, clock, ct);
        return answer.ExitCode == 0 ? Parse(answer.ErrorText) : throw FfmpegFaults.From(answer.ErrorText, "The loudness cannot be measured.");
    }

    // The summary ends with "Integrated loudness: I: -23.0 LUFS … True peak: Peak: -3.1 dBFS"; silence has -70.0 and -inf.
    private static (double Lufs, double TruePeak)? Parse(string log)
    {
        var lufs = IntegratedPattern().Matches(log).LastOrDefault();
        var peak = PeakPattern().Matches(log).LastOrDefault();
        if (lufs is null || peak is null
            || !double.TryParse(lufs.Groups[1].Value, CultureInfo.InvariantCulture, out var loudness)
            || !double.TryParse(peak.Groups[1].Value, CultureInfo.InvariantCulture, out var truePeak))
            return null;
        return loudness > Silence ? (loudness, truePeak) : null;
    }

    [GeneratedRegex(@"I:\s+(-?[\d.]+) LUFS")]
    private static partial Regex IntegratedPattern();

    [GeneratedRegex(@"Peak:\s+(-?[\d.]+) dBFS")]
    private static partial Regex PeakPattern();
}
