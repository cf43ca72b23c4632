using System.Globalization;
using System.Text.Json;
using ClipshareBox.Media.Time;

namespace TestMedia.Readers;

/// <summary>The few facts of a file that reading it back takes.</summary>
internal sealed record Container(long StartUs, int Width, int Height, bool IsMp4, bool IsTransportStream)
{
    // Frame times such as 1001/30000 s are no whole ms; the cutter's marks have the same tolerance.
    private const double HalfMs = 0.0005;

    public double StartSeconds => StartUs / 1e6;

    public static async Task<Container> OfAsync(string path, CancellationToken ct)
    {
        string[] what = ["-select_streams", "V:0", "-show_entries", "format=start_time,format_name:stream=width,height"];
        using var json = JsonDocument.Parse(await Ffmpeg.ProbeAsync([.. what, "-of", "json", path], ct));
        var format = json.RootElement.GetProperty("format");
        var stream = json.RootElement.GetProperty("streams")[0];
        var name = format.GetProperty("format_name").GetString() ?? "";
        var start = format.TryGetProperty("start_time", out var text) ? text.GetString() : null;
        return new Container(
            (long)(decimal.Parse(start ?? "0", CultureInfo.InvariantCulture) * 1_000_000),
            stream.GetProperty("width").GetInt32(),
            stream.GetProperty("height").GetInt32(),
            name.Contains("mp4", StringComparison.Ordinal),
            name == "mpegts");
    }

    public double SecondsAt(long pts, Rational timeBase) => ((double)pts * timeBase.Num / timeBase.Den) - StartSeconds;

    public static bool IsBetween(double seconds, double? from, double? to) =>
        !(seconds < from - HalfMs) && !(seconds >= to - HalfMs);
}

/// <summary>Turns a <see cref="FrameReading"/> into ffmpeg's words.</summary>
internal static class FrameReadingArguments
{
    // A transport stream has no index: ffmpeg lands up to a GOP late, so the seek begins well before.
    private const double IndexedLead = 1;
    private const double UnindexedLead = 13;

    public static bool Holds(this FrameReading reading, double seconds) =>
        Container.IsBetween(seconds, reading.FromSeconds, reading.ToSeconds);

    public static IEnumerable<string> Input(this FrameReading reading, string path, Container container)
    {
        List<string> arguments = ["-copyts"];
        var seek = reading.FromSeconds - (container.IsTransportStream ? UnindexedLead : IndexedLead);
        if (seek > 0)
            arguments.AddRange(["-noaccurate_seek", "-ss", Ffmpeg.Seconds(seek.Value)]);
        if (!reading.HonourEditList && container.IsMp4)
            arguments.AddRange(["-ignore_editlist", "1"]);
        return [.. arguments, "-noautorotate", "-i", path];
    }

    /// <summary>A filter that ends the decoding behind the window; empty when there is none.</summary>
    public static string Window(this FrameReading reading, Container container)
    {
        const double Spare = 0.1;
        List<string> ends = [];
        if (reading.FromSeconds is { } from)
            ends.Add($"start={Ffmpeg.Seconds(container.StartSeconds + from - Spare)}");
        if (reading.ToSeconds is { } to)
            ends.Add($"end={Ffmpeg.Seconds(container.StartSeconds + to + Spare)}");
        return ends.Count == 0 ? "" : $"trim={string.Join(':', ends)},";
    }
}
