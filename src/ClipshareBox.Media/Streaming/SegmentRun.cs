using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Streaming;

/// <summary>The times of a track's packets in a segment, in ticks from the content's start.</summary>
/// <param name="Pts">When each is shown, decode order.</param>
/// <param name="Dts">When each is decoded, ascending.</param>
/// <param name="End">The segment's end.</param>
internal sealed record SegmentRun(IReadOnlyList<long> Pts, IReadOnlyList<long> Dts, long End)
{
    /// <summary>Until the next one is decoded; the last one's lasts to the end of the segment.</summary>
    public long DurationOf(int packet) =>
        Math.Max(1, (packet + 1 < Dts.Count ? Dts[packet + 1] : End) - Dts[packet]);

    /// <summary>Works the times of a track out.</summary>
    public static SegmentRun Of(StreamTrack track, long startUs, long endUs, long originUs)
    {
        var scale = track.Format.Timescale;
        var origin = Ticks(originUs, scale);
        var (start, end) = (Ticks(startUs, scale), Ticks(endUs, scale));
        var pts = track.Packets.Select(p => Math.Max(0, p.Pts - origin)).ToArray();
        if (!track.Format.IsVideo)
            return new SegmentRun(pts, pts, pts.Length > 0 ? pts[^1] + Math.Max(1, track.Packets[^1].Duration) : end);
        // What is shown at the start is the first picture, also where it begins a little later: players count from it.
        if (pts.Length > 0)
            pts[0] = start;
        return new SegmentRun(pts, DecodeTimes(pts, start), end);
    }

    // The i-th smallest time of showing; pictures shown before the first one (leading ones) are squeezed in behind it.
    private static long[] DecodeTimes(long[] pts, long start)
    {
        var dts = pts.ToArray();
        Array.Sort(dts);
        for (var i = 0; i < dts.Length; i++)
            dts[i] = i == 0 ? start : Math.Max(dts[i], dts[i - 1] + 1);
        return dts;
    }

    private static long Ticks(long us, uint timescale) => Rational.MulDiv(us, timescale, 1_000_000);
}
