namespace ClipshareBox.Media.Time;

/// <summary>Between frame numbers on a constant rate and whole milliseconds.</summary>
/// <remarks>
/// A frame's start, 1001/30000 s say, is seldom a whole ms. A millisecond names the frame whose start rounds to it: a frame belongs to
/// [in, out) when its start, with half a ms of tolerance, does.
/// </remarks>
public static class FrameTime
{
    /// <summary>The start of a frame in ms, rounded half away from zero.</summary>
    /// <param name="frame">Frames from the start.</param>
    /// <param name="rate">Frames a second, known.</param>
    public static long ToMs(long frame, Rational rate) => Rational.MulDiv(frame, 1000 * rate.Den, rate.Num);

    /// <summary>The first frame whose start lies at or behind <paramref name="ms"/>, with half a ms of tolerance.</summary>
    /// <param name="ms">Milliseconds from the start, 0 or more.</param>
    /// <param name="rate">Frames a second, known.</param>
    public static long FirstFrameFrom(long ms, Rational rate)
    {
        if (ms <= 0)
            return 0;
        // n / rate >= (ms - 1/2) / 1000
        var above = (Int128)(2 * ms - 1) * rate.Num;
        var below = (Int128)2000 * rate.Den;
        return (long)((above + below - 1) / below);
    }
}
