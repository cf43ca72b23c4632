using System.Text.Json;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Tests.Encoders;

/// <summary>Just as much of a probe as these tests need, so that a fault in the real one cannot hide a fault here.</summary>
public static class FilmProbe
{
    public static async Task<MediaInfo> ReadAsync(string file)
    {
        var answer = await Tool.RunAsync(
            "ffprobe", ["-v", "error", "-show_format", "-show_streams", "-of", "json", file], TimeSpan.FromSeconds(30), TimeProvider.System, CancellationToken.None);
        using var json = JsonDocument.Parse(answer.Output);
        var streams = json.RootElement.GetProperty("streams").EnumerateArray().ToList();
        var format = json.RootElement.GetProperty("format");
        var start = decimal.Parse(Text(format, "start_time") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        return new MediaInfo(
            Text(format, "format_name")!, (long)(start * 1_000_000), 0, Video(streams.First(s => Text(s, "codec_type") == "video")),
            [.. streams.Where(s => Text(s, "codec_type") == "audio").Select(Audio)],
            [.. streams.Where(s => Text(s, "codec_type") == "subtitle").Select(Subtitle)], [], null, 0);
    }

    private static VideoInfo Video(JsonElement s)
    {
        var transfer = Text(s, "color_transfer");
        var range = transfer switch { "smpte2084" => DynamicRange.Hdr10, "arib-std-b67" => DynamicRange.Hlg, _ => DynamicRange.Sdr };
        var colour = new ColourInfo(Text(s, "color_range"), Text(s, "color_primaries"), transfer, Text(s, "color_space"), range, null, null);
        var format = Text(s, "pix_fmt")!;
        var order = Text(s, "field_order") switch
        {
            "tt" or "tb" => FieldOrder.TopFirst,
            "bb" or "bt" => FieldOrder.BottomFirst,
            "progressive" => FieldOrder.Progressive,
            _ => FieldOrder.Unknown,
        };
        return new VideoInfo(
            Number(s, "index"), Text(s, "codec_name")!, Text(s, "profile"), Number(s, "level"), Number(s, "width"), Number(s, "height"), format,
            format.Contains("10", StringComparison.Ordinal) ? 10 : 8, Rational.Parse(Text(s, "r_frame_rate")), Rational.Parse(Text(s, "avg_frame_rate")),
            Rational.Parse(Text(s, "time_base")), Number(s, "start_pts"), Rational.Parse(Text(s, "sample_aspect_ratio") ?? "1:1"), Rotation(s), colour,
            order, 0, Number(s, "has_b_frames"));
    }

    private static int Rotation(JsonElement s) =>
        s.TryGetProperty("side_data_list", out var list)
        && list.EnumerateArray().FirstOrDefault(d => d.TryGetProperty("rotation", out _)) is { ValueKind: JsonValueKind.Object } data
            ? ((-data.GetProperty("rotation").GetInt32() % 360) + 360) % 360
            : 0;

    private static AudioInfo Audio(JsonElement s) => new(
        Number(s, "index"), Text(s, "codec_name")!, null, int.Parse(Text(s, "sample_rate")!), Number(s, "channels"), Text(s, "channel_layout"),
        Rational.Parse(Text(s, "time_base")), null, 0, Tag(s, "language"), Tag(s, "title"), false);

    private static SubtitleInfo Subtitle(JsonElement s) => new(Number(s, "index"), Text(s, "codec_name")!, true, Tag(s, "language"), null);

    private static string? Tag(JsonElement s, string name) => s.TryGetProperty("tags", out var tags) ? Text(tags, name) : null;

    private static string? Text(JsonElement s, string name) => s.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static int Number(JsonElement s, string name) => s.TryGetProperty(name, out var value) ? value.GetInt32() : 0;
}
