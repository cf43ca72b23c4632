using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Probe;

/// <summary>Everything the cutter needs to know of a piece of media. Immutable; the caller keeps it and passes it to every cut.</summary>
/// <param name="Format">ffprobe's name of the container, such as "mov,mp4,m4a,3gp,3g2,mj2" or "matroska,webm".</param>
/// <param name="StartUs">Presentation time of the content's first instant in microseconds (ffmpeg's format.start_time); milliseconds of marks count from here.</param>
/// <param name="DurationMs">Length in ms, 0 when not known.</param>
/// <param name="Video">The first real video stream (never a cover picture).</param>
/// <param name="Audio">Audio streams in file order.</param>
/// <param name="Subtitles">Subtitle streams in file order.</param>
/// <param name="Chapters">Chapters, times in ms from the content's start.</param>
/// <param name="Title">The container's title tag, or null.</param>
/// <param name="SizeBytes">Size of the file in bytes, 0 when not known.</param>
public sealed record MediaInfo(
    string Format,
    long StartUs,
    long DurationMs,
    VideoInfo Video,
    IReadOnlyList<AudioInfo> Audio,
    IReadOnlyList<SubtitleInfo> Subtitles,
    IReadOnlyList<ChapterInfo> Chapters,
    string? Title,
    long SizeBytes)
{
    /// <summary>Timecode of the first frame as the file states it (HH:MM:SS:FF, or HH:MM:SS;FF for drop-frame), or null.</summary>
    public string? StartTimecode { get; init; }

    /// <summary>True for MP4, MOV and their kin.</summary>
    public bool IsMp4 => Format.Contains("mp4", StringComparison.Ordinal);

    /// <summary>True for Matroska and WebM.</summary>
    public bool IsMatroska => Format.Contains("matroska", StringComparison.Ordinal);

    /// <summary>True for MPEG transport streams.</summary>
    public bool IsTransportStream => Format == "mpegts";
}

/// <summary>How a picture's lines were taken and stored.</summary>
public enum FieldOrder
{
    /// <summary>Not stated.</summary>
    Unknown,

    /// <summary>Whole pictures.</summary>
    Progressive,

    /// <summary>Interlaced, top field first.</summary>
    TopFirst,

    /// <summary>Interlaced, bottom field first.</summary>
    BottomFirst,
}

/// <summary>The dynamic range of a picture.</summary>
public enum DynamicRange
{
    /// <summary>Standard.</summary>
    Sdr,

    /// <summary>SMPTE ST 2084 (PQ), with or without ST 2086 metadata.</summary>
    Hdr10,

    /// <summary>ARIB STD-B67 (hybrid log-gamma).</summary>
    Hlg,
}

/// <summary>A video stream.</summary>
/// <param name="Index">Stream index in the file.</param>
/// <param name="Codec">ffmpeg's codec name: h264, hevc, mpeg2video, vp9, av1…</param>
/// <param name="Profile">Profile as ffprobe names it, or null.</param>
/// <param name="Level">Codec level number as in the bitstream, 0 when not known.</param>
/// <param name="Width">Coded picture width in px.</param>
/// <param name="Height">Coded picture height in px.</param>
/// <param name="PixelFormat">ffmpeg's pixel format, such as yuv420p10le.</param>
/// <param name="BitDepth">Bits a sample, 8 to 16.</param>
/// <param name="FrameRate">The nominal rate in frames a second: exact, never a decimal; of frames, not fields. Unknown only when the file tells nothing.</param>
/// <param name="AverageRate">The average rate over the file; differs from <paramref name="FrameRate"/> in variable-rate files.</param>
/// <param name="TimeBase">Seconds a tick of the stream's timestamps.</param>
/// <param name="StartPts">First presentation time in ticks, or null.</param>
/// <param name="SampleAspect">Width to height of one px; 1/1 when not stated.</param>
/// <param name="Rotation">Clockwise rotation for display in degrees: 0, 90, 180 or 270.</param>
/// <param name="Colour">Colour description.</param>
/// <param name="FieldOrder">Line structure.</param>
/// <param name="BitRate">Bits a second, 0 when not known.</param>
/// <param name="ReorderFrames">Frames of reordering the decoder needs (has_b_frames).</param>
public sealed record VideoInfo(
    int Index,
    string Codec,
    string? Profile,
    int Level,
    int Width,
    int Height,
    string PixelFormat,
    int BitDepth,
    Rational FrameRate,
    Rational AverageRate,
    Rational TimeBase,
    long? StartPts,
    Rational SampleAspect,
    int Rotation,
    ColourInfo Colour,
    FieldOrder FieldOrder,
    long BitRate,
    int ReorderFrames)
{
    /// <summary>True when the picture is stored as two fields.</summary>
    public bool IsInterlaced => FieldOrder is FieldOrder.TopFirst or FieldOrder.BottomFirst;

    /// <summary>A hint, not a proof: the average rate is over half a per cent off the nominal one. The frames' times tell for certain.</summary>
    public bool MayBeVariableRate =>
        AverageRate.IsKnown && FrameRate.IsKnown && Math.Abs(AverageRate.ToDouble() / FrameRate.ToDouble() - 1) > 0.005;

    /// <summary>Dolby Vision profile (5, 7, 8…), or null; profile 5 has no picture that other decoders show right.</summary>
    public int? DolbyVisionProfile { get; init; }
}

/// <summary>Colour of a picture in ffmpeg's words (ITU-T H.273), each null when not stated.</summary>
/// <param name="Range">"tv" (limited) or "pc" (full).</param>
/// <param name="Primaries">For example bt709, bt2020.</param>
/// <param name="Transfer">For example bt709, smpte2084, arib-std-b67.</param>
/// <param name="Matrix">For example bt709, bt2020nc.</param>
/// <param name="DynamicRange">Standard, HDR10 or HLG, told by the transfer function.</param>
/// <param name="MasteringDisplay">SMPTE ST 2086 metadata in x265's notation "G(x,y)B(x,y)R(x,y)WP(x,y)L(max,min)", or null.</param>
/// <param name="MaxContentLight">Content light levels "MaxCLL,MaxFALL" in cd/m², or null.</param>
public sealed record ColourInfo(
    string? Range,
    string? Primaries,
    string? Transfer,
    string? Matrix,
    DynamicRange DynamicRange,
    string? MasteringDisplay,
    string? MaxContentLight);

/// <summary>An audio stream.</summary>
/// <param name="Index">Stream index in the file.</param>
/// <param name="Codec">ffmpeg's codec name: aac, ac3, eac3, mp3, flac, opus, pcm_s16le, dts, truehd…</param>
/// <param name="Profile">Profile as ffprobe names it, or null.</param>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Channels">Number of channels.</param>
/// <param name="Layout">Channel layout such as stereo or 5.1(side), or null.</param>
/// <param name="TimeBase">Seconds a tick of the stream's timestamps.</param>
/// <param name="StartPts">First presentation time in ticks, or null.</param>
/// <param name="BitRate">Bits a second, 0 when not known.</param>
/// <param name="Language">ISO 639-2 code, or null.</param>
/// <param name="Title">The track's title, or null.</param>
/// <param name="IsDefault">True when the file marks it as the default track.</param>
public sealed record AudioInfo(
    int Index,
    string Codec,
    string? Profile,
    int SampleRate,
    int Channels,
    string? Layout,
    Rational TimeBase,
    long? StartPts,
    long BitRate,
    string? Language,
    string? Title,
    bool IsDefault);

/// <summary>A subtitle stream.</summary>
/// <param name="Index">Stream index in the file.</param>
/// <param name="Codec">ffmpeg's codec name: subrip, ass, mov_text, webvtt, hdmv_pgs_subtitle…</param>
/// <param name="IsText">True when it is text and not pictures.</param>
/// <param name="Language">ISO 639-2 code, or null.</param>
/// <param name="Title">The track's title, or null.</param>
public sealed record SubtitleInfo(int Index, string Codec, bool IsText, string? Language, string? Title);

/// <summary>A chapter.</summary>
/// <param name="StartMs">First instant in ms from the content's start.</param>
/// <param name="EndMs">Instant behind its end in ms from the content's start.</param>
/// <param name="Title">Its name, or null.</param>
public sealed record ChapterInfo(long StartMs, long EndMs, string? Title);
