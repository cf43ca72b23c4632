using System.Globalization;
using System.Text.Json;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Encoders;

/// <summary>The first of two loudness passes. One pass alone rides the gain and leaves 192 kHz behind.</summary>
internal sealed class LoudnessPass(MediaTools tools, TimeProvider clock)
{
    private static readonly TimeSpan LeastLimit = TimeSpan.FromMinutes(2);

    /// <returns>The filter of the second pass for each track; null where there is nothing to measure, as in silence.</returns>
    public async Task<IReadOnlyList<string?>> MeasureAsync(EncodeJob job, IReadOnlyList<AudioInfo> tracks, CancellationToken ct)
    {
        if (job.Profile.LoudnessLufs is not { } lufs)
            return [.. tracks.Select(_ => (string?)null)];
        var filters = new List<string?>();
        foreach (var track in tracks)
        {
            var found = await MeasureAsync(job, track, lufs, ct);
            filters.Add(found is null ? null : AudioChain.Apply(lufs, found));
        }
        return filters;
    }

    private async Task<Loudness?> MeasureAsync(EncodeJob job, AudioInfo track, int lufs, CancellationToken ct)
    {
        string[] arguments =
        [
            "-hide_banner", "-nostats", "-nostdin", "-v", "info", "-copyts", .. job.Window.ReadOptions(job.Request.Info.StartUs), .. job.Request.Input,
            "-map", $"0:{track.Index}", "-af", AudioChain.For(job, track, AudioChain.Measure(lufs)), "-f", "null", "-",
        ];
        var limit = LeastLimit + TimeSpan.FromSeconds(job.Window.EndSeconds - job.Window.StartSeconds);
        var answer = await Tool.RunAsync(tools.Ffmpeg, arguments, limit, clock, ct);
        if (answer.ExitCode != 0)
            throw FfmpegFaults.From(answer.ErrorText, "The loudness cannot be measured.");
        return Parse(answer.ErrorText);
    }

    // The figures come as JSON in the midst of the log, as strings: "input_i" : "-27.61"; silence has "-inf".
    internal static Loudness? Parse(string log)
    {
        var start = log.LastIndexOf('{');
        var end = log.LastIndexOf('}');
        if (start < 0 || end < start)
            return null;
        using var json = JsonDocument.Parse(log.AsMemory(start, end - start + 1));
        double Figure(string name) => double.Parse(json.RootElement.GetProperty(name).GetString() ?? "nan", CultureInfo.InvariantCulture);
        try
        {
            var found = new Loudness(Figure("input_i"), Figure("input_tp"), Figure("input_lra"), Figure("input_thresh"), Figure("target_offset"));
            return double.IsFinite(found.Integrated) && double.IsFinite(found.TruePeak) && found.Integrated > -70 ? found : null;
        }
        catch (FormatException)
        {
            return null; // "-inf": silence
        }
    }
}
