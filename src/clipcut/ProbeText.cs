using System.Globalization;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Time;

namespace Clipcut;

/// <summary>A probe's facts for people.</summary>
internal static class ProbeText
{
    public static string Of(MediaInfo info, string name)
    {
        var sheet = new Sheet()
            .Add("file", name)
            .Add("title", info.Title)
            .Add("format", $"{info.Format}, {Sheet.Bytes(info.SizeBytes)}")
            .Add("length", info.DurationMs > 0 ? Sheet.Clock(info.DurationMs) : "not known")
            .Add("starts", info.StartUs == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"at {info.StartUs / 1e6:0.######} s"))
            .Add("timecode", info.StartTimecode)
            .Add("video", Video(info.Video))
            .Add("colour", Colour(info.Video.Colour));
        for (var i = 0; i < info.Audio.Count; i++)
            sheet.Add($"audio {i}", Audio(info.Audio[i]));
        foreach (var (subtitle, i) in info.Subtitles.Select((s, i) => (s, i)))
            sheet.Add($"subtitle {i}", Join(subtitle.Codec, subtitle.IsText ? "text" : "pictures", subtitle.Language, subtitle.Title));
        foreach (var (chapter, i) in info.Chapters.Select((c, i) => (c, i)))
            sheet.Add($"chapter {i + 1}", $"{Sheet.Clock(chapter.StartMs)} {chapter.Title}");
        return sheet.ToString();
    }

    private static string Video(VideoInfo video) => Join(
        video.Profile is null ? video.Codec : $"{video.Codec} ({video.Profile})",
        $"{video.Width}x{video.Height}",
        video.SampleAspect == new Rational(1, 1) ? null : $"pixels {video.SampleAspect.Num}:{video.SampleAspect.Den}",
        video.Rotation == 0 ? null : $"turned {video.Rotation} degrees",
        Rate(video),
        video.FieldOrder switch
        {
            FieldOrder.TopFirst => "interlaced, top field first",
            FieldOrder.BottomFirst => "interlaced, bottom field first",
            _ => null,
        },
        video.PixelFormat,
        KilobitRate(video.BitRate));

    private static string Rate(VideoInfo video)
    {
        if (!video.FrameRate.IsKnown)
            return "no rate stated";
        var exact = video.FrameRate.Den == 1 ? "" : $" ({video.FrameRate})";
        var variable = video.MayBeVariableRate ? ", perhaps variable" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{video.FrameRate.ToDouble():0.###} frames/s{exact}{variable}");
    }

    private static string Colour(ColourInfo colour) => Join(
        colour.DynamicRange switch
        {
            DynamicRange.Hdr10 => "HDR10",
            DynamicRange.Hlg => "HLG",
            _ => null,
        },
        colour.Primaries, colour.Transfer, colour.Matrix, colour.Range,
        colour.MaxContentLight is { } light ? $"content light {light}" : null);

    private static string Audio(AudioInfo audio) => Join(
        audio.Codec,
        audio.Layout ?? $"{audio.Channels} channels",
        $"{audio.SampleRate} Hz",
        KilobitRate(audio.BitRate),
        audio.Language,
        audio.Title,
        audio.IsDefault ? "default" : null);

    private static string? KilobitRate(long bitRate) => bitRate > 0 ? $"{bitRate / 1000} kbit/s" : null;

    private static string Join(params IEnumerable<string?> parts) => string.Join(", ", parts.Where(p => !string.IsNullOrEmpty(p)));
}
