namespace ClipshareBox.Features.Decks;

/// <summary>
/// How a deck moves since an instant. Where it is at any other instant is arithmetic on whole numbers: nothing runs, and nothing drifts.
/// </summary>
/// <param name="Scale">The frames.</param>
/// <param name="Micro">Position at <paramref name="SinceTicks"/> in millionths of a frame; its whole frames are the frame on the picture.</param>
/// <param name="SinceTicks">Instant on the monotonic clock, in 100 ns.</param>
/// <param name="SpeedMilli">Thousandths of normal speed, negative backwards; 0 stands still.</param>
internal sealed record DeckMotion(DeckScale Scale, long Micro, long SinceTicks, int SpeedMilli)
{
    /// <summary>Parts of a frame.</summary>
    public const long Unit = 1_000_000;

    // 10^7 ticks a second, 1000 thousandths of speed, 10^6 parts of a frame.
    private const long TicksAndMilliPerUnit = 10_000;

    /// <summary>True unless it stands still.</summary>
    public bool IsMoving => SpeedMilli != 0;

    /// <summary>When it reaches the last frame, or the first one backwards; null when it stands.</summary>
    public long? EndsAtTicks
    {
        get
        {
            if (!IsMoving)
                return null;
            var way = SpeedMilli > 0 ? (Scale.LastFrame * Unit) - Micro : Micro - (Unit - 1);
            if (way <= 0)
                return SinceTicks;
            var perTick = (Int128)Scale.Rate.Num * Math.Abs(SpeedMilli);
            return SinceTicks + (long)(((((Int128)way * Scale.Rate.Den) * TicksAndMilliPerUnit) + perTick - 1) / perTick);
        }
    }

    /// <summary>Standing on a frame.</summary>
    public static DeckMotion Still(DeckScale scale, long frame, long ticks) => new(scale, scale.Clamp(frame) * Unit, ticks, 0);

    /// <summary>The frame on the picture at an instant that is not before this motion began.</summary>
    public long FrameAt(long ticks) => MicroAt(ticks) / Unit;

    /// <summary>The same place at another speed, without losing the part of a frame that has passed.</summary>
    public DeckMotion AtSpeed(int speedMilli, long ticks)
    {
        var micro = MicroAt(ticks);
        // Backwards from a standing frame: that frame is shown for its whole length first, as forwards.
        if (!IsMoving && speedMilli < 0)
            micro += Unit - 1;
        return this with { Micro = micro, SinceTicks = ticks, SpeedMilli = speedMilli };
    }

    /// <summary>
    /// When the frame on the picture at an instant came there, at this speed: the instant from which others can go on counting without losing the part of
    /// a frame that has passed. The instant itself when it stands.
    /// </summary>
    public long ShownSince(long ticks)
    {
        if (!IsMoving)
            return ticks;
        // From the anchor, not from the place at the instant: that one is rounded, and a tick would be lost at times.
        var (frame, own) = (FrameAt(ticks), Micro / Unit);
        var perTick = (Int128)Scale.Rate.Num * Math.Abs(SpeedMilli);
        var ticksPerUnit = (Int128)Scale.Rate.Den * TicksAndMilliPerUnit;
        var after = SpeedMilli > 0 ? Ceiling(((frame * Unit) - Micro) * ticksPerUnit, perTick)
            : frame == own ? Ceiling((Micro - (frame * Unit) - (Unit - 1)) * ticksPerUnit, perTick)
            : ((Micro - ((frame + 1) * Unit)) * ticksPerUnit / perTick) + 1;
        return SinceTicks + (long)after;
    }

    private static Int128 Ceiling(Int128 value, Int128 by) => (value > 0 ? value + by - 1 : value) / by;

    private long MicroAt(long ticks)
    {
        var (moved, rest) = Int128.DivRem((Int128)(ticks - SinceTicks) * SpeedMilli * Scale.Rate.Num, (Int128)Scale.Rate.Den * TicksAndMilliPerUnit);
        var micro = Micro + (rest < 0 ? moved - 1 : moved);
        return (long)Int128.Clamp(micro, 0, (Scale.Frames * (Int128)Unit) - 1);
    }
}
