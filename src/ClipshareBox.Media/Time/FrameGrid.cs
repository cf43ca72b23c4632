namespace ClipshareBox.Media.Time;

/// <summary>A constant-rate grid found in presentation times that a container rounded (Matroska: to whole ms).</summary>
/// <remarks>
/// Only where every time lies within 1 ms of one rational grid is the source constant-rate. Then the grid is written, not the
/// rounded times: editors and playout take the jitter of 41, 42, 42 ms for a variable rate.
/// </remarks>
public sealed class FrameGrid
{
    private readonly long _origin;
    private readonly Int128 _ticksNum;
    private readonly Int128 _ticksDen;

    private FrameGrid(long origin, Rational ticksPerFrame, long shift)
    {
        Shift = shift;
        _origin = origin;
        _ticksNum = ticksPerFrame.Num;
        _ticksDen = ticksPerFrame.Den;
    }

    /// <summary>How far the grid as a whole lies behind the first time, in ticks: the middle of the rounding errors.</summary>
    public long Shift { get; }

    /// <summary>The slot of a time, counted from the first frame.</summary>
    /// <param name="pts">Time in ticks of the source's timescale.</param>
    public long SlotOf(long pts)
    {
        var scaled = (Int128)(pts - _origin) * _ticksDen;
        return (long)(scaled >= 0 ? (scaled + _ticksNum / 2) / _ticksNum : -((-scaled + _ticksNum / 2) / _ticksNum));
    }

    /// <summary>Looks for the grid of <paramref name="rate"/> in the times.</summary>
    /// <param name="sortedPts">Presentation times in ticks, ascending.</param>
    /// <param name="timescale">Ticks a second.</param>
    /// <param name="rate">Nominal frames a second.</param>
    /// <returns>Null when a time lies off the grid, or two times in one slot: the source has a variable rate.</returns>
    public static FrameGrid? Find(IReadOnlyList<long> sortedPts, uint timescale, Rational rate)
    {
        if (sortedPts.Count == 0 || !rate.IsKnown)
            return null;
        var grid = new FrameGrid(sortedPts[0], new Rational(timescale * rate.Den, rate.Num), shift: 0);
        var (low, high) = (0L, 0L);
        long last = -1;
        foreach (var pts in sortedPts)
        {
            var slot = grid.SlotOf(pts);
            if (slot <= last)
                return null;
            last = slot;
            var deviation = pts - sortedPts[0] - Rational.MulDiv(slot, timescale * rate.Den, rate.Num);
            (low, high) = (Math.Min(low, deviation), Math.Max(high, deviation));
        }
        // All within 1 ms of one grid: their deviations span at most 2 ms, but rounding to whole ms spans only one.
        var limit = Math.Max(1, timescale / 1000) + 1;
        return high - low <= limit
            ? new FrameGrid(sortedPts[0], new Rational(timescale * rate.Den, rate.Num), (low + high) / 2)
            : null;
    }
}
