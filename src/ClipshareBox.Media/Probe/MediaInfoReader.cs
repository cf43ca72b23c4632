using System.Globalization;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Probe;

/// <summary>Makes the typed facts from what ffprobe printed.</summary>
internal sealed class MediaInfoReader(ProbeDocument document, ProbeFailures failures)
{
    private static readonly string[] EncryptedTags = ["encv", "enca", "drmi", "drms", "p608"];

    private static readonly string[] TextCodecs =
        ["subrip", "srt", "ass", "ssa", "mov_text", "webvtt", "text", "ttml", "microdvd", "subviewer", "sami", "realtext", "jacosub"];

    private readonly IReadOnlyList<ProbedStream> _streams = document.Streams ?? [];
    private readonly IReadOnlyList<ProbedSample> _samples = document.PacketsAndFrames ?? [];

    public MediaInfo Read()
    {
        if (IsEncrypted())
            throw failures.Encrypted();
        var video = _streams.FirstOrDefault(IsMovingPicture) ?? throw WithoutVideo();
        if (video is not { Width: > 0, Height: > 0, PixFmt: not null, CodecName: not (null or "unknown" or "none") })
            throw failures.NoPicture();
        var format = document.Format!; // the prober does not come here without
        var startUs = Microseconds(format.StartTime) ?? 0;
        return new MediaInfo(
            format.FormatName ?? "",
            startUs,
            ((Microseconds(format.Duration) ?? 0) + 500) / 1000,
            new VideoInfoReader(video, _samples).Read(),
            [.. _streams.Where(s => s.CodecType == "audio").Select(ReadAudio)],
            [.. _streams.Where(s => s.CodecType == "subtitle").Select(ReadSubtitle)],
            [.. (document.Chapters ?? []).Select(chapter => ReadChapter(chapter, startUs))],
            Tag(format.Tags, "title"),
            Math.Max(0, format.Size ?? 0))
        {
            StartTimecode = StartTimecode(video, format),
        };
    }

    private MediaException WithoutVideo()
    {
        if (_streams.Any(s => s.CodecType == "audio" && s.SampleRate > 0))
            return failures.NoVideo();
        return _streams.Any(s => s.CodecType is "audio" or "video" or "data") ? failures.NoPicture() : failures.Empty();
    }

    // A cover in a music file is a "video" of one picture.
    private static bool IsMovingPicture(ProbedStream stream) =>
        stream.CodecType == "video" && !Disposed(stream, "attached_pic") && !Disposed(stream, "timed_thumbnails");

    // ffprobe shows the codec under the protection where it can; then only the packets tell.
    private bool IsEncrypted() =>
        _streams.Any(s => EncryptedTags.Contains(s.CodecTagString) || Tells(s.SideDataList, "Encryption"))
        || _samples.Any(s => Tells(s.SideDataList, "Encryption"));

    private static bool Tells(IReadOnlyList<ProbedSideData>? list, string type) =>
        list?.Any(d => d.SideDataType?.StartsWith(type, StringComparison.Ordinal) == true) == true;

    private static AudioInfo ReadAudio(ProbedStream stream) => new(
        stream.Index,
        stream.CodecName ?? "unknown",
        stream.Profile,
        (int)(stream.SampleRate ?? 0),
        (int)(stream.Channels ?? 0),
        stream.ChannelLayout is null or "unknown" ? null : stream.ChannelLayout,
        Rational.Parse(stream.TimeBase),
        stream.StartPts,
        stream.BitRate ?? 0,
        Language(stream),
        Tag(stream.Tags, "title"),
        Disposed(stream, "default"));

    private static SubtitleInfo ReadSubtitle(ProbedStream stream) => new(
        stream.Index,
        stream.CodecName ?? "unknown",
        TextCodecs.Contains(stream.CodecName),
        Language(stream),
        Tag(stream.Tags, "title"));

    private static ChapterInfo ReadChapter(ProbedChapter chapter, long startUs) => new(
        FromStart(chapter.StartTime, startUs), FromStart(chapter.EndTime, startUs), Tag(chapter.Tags, "title"));

    private static long FromStart(string? time, long startUs) =>
        Math.Max(0, Rational.MulDiv((Microseconds(time) ?? 0) - startUs, 1, 1000));

    // MOV keeps it in a track of its own, MXF and Matroska in the picture's or the file's tags.
    private string? StartTimecode(ProbedStream video, ProbedFormat format) =>
        Tag(video.Tags, "timecode")
        ?? Tag(format.Tags, "timecode")
        ?? _streams.Where(s => s.CodecType == "data").Select(s => Tag(s.Tags, "timecode")).FirstOrDefault(t => t is not null);

    private static string? Language(ProbedStream stream) => Tag(stream.Tags, "language") is { } tag and not "und" ? tag : null;

    private static bool Disposed(ProbedStream stream, string name) => stream.Disposition?.GetValueOrDefault(name) == 1;

    private static string? Tag(IReadOnlyDictionary<string, string>? tags, string name)
    {
        var value = tags?.FirstOrDefault(tag => tag.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    private static long? Microseconds(string? seconds) =>
        decimal.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && Math.Abs(value) < 1_000_000_000_000m
            ? (long)Math.Round(value * 1_000_000m, MidpointRounding.AwayFromZero)
            : null;
}
