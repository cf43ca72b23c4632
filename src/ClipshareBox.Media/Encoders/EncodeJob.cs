using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Encoders;

/// <summary>A request with everything that was found out for it: the frames, their rate, the plan for the picture.</summary>
internal sealed record EncodeJob
{
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

    /// <summary>The written frames' time base: one tick a frame on a grid, otherwise the source's own with a numerator of one.</summary>
    public Rational TimeBase => SourceRate is not null ? OutputRate.Inverse() : new Rational(1, Window.TimeBase.Den);

    /// <summary>Times of the written frames in ticks of <see cref="TimeBase"/>, the last entry being the clip's end.</summary>
    public IReadOnlyList<long> OutputTimes()
    {
        var count = Window.Pts.Count;
        if (SourceRate is not null)
            return [.. Enumerable.Range(0, count + 1).Select(i => (long)i)];
        var factor = Window.TimeBase.Num * Stretch;
        return Profile.Reverse
            ? [0, .. Enumerable.Range(1, count - 1).Select(i => (Window.EndPts - Window.Pts[count - i]) * factor), (Window.EndPts - Window.First) * factor]
            : [.. Window.Pts.Append(Window.EndPts).Select(p => (p - Window.First) * factor)];
    }

    private static ColourInfo OutputColour(ColourInfo source, PicturePlan plan)
    {
        if (plan.ToneMap)
            return new ColourInfo("tv", "bt709", "bt709", "bt709", DynamicRange.Sdr, null, null);
        return plan.LimitRange ? source with { Range = "tv" } : source;
    }
}
