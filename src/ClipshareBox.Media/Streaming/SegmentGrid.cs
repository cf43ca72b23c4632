namespace ClipshareBox.Media.Streaming;

/// <summary>Where a film is divided for streaming. Times in µs from the content's start.</summary>
/// <param name="StartsUs">Start of each segment, ascending; the first is 0.</param>
/// <param name="EndUs">End of the last one.</param>
public sealed record SegmentGrid(IReadOnlyList<long> StartsUs, long EndUs)
{
    /// <summary>The longest segment that is offered; between key frames further apart nobody wants to wait.</summary>
    public const long MostUs = 20_000_000;

    private const long LeastCopiedUs = 4_000_000;
    private const long LeastLastUs = 100_000;

    /// <summary>How many segments there are.</summary>
    public int Count => StartsUs.Count;

    /// <summary>End of a segment.</summary>
    public long EndOf(int number) => number + 1 < Count ? StartsUs[number + 1] : EndUs;

    /// <summary>Length of the longest segment.</summary>
    public long LongestUs => Enumerable.Range(0, Count).Max(n => EndOf(n) - StartsUs[n]);

    /// <summary>Divides at key frames, at least 4 s apart.</summary>
    /// <param name="keyFramesUs">Times of pictures at which decoding can begin, ascending.</param>
    /// <param name="endUs">The content's end.</param>
    /// <returns>Null when key frames are too rare.</returns>
    public static SegmentGrid? AtKeyFrames(IReadOnlyList<long> keyFramesUs, long endUs)
    {
        if (keyFramesUs.Count == 0 || keyFramesUs[0] > MostUs)
            return null;
        var starts = new List<long> { 0 };
        foreach (var key in keyFramesUs.Skip(1).Where(k => k < endUs - LeastLastUs))
        {
            if (key - starts[^1] >= LeastCopiedUs)
                starts.Add(key);
        }
        var grid = new SegmentGrid(starts, endUs);
        return endUs > 0 && grid.LongestUs <= MostUs ? grid : null;
    }

    /// <summary>Divides evenly at frames of the picture's rate, for pictures that are encoded anyway.</summary>
    /// <param name="info">The source.</param>
    /// <param name="lengthUs">Length of a segment; a frame more or less where the rate asks for it.</param>
    public static SegmentGrid Even(Probe.MediaInfo info, long lengthUs)
    {
        var endUs = Math.Max(1, info.DurationMs) * 1000;
        var starts = new List<long> { 0 };
        for (var wanted = lengthUs; wanted < endUs - LeastLastUs; wanted += lengthUs)
            starts.Add(FrameAtOrBehind(info, wanted));
        return new SegmentGrid(starts, endUs);
    }

    /// <summary>Divides where a server that converts the film says: it begins each segment with the first frame at or behind that instant.</summary>
    /// <param name="info">The source.</param>
    /// <param name="startsUs">Starts of the segments by the server's list, ascending; the first is 0.</param>
    public static SegmentGrid Served(Probe.MediaInfo info, IReadOnlyList<long> startsUs)
    {
        var endUs = Math.Max(1, info.DurationMs) * 1000;
        return new SegmentGrid([0, .. startsUs.Skip(1).Select(us => FrameAtOrBehind(info, us)).Where(us => us < endUs - LeastLastUs)], endUs);
    }

    /// <summary>Time of the first frame at or behind an instant, by the picture's nominal rate; both in µs from the content's start.</summary>
    internal static long FrameAtOrBehind(Probe.MediaInfo info, long us)
    {
        var rate = info.Video.FrameRate;
        if (!rate.IsKnown)
            return us;
        var firstUs = info.Video.StartPts is { } pts ? info.Video.TimeBase.Scale(pts * 1_000_000) - info.StartUs : 0;
        var ofFrame = rate.Den * 1_000_000;
        var frame = (long)(((Int128)Math.Max(0, us - firstUs) * rate.Num + ofFrame - 1) / ofFrame);
        return firstUs + Time.Rational.MulDiv(frame, ofFrame, rate.Num);
    }
}
