using ClipshareBox.Features.Sources;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Features.Decks;

/// <summary>The frames of a content, as a deck counts them: an exact rate and how many there are.</summary>
/// <param name="Rate">Frames a second.</param>
/// <param name="Frames">How many, 1 or more.</param>
/// <param name="DurationMs">Length in ms.</param>
internal sealed record DeckScale(Rational Rate, long Frames, long DurationMs)
{
    // What has no pictures is stepped through as if it had.
    private static readonly Rational WithoutPictures = new(25, 1);

    /// <summary>The frame that a deck stops on at the end.</summary>
    public long LastFrame => Frames - 1;

    /// <summary>The scale of a content.</summary>
    public static DeckScale Of(Content content) => Of(content.FrameRate, content.DurationMs);

    /// <summary>The scale of so many ms at a rate.</summary>
    public static DeckScale Of(Rational rate, long durationMs)
    {
        var known = rate.IsKnown ? rate : WithoutPictures;
        return new DeckScale(known, Math.Max(1, FrameTime.FirstFrameFrom(durationMs, known)), durationMs);
    }

    /// <summary>Start of a frame in ms, rounded.</summary>
    public long ToMs(long frame) => FrameTime.ToMs(frame, Rate);

    /// <summary>The frame that is on the picture at <paramref name="ms"/>.</summary>
    public long FrameAt(long ms)
    {
        var next = FrameTime.FirstFrameFrom(ms, Rate);
        return Clamp(ToMs(next) <= ms ? next : next - 1);
    }

    /// <summary>The nearest frame that there is.</summary>
    public long Clamp(long frame) => Math.Clamp(frame, 0, LastFrame);
}
