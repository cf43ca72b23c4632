using ClipshareBox.Media.Cutting.Ending;
using ClipshareBox.Media.Isom.Read;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Cutting;

/// <summary>A source as one cut sees it: its facts, and readers that start where they are told.</summary>
/// <param name="open">The opened source.</param>
/// <param name="info">What it is.</param>
/// <param name="index">Its own index where it is an MP4 that we read ourselves; null lets ffmpeg read it.</param>
/// <param name="tools">The tools.</param>
/// <param name="clock">The clock of all time limits.</param>
internal sealed class CutSource(OpenSource open, MediaInfo info, Mp4Index? index, MediaTools tools, TimeProvider clock)
{
    // A cue that stands at IN began before it.
    private const int LongestCueMs = 10_000;

    private readonly MediaException? _faultBefore = open.Fault;
    private readonly Lock _lock = new();
    private readonly List<FfmpegPacketReader> _readers = [];

    /// <summary>A source with its index, where it has one that we read.</summary>
    /// <exception cref="MediaException">The index is cut off, or the source failed.</exception>
    public static async Task<CutSource> OfAsync(OpenSource open, MediaInfo info, MediaTools tools, TimeProvider clock, CancellationToken ct) =>
        new(open, info, info.IsMp4 ? await open.Mp4IndexAsync(ct) : null, tools, clock);

    public OpenSource Open => open;

    public MediaInfo Info => info;

    public MediaTools Tools => tools;

    public TimeProvider Clock => clock;

    /// <summary>Where the source ends, once that was looked for and lies before OUT.</summary>
    public SourceEnd? End { get; set; }

    /// <summary>Start of the frame behind the last one; null where the source ends, for what lies there in part does not say how long the last one lasts.</summary>
    public long? NextPts(long? found) => End is null ? found : null;

    /// <summary>Why a remote source could not be read on in this cut, or null. ffmpeg takes a source that is lost for one that ends.</summary>
    public MediaException? Lost => open.Fault is { } fault && !ReferenceEquals(fault, _faultBefore) ? fault : null;

    /// <summary>True when an index of our own lists every picture: then the file was written to its end.</summary>
    public bool HasWholeIndex => index is not null && index.WhyNot(info.Video.Index) is null;

    /// <summary>The index of the pictures, where it is our own.</summary>
    public (TrackFormat Format, SampleTable Samples)? VideoSamples =>
        HasWholeIndex && index!.Tracks[info.Video.Index] is { Format: { } format, Samples: { } samples } ? (format, samples) : null;

    /// <summary>True when the source became longer since it was probed: what the probe said of its length is out of date.</summary>
    public bool HasGrown => info.SizeBytes > 0 && open.Bytes.Length > info.SizeBytes;

    /// <summary>Bytes that ffmpeg handed over from a local file; those of a remote source are counted where they arrive.</summary>
    public long DemuxedBytes
    {
        get
        {
            lock (_lock)
                return open.Source.IsRemote ? 0 : _readers.Sum(r => r.Bytes);
        }
    }

    /// <summary>The frames between marks in ms from the content's start; none behind the end that the file's own edit list sets.</summary>
    public CutWindow Window(long inMs, long outMs, uint timescale)
    {
        var window = CutWindow.Of(info, inMs, outMs, timescale);
        return HasWholeIndex
            ? window with { Out = Math.Min(window.Out, index!.Tracks[info.Video.Index].ShownTo) } // there, as HasWholeIndex says
            : window;
    }

    /// <summary>A reader that starts at the key frame before an instant, by the container's word.</summary>
    /// <param name="fromMs">Instant in ms from the content's start.</param>
    /// <param name="further">Sound and text to be read with it.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IPacketReader> OpenReaderAsync(long fromMs, TrackPicks further, CancellationToken ct)
    {
        var audio = further.Audio;
        if (index is not null && further.Text.Count == 0 && !audio.Any(a => a.Encode) && index.WhyNot([info.Video.Index, .. audio.Select(a => a.Info.Index)]) is null)
        {
            var timescale = index.Tracks[info.Video.Index].Format!.Timescale; // there, as WhyNot says
            var from = Rational.MulDiv(fromMs * 1000 + info.StartUs, timescale, 1_000_000);
            return Mp4PacketReader.Open(index, open.Bytes, info.Video.Index, [.. audio.Select(a => a.Info.Index)], from);
        }
        var fromUs = (further.Text.Count > 0 ? fromMs - LongestCueMs : fromMs) * 1000;
        var reader = await FfmpegPacketReader.OpenAsync(tools.Ffmpeg, open, info, fromUs, further, clock, ct);
        lock (_lock)
            _readers.Add(reader);
        return reader;
    }
}
