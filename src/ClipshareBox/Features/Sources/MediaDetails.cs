using ClipshareBox.Media.Probe;

namespace ClipshareBox.Features.Sources;

/// <summary>A content with all that is known of it. What the probe finds is null until it has been there.</summary>
public sealed record MediaDetails
{
    /// <summary>Its name to clients, opaque to them.</summary>
    public required string ContentKey { get; init; }

    /// <summary>Title as people know it.</summary>
    public required string Title { get; init; }

    /// <summary>Year of the work, or null.</summary>
    public int? Year { get; init; }

    /// <summary>movie.</summary>
    public required string Type { get; init; }

    /// <summary>Length in ms.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Nominal rate in frames a second, exact.</summary>
    public Fraction? FrameRate { get; init; }

    /// <summary>True where its frames seem to have no even length: which one a video shows at a moment is then best told by <c>frame.jpg</c>.</summary>
    public bool? VariableRate { get; init; }

    /// <summary>Width of the coded picture in px.</summary>
    public int? Width { get; init; }

    /// <summary>Height of the coded picture in px.</summary>
    public int? Height { get; init; }

    /// <summary>Timecode of the first frame as the file states it, or null.</summary>
    public string? StartTimecode { get; init; }

    /// <summary>Picture, sound and subtitles in the order of the file.</summary>
    public IReadOnlyList<StreamDetails> Streams { get; init; } = [];

    /// <summary>Chapters in order.</summary>
    public IReadOnlyList<ChapterDetails> Chapters { get; init; } = [];

    /// <summary>Address of a picture from it.</summary>
    public string? PosterUrl { get; init; }

    /// <summary>The source.</summary>
    public required string SourceId { get; init; }

    /// <summary>Folder within the source, empty at its top.</summary>
    public required string Folder { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>False while the file or its source is away.</summary>
    public required bool Available { get; init; }

    /// <summary>Why it can't be played or cut, or null.</summary>
    public string? Fault { get; init; }
}

/// <summary>An exact fraction.</summary>
/// <param name="Num">Numerator.</param>
/// <param name="Den">Denominator, positive.</param>
public sealed record Fraction(long Num, long Den);

/// <summary>A stream of a content.</summary>
/// <param name="Index">Its number in the file.</param>
/// <param name="Type">video, audio or subtitle.</param>
/// <param name="Codec">ffmpeg's name of the codec.</param>
public sealed record StreamDetails(int Index, string Type, string Codec)
{
    /// <summary>Profile of the codec, or null.</summary>
    public string? Profile { get; init; }

    /// <summary>Width in px, of pictures.</summary>
    public int? Width { get; init; }

    /// <summary>Height in px, of pictures.</summary>
    public int? Height { get; init; }

    /// <summary>Frames a second, of pictures.</summary>
    public Fraction? FrameRate { get; init; }

    /// <summary>True for two fields a picture.</summary>
    public bool? Interlaced { get; init; }

    /// <summary>sdr, hdr10 or hlg, of pictures.</summary>
    public string? DynamicRange { get; init; }

    /// <summary>Channels, of sound.</summary>
    public int? Channels { get; init; }

    /// <summary>Layout of the channels, or null.</summary>
    public string? Layout { get; init; }

    /// <summary>Samples a second, of sound.</summary>
    public int? SampleRate { get; init; }

    /// <summary>Bits a second; null where not stated.</summary>
    public long? BitRate { get; init; }

    /// <summary>ISO 639-2 code, or null.</summary>
    public string? Language { get; init; }

    /// <summary>The track's title, or null.</summary>
    public string? Title { get; init; }

    /// <summary>The streams of probed media.</summary>
    internal static IReadOnlyList<StreamDetails> Of(MediaInfo info) =>
        [.. info.Audio.Select(Of).Concat(info.Subtitles.Select(Of)).Append(Of(info.Video)).OrderBy(s => s.Index)];

    private static StreamDetails Of(VideoInfo video) => new(video.Index, "video", video.Codec)
    {
        Profile = video.Profile,
        Width = video.Width,
        Height = video.Height,
        FrameRate = video.FrameRate.IsKnown ? new Fraction(video.FrameRate.Num, video.FrameRate.Den) : null,
        Interlaced = video.IsInterlaced,
        DynamicRange = video.Colour.DynamicRange.ToString().ToLowerInvariant(),
        BitRate = Stated(video.BitRate),
    };

    private static StreamDetails Of(AudioInfo audio) => new(audio.Index, "audio", audio.Codec)
    {
        Profile = audio.Profile,
        Channels = audio.Channels,
        Layout = audio.Layout,
        SampleRate = audio.SampleRate,
        BitRate = Stated(audio.BitRate),
        Language = audio.Language,
        Title = audio.Title,
    };

    private static StreamDetails Of(SubtitleInfo subtitle) => new(subtitle.Index, "subtitle", subtitle.Codec)
    {
        Language = subtitle.Language,
        Title = subtitle.Title,
    };

    private static long? Stated(long bitRate) => bitRate > 0 ? bitRate : null;
}

/// <summary>A chapter.</summary>
/// <param name="StartMs">First instant in ms from the content's start.</param>
/// <param name="EndMs">Instant behind its end.</param>
/// <param name="Title">Its name, or null.</param>
public sealed record ChapterDetails(long StartMs, long EndMs, string? Title);
