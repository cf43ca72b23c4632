using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Cutting.Ending;

/// <summary>Where the pictures of a source end, as far as it was written when it was looked at.</summary>
/// <param name="LastUs">Start of the last picture that is whole and has all before it, in µs on the source's clock.</param>
/// <param name="IsOpen">True when more was begun behind it: a picture that is there in part, or one that waits for others.</param>
internal sealed record SourceEnd(long LastUs, bool IsOpen)
{
    private const int BehindMs = 2; // whatever was rounded; no two frames lie so close

    /// <summary>The end that a last picture tells.</summary>
    /// <param name="lastPts">Its start in ticks.</param>
    /// <param name="timescale">Ticks a second.</param>
    /// <param name="isOpen">True when more was begun.</param>
    public static SourceEnd Of(long lastPts, uint timescale, bool isOpen) =>
        new(Rational.MulDiv(lastPts, 1_000_000, timescale), isOpen);

    /// <summary>The end as a mark in ms from the content's start: the last picture starts before it, all that was begun does not.</summary>
    /// <param name="startUs">The content's start in µs on the source's clock.</param>
    public long OutMs(long startUs) => ((LastUs - startUs) / 1000) + BehindMs;
}
