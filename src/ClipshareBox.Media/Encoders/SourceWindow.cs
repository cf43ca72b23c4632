using System.Globalization;

using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Encoders;

/// <summary>The frames of the source that make the clip, and where reading has to begin for them.</summary>
/// <param name="Pts">Their times in ticks, ascending.</param>
/// <param name="EndPts">End of the last one in ticks.</param>
/// <param name="EndIsFrame">True when the end is the start of a next frame, and not what the container says of the last one's length.</param>
/// <param name="TimeBase">Seconds a tick.</param>
/// <param name="SeekUs">Seek position in µs on the source's clock; null reads from the start.</param>
internal sealed record SourceWindow(IReadOnlyList<long> Pts, long EndPts, bool EndIsFrame, Rational TimeBase, long? SeekUs)
{
    public long First => Pts[0];

    public long Last => Pts[^1];

    /// <summary>Start of the first frame in seconds, exact to the µs.</summary>
    public double StartSeconds => Seconds(First);

    /// <summary>End of the last frame in seconds.</summary>
    public double EndSeconds => Seconds(EndPts);

    public double Seconds(long pts) => (double)pts * TimeBase.Num / TimeBase.Den;

    public long Microseconds(long pts) => Rational.MulDiv(pts, TimeBase.Num * 1_000_000, TimeBase.Den);

    /// <summary>The same frames, read from elsewhere or only some of them.</summary>
    public SourceWindow Part(int from, int count) => this with
    {
        Pts = [.. Pts.Skip(from).Take(count)],
        EndPts = from + count < Pts.Count ? Pts[from + count] : EndPts,
        EndIsFrame = from + count < Pts.Count || EndIsFrame,
    };

    /// <summary>
    /// The rate whose grid holds every frame to within a millisecond, or null: Matroska rounds to whole ms, and a file that keeps the
    /// jitter is taken for a variable-rate one by editors and OBS.
    /// </summary>
    /// <param name="candidates">Rates to try, the likeliest first.</param>
    public Rational? ConstantRate(params IEnumerable<Rational> candidates)
    {
        foreach (var rate in candidates.Where(r => r.IsKnown).Concat(Common(this)))
        {
            if (FitsGrid(rate))
                return rate;
        }
        return null;
    }

    private bool FitsGrid(Rational rate)
    {
        const double tolerance = 0.001; // s
        var (low, high) = (0.0, 0.0);
        for (var i = 1; i <= Pts.Count; i++)
        {
            if (i == Pts.Count && !EndIsFrame)
                break;
            var pts = i == Pts.Count ? EndPts : Pts[i];
            var off = Seconds(pts - First) - (double)i * rate.Den / rate.Num;
            (low, high) = (Math.Min(low, off), Math.Max(high, off));
        }
        return high - low <= 2 * tolerance;
    }

    // A container's nominal rate may be twice the true one (fields), or a guess.
    private static IEnumerable<Rational> Common(SourceWindow window)
    {
        if (window.Pts.Count < 3)
            return [];
        var mean = (window.Pts.Count - 1) / window.Seconds(window.Last - window.First);
        Rational[] rates =
        [
            new(24000, 1001), new(24, 1), new(25, 1), new(30000, 1001), new(30, 1), new(48, 1), new(50, 1), new(60000, 1001), new(60, 1),
            new(15, 1), new(12, 1), new(10, 1), new(25, 2), new(100, 1), new(120000, 1001), new(120, 1),
        ];
        return rates.Where(r => Math.Abs(r.ToDouble() / mean - 1) < 0.02);
    }

    /// <summary>Seek and length options that go in front of the input.</summary>
    /// <param name="startUs">The content's start on the source's clock: ffmpeg adds it to what it is told.</param>
    public IReadOnlyList<string> ReadOptions(long startUs)
    {
        const double margin = 10; // s behind the end, so that a missing track does not make ffmpeg read to the end of the film
        if (SeekUs is not { } seek)
            return ["-t", Decimal(EndSeconds - startUs / 1e6 + margin)];
        return ["-ss", Decimal((seek - startUs) / 1e6), "-t", Decimal(EndSeconds - seek / 1e6 + margin)];
    }

    public static string Decimal(double seconds) => seconds.ToString("0.######", CultureInfo.InvariantCulture);
}
