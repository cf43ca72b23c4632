using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Probe;

/// <summary>Chooses the rate on which frames are numbered from the two that ffprobe offers.</summary>
/// <remarks>
/// r_frame_rate is the lowest rate that has a tick at each timestamp: exact for a constant rate, but doubled where fields are counted,
/// and anything up to 90000 where the rate varies. avg_frame_rate is frames by duration: true on average, off by a hair where the last
/// frame's duration or a timestamp was rounded.
/// </remarks>
internal static class NominalRate
{
    // Above it no camera works; a "rate" there is the container's clock.
    private const double Highest = 300;

    private static readonly Rational[] Usual =
    [
        new(10, 1), new(12, 1), new(25, 2), new(15000, 1001), new(15, 1), new(20, 1), new(24000, 1001), new(24, 1), new(25, 1),
        new(30000, 1001), new(30, 1), new(48000, 1001), new(48, 1), new(50, 1), new(60000, 1001), new(60, 1), new(100, 1),
        new(120000, 1001), new(120, 1), new(240000, 1001), new(240, 1),
    ];

    /// <param name="lowest">r_frame_rate, or unknown.</param>
    /// <param name="average">avg_frame_rate, or unknown.</param>
    /// <param name="interlaced">True when the picture is stored as fields.</param>
    /// <returns>A rate in frames a second; unknown only when both are.</returns>
    public static Rational Choose(Rational lowest, Rational average, bool interlaced)
    {
        if (!Plausible(average))
            return Plausible(lowest) ? lowest : default;
        if (!Plausible(lowest))
            return UsualNear(average);
        if (Near(lowest, average, 0.0003))
            return lowest;
        var frames = new Rational(lowest.Num, lowest.Den * 2);
        if (interlaced && Near(frames, average, 0.01))
            return frames;
        // Frames by duration hits one of these to the digit only when each frame has that duration.
        if (Usual.Contains(average))
            return average;
        return lowest.ToDouble() <= 62 && lowest > average ? lowest : UsualNear(average);
    }

    private static bool Plausible(Rational rate) => rate.IsKnown && rate.ToDouble() is >= 1 and <= Highest;

    private static bool Near(Rational a, Rational b, double tolerance) => Math.Abs(a.ToDouble() / b.ToDouble() - 1) <= tolerance;

    // An average of 29.87 is a camera's 29.97 with frames left out: the next usual rate up leaves each frame a number of its own.
    private static Rational UsualNear(Rational average)
    {
        foreach (var rate in Usual)
        {
            if (Near(rate, average, 0.0005))
                return rate;
        }
        return Usual.FirstOrDefault(rate => rate > average, average);
    }
}
