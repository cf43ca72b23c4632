namespace ClipshareBox.Media.Time;

/// <summary>Finds the even spacing of audio packets in times that a container rounded.</summary>
internal static class SoundGrid
{
    // Samples a packet: AAC, AC-3 and E-AC-3, MP3, Opus (2.5 to 60 ms), FLAC and HE-AAC in their usual block sizes.
    private static readonly int[] UsualSizes =
        [1024, 1536, 1152, 960, 2048, 4096, 4608, 576, 480, 240, 120, 1920, 2880, 256, 512, 768];

    /// <summary>Even times for the packets, or the given ones where they are not evenly spaced within 1 ms.</summary>
    /// <param name="pts">Times in ticks, ascending.</param>
    /// <param name="timescale">Ticks a second.</param>
    /// <returns>Times, strictly ascending.</returns>
    public static long[] Even(IReadOnlyList<long> pts, uint timescale)
    {
        if (pts.Count < 3)
            return Ascending(pts);
        var mean = (long)Math.Round((pts[^1] - pts[0]) / (double)(pts.Count - 1));
        var limit = timescale / 1000 + 2;
        var best = (Span: long.MaxValue, Size: 0L, Low: 0L);
        foreach (var size in UsualSizes.Select(s => (long)s).Append(mean).Distinct())
        {
            var (low, high) = Deviation(pts, size);
            if (high - low < best.Span)
                best = (high - low, size, low);
        }
        if (best.Span > limit || best.Size <= 0)
            return Ascending(pts);
        var origin = pts[0] + best.Low + best.Span / 2;
        return [.. Enumerable.Range(0, pts.Count).Select(i => origin + i * best.Size)];
    }

    private static (long Low, long High) Deviation(IReadOnlyList<long> pts, long size)
    {
        var (low, high) = (0L, 0L);
        for (var i = 0; i < pts.Count; i++)
        {
            var deviation = pts[i] - pts[0] - i * size;
            (low, high) = (Math.Min(low, deviation), Math.Max(high, deviation));
        }
        return (low, high);
    }

    private static long[] Ascending(IReadOnlyList<long> pts)
    {
        var times = pts.ToArray();
        for (var i = 1; i < times.Length; i++)
            times[i] = Math.Max(times[i], times[i - 1] + 1);
        return times;
    }
}
