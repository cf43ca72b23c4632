using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Cutting;

/// <summary>The frames wanted, in ticks of a track: those whose start lies in [In, Out).</summary>
/// <remarks>
/// Both ends lie half a millisecond early, because a frame time such as 1001/30000 s is not a whole ms: a mark at 33 ms means the
/// frame that starts at 33.37 ms, and one at 34 ms too late by 0.63 ms does not. Never is a frame rate used to find a frame.
/// </remarks>
/// <param name="In">First tick inside.</param>
/// <param name="Out">First tick outside.</param>
/// <param name="Timescale">Ticks a second.</param>
internal readonly record struct CutWindow(long In, long Out, uint Timescale)
{
    private const int MicrosecondsPerSecond = 1_000_000;

    /// <summary>The window of marks in ms from the content's start, on the source's own clock.</summary>
    public static CutWindow Of(MediaInfo info, long inMs, long outMs, uint timescale)
    {
        var tolerance = Math.Max(1, timescale / 2000);
        return new CutWindow(
            Rational.MulDiv(inMs * 1000 + info.StartUs, timescale, MicrosecondsPerSecond) - tolerance,
            Rational.MulDiv(outMs * 1000 + info.StartUs, timescale, MicrosecondsPerSecond) - tolerance,
            timescale);
    }

    public bool Contains(long pts) => pts >= In && pts < Out;
}
