using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Probe;

namespace ClipshareBox.Media.Streaming;

/// <summary>The small pictures of a film's timeline, laid out on sheets row by row.</summary>
/// <param name="IntervalMs">From one to the next, ms; whole seconds.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Width">Width of one, px.</param>
/// <param name="Height">Height of one, px.</param>
public sealed record ThumbnailPlan(long IntervalMs, int Count, int Width, int Height)
{
    /// <summary>Pictures in a row of a sheet.</summary>
    public const int Columns = 10;

    /// <summary>Rows of a sheet.</summary>
    public const int Rows = 10;

    private const int Most = 600;
    private const int Wide = 160;
    private const int High = 160;

    /// <summary>How many sheets there are; the last may not be full.</summary>
    public int Sheets => (Count + Columns * Rows - 1) / (Columns * Rows);

    /// <summary>The pictures of a film: at most 600, at least a second apart.</summary>
    public static ThumbnailPlan For(MediaInfo info)
    {
        var seconds = Math.Max(1, (info.DurationMs + Most * 1000L - 1) / (Most * 1000L));
        var plan = PicturePlan.For(info.Video, EncodedPictures.ProfileOf(new QualityRung("strip", Wide, High, 0)));
        return new ThumbnailPlan(seconds * 1000, (int)Math.Max(1, (info.DurationMs + seconds * 1000 - 1) / (seconds * 1000)), plan.Width, plan.Height);
    }
}
