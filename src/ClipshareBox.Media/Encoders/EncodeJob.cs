using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Encoders;

/// <summary>A request with everything that was found out for it: the frames, their rate, the plan for the picture.</summary>
internal sealed record EncodeJob
{
    private const long LeastTicks = 12_800; // a second

    public EncodeJob(EncodeRequest request, SourceWindow window, EncoderChoice encoder)
    {
        (Request, Window, Encoder) = (request, window, encoder);
        Plan = PicturePlan.For(request.Info.Video, request.Profile);
        SourceRate = window.ConstantRate(request.Info.Video.FrameRate, request.Info.Video.AverageRate);
        Colour = OutputColour(request.Info.Video.Colour, Plan);
    }

    public EncodeRequest Request { get; }

    public SourceWindow Window { get; }

    public EncoderChoice Encoder { get; }

    public PicturePlan Plan { get; }

    /// <summary>The source's exact rate; null when its frames lie on no grid.</summary>
    public Rational? SourceRate { get; }

    /// <summary>Colour of the written frames.</summary>
    public ColourInfo Colour { get; }

    public EncodeProfile Profile => Request.Profile;

    public VideoInfo Video => Request.Info.Video;

    public int Stretch => Profile.Stretch;

    /// <summary>Frames a second of the clip: exact when constant, otherwise the mean.</summary>
    public Rational OutputRate
    {
        get
        {
            var rate = SourceRate ?? new Rational(
                Math.Max(1, (long)Math.Round(Window.Pts.Count * 1000 / Math.Max(0.001, Window.EndSeconds - Window.StartSeconds))), 1000);
            return new Rational(rate.Num, rate.Den * Stretch);
        }
    }

    /// <summary>Length of the clip in samples at 48 kHz.</summary>
    public long Samples => SourceRate is { } rate
        ? Rational.MulDiv(Window.Pts.Count, 48_000 * rate.Den * Stretch, rate.Num)
        : Rational.MulDiv(Window.EndPts - Window.First, 48_000 * Window.TimeBase.Num * Stretch, Window.TimeBase.Den);

    /// <summary>
    /// The written frames' time base, its numerator always 1 so that it can be the MP4 track's too: a multiple of the rate on a grid,
    /// otherwise the source's own.
    /// </summary>
    public Rational TimeBase => new(1, SourceRate is not null ? OutputRate.Num * TicksFactor : Window.TimeBase.Den);

    /// <summary>Ticks a frame lasts on a grid.</summary>
    public long Step => OutputRate.Den * TicksFactor;

    // Whole multiples of a rate such as 25 that leave the track enough ticks for anyone who counts in them.
    private long TicksFactor => Math.Max(1, LeastTicks / OutputRate.Num);

    /// <summary>Times of the written frames in ticks of <see cref="TimeBase"/>, the last entry being the clip's end.</summary>
    public IReadOnlyList<long> OutputTimes()
    {
        var count = Window.Pts.Count;
        if (SourceRate is not null)
            return [.. Enumerable.Range(0, count + 1).Select(i => i * Step)];
        var factor = Window.TimeBase.Num * Stretch;
        return Profile.Reverse
            ? [0, .. Enumerable.Range(1, count - 1).Select(i => (Window.EndPts - Window.Pts[count - i]) * factor), (Window.EndPts - Window.First) * factor]
            : [.. Window.Pts.Append(Window.EndPts).Select(p => (p - Window.First) * factor)];
    }

    /// <summary>Colour of the frames that a plan makes of a source's.</summary>
    public static ColourInfo OutputColour(ColourInfo source, PicturePlan plan)
    {
        if (plan.ToneMap)
            return new ColourInfo("tv", "bt709", "bt709", "bt709", DynamicRange.Sdr, null, null);
        return plan.LimitRange ? source with { Range = "tv" } : source;
    }
}
