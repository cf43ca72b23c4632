using System.Text.Json.Serialization;

namespace ClipshareBox.Media.Probe;

/// <summary>What ffprobe prints with -of json, as far as it is read here. Any field may be missing.</summary>
internal sealed record ProbeDocument(
    ProbedFormat? Format,
    IReadOnlyList<ProbedStream>? Streams,
    IReadOnlyList<ProbedChapter>? Chapters,
    IReadOnlyList<ProbedSample>? PacketsAndFrames);

internal sealed record ProbedFormat(
    string? FormatName, string? StartTime, string? Duration, long? Size, IReadOnlyDictionary<string, string>? Tags);

internal sealed record ProbedStream(
    int Index,
    string? CodecType,
    string? CodecName,
    string? CodecTagString,
    string? Profile,
    long? Level,
    long? Width,
    long? Height,
    long? HasBFrames,
    string? PixFmt,
    long? BitsPerRawSample,
    string? SampleAspectRatio,
    string? FieldOrder,
    string? RFrameRate,
    string? AvgFrameRate,
    string? TimeBase,
    long? StartPts,
    long? BitRate,
    long? SampleRate,
    long? Channels,
    string? ChannelLayout,
    IReadOnlyDictionary<string, long>? Disposition,
    IReadOnlyDictionary<string, string>? Tags,
    IReadOnlyList<ProbedSideData>? SideDataList)
{
    /// <summary>"tv" or "pc".</summary>
    public string? ColorRange { get; init; }

    /// <summary>The matrix.</summary>
    public string? ColorSpace { get; init; }

    /// <summary>The transfer function.</summary>
    public string? ColorTransfer { get; init; }

    /// <summary>The primaries.</summary>
    public string? ColorPrimaries { get; init; }
}

internal sealed record ProbedChapter(string? StartTime, string? EndTime, IReadOnlyDictionary<string, string>? Tags);

/// <summary>A packet or a frame from the beginning of the file.</summary>
internal sealed record ProbedSample(
    string? Type, int? StreamIndex, long? InterlacedFrame, long? TopFieldFirst, IReadOnlyList<ProbedSideData>? SideDataList);

internal sealed record ProbedSideData(string? SideDataType)
{
    /// <summary>Counter-clockwise degrees of a display matrix.</summary>
    public long? Rotation { get; init; }

    /// <summary>Profile of a Dolby Vision configuration record.</summary>
    public long? DvProfile { get; init; }

    /// <summary>MaxCLL in cd/m².</summary>
    public long? MaxContent { get; init; }

    /// <summary>MaxFALL in cd/m².</summary>
    public long? MaxAverage { get; init; }

    // SMPTE ST 2086, fractions such as "34000/50000".
    public string? RedX { get; init; }
    public string? RedY { get; init; }
    public string? GreenX { get; init; }
    public string? GreenY { get; init; }
    public string? BlueX { get; init; }
    public string? BlueY { get; init; }
    public string? WhitePointX { get; init; }
    public string? WhitePointY { get; init; }
    public string? MinLuminance { get; init; }
    public string? MaxLuminance { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(LenientNumber)])]
[JsonSerializable(typeof(ProbeDocument))]
internal sealed partial class ProbeJson : JsonSerializerContext;
