namespace ClipshareBox.Media.Cutting.Ending;

/// <summary>Finds pictures that are shown behind ones that were not written yet: their times leave a hole that the film's rhythm does not have.</summary>
internal static class TimeHoles
{
    private const int LeastSteps = 4; // fewer show no rhythm

    /// <summary>The time of the first picture behind a hole, or null.</summary>
    /// <param name="decodeOrder">Times of the last pictures in decode order, from a random access point on, in ticks.</param>
    /// <param name="timescale">Ticks a second.</param>
    /// <remarks>
    /// Pictures shown late are decoded early. Only those at the end that may still wait for others are looked at, and only where all
    /// before them are evenly spaced: at a variable rate nobody can tell a hole from a long frame.
    /// </remarks>
    public static long? FirstBehind(IReadOnlyList<long> decodeOrder, uint timescale)
    {
        var settled = SettledCount(decodeOrder);
        var before = decodeOrder.Take(settled).Order().ToList();
        if (before.Count <= LeastSteps)
            return null;
        var steps = before.Zip(before.Skip(1), (a, b) => b - a).ToList();
        var rounding = Math.Max(1, timescale / 500); // whole ms at both ends
        if (!steps.TrueForAll(step => IsEven(step, steps.Min(), rounding)))
            return null;
        var last = before[^1];
        foreach (var pts in decodeOrder.Skip(settled).Order())
        {
            if (pts - last > steps.Max() + (steps.Max() / 2))
                return pts;
            last = pts;
        }
        return null;
    }

    // Or half as long again: a film at 24 frames a second is sent as 60 fields, two and three a frame in turn.
    private static bool IsEven(long step, long least, long rounding) =>
        step - least <= rounding || Math.Abs((2 * step) - (3 * least)) <= rounding;

    // The longest part, short of all, that is a prefix both in decode order and in display order: nothing can come between any more.
    private static int SettledCount(IReadOnlyList<long> pts)
    {
        var smallestBehind = new long[pts.Count + 1];
        smallestBehind[^1] = long.MaxValue;
        for (var i = pts.Count - 1; i >= 0; i--)
            smallestBehind[i] = Math.Min(smallestBehind[i + 1], pts[i]);
        var (settled, largest) = (0, long.MinValue);
        for (var i = 0; i < pts.Count - 1; i++)
        {
            largest = Math.Max(largest, pts[i]);
            if (largest < smallestBehind[i + 1])
                settled = i + 1;
        }
        return settled;
    }
}
