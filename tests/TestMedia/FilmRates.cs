using ClipshareBox.Media.Time;

namespace TestMedia;

/// <summary>The rates that films are made with; apart from the kinds, so that no kind's table waits for another's.</summary>
internal static class FilmRates
{
    internal static readonly Rational Film = new(24000, 1001);
    internal static readonly Rational Pal = new(25, 1);
    internal static readonly Rational Ntsc = new(30000, 1001);

    /// <summary>Frames in about so many seconds.</summary>
    internal static int FramesIn(double seconds, Rational rate) => (int)Math.Round(seconds * rate.Num / rate.Den);
}
