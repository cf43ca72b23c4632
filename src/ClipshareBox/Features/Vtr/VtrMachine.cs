using ClipshareBox.Features.Clips;

namespace ClipshareBox.Features.Vtr;

/// <summary>What the player does.</summary>
internal enum VtrPhase
{
    /// <summary>Nothing is in it; the output is transparent.</summary>
    Empty,

    /// <summary>A clip stands on its IN frame, ready to roll.</summary>
    Cued,

    /// <summary>It plays.</summary>
    Rolling,

    /// <summary>It stands on the frame that was on the picture.</summary>
    Held,
}

/// <summary>What can happen to the player.</summary>
internal enum VtrKey
{
    /// <summary>Put a clip on its IN frame.</summary>
    Cue,

    /// <summary>Play what is cued.</summary>
    Roll,

    /// <summary>Cue and roll in one.</summary>
    Fire,

    /// <summary>Back to IN.</summary>
    Stop,

    /// <summary>Stand on this frame.</summary>
    Hold,

    /// <summary>Take the clip out.</summary>
    Eject,

    /// <summary>The clip has run out.</summary>
    End,
}

/// <summary>How a press came out.</summary>
internal enum VtrVerdict
{
    /// <summary>It did what it says.</summary>
    Done,

    /// <summary>It changes nothing, which is no mistake.</summary>
    Ignored,

    /// <summary>It may not happen now.</summary>
    Refused,
}

/// <summary>The player at one instant.</summary>
internal sealed record VtrTape
{
    public VtrPhase Phase { get; init; } = VtrPhase.Empty;
    public RollClip? Clip { get; init; }

    /// <summary>Counts the rolls; never the same again, also not after a restart.</summary>
    public long RollId { get; init; }

    /// <summary>Ms from IN at <see cref="SinceTicks"/>.</summary>
    public long PositionMs { get; init; }

    /// <summary>Instant on the monotonic clock, in 100 ns.</summary>
    public long SinceTicks { get; init; }

    /// <summary>The key that brought it here.</summary>
    public VtrKey? Cause { get; init; }

    /// <summary>Ms from IN to OUT.</summary>
    public long LengthMs => Clip is { } clip ? clip.OutMs - clip.InMs : 0;

    /// <summary>Ms from IN at an instant.</summary>
    public long PositionAt(long ticks) => Phase == VtrPhase.Rolling
        ? Math.Clamp(PositionMs + ((ticks - SinceTicks) / TimeSpan.TicksPerMillisecond), 0, LengthMs)
        : PositionMs;
}

/// <summary>The rules of the player, as <c>docs/playout.md</c> shows them in a table; pure.</summary>
internal static class VtrMachine
{
    /// <summary>The player behind a press.</summary>
    /// <param name="tape">The player before it.</param>
    /// <param name="key">The press.</param>
    /// <param name="clip">The clip of cue and fire.</param>
    /// <param name="ticks">The instant.</param>
    public static (VtrTape Tape, VtrVerdict Verdict, string? Text) Press(VtrTape tape, VtrKey key, RollClip? clip, long ticks) => (tape.Phase, key) switch
    {
        (VtrPhase.Empty or VtrPhase.Cued, VtrKey.Cue) => Done(Stand(tape, clip), key),
        (VtrPhase.Empty or VtrPhase.Cued, VtrKey.Fire) => Done(Roll(Stand(tape, clip), ticks), key),
        (VtrPhase.Cued, VtrKey.Roll) => Done(Roll(tape, ticks), key),
        (VtrPhase.Rolling, VtrKey.Hold) => Done(tape with { Phase = VtrPhase.Held, PositionMs = tape.PositionAt(ticks), SinceTicks = ticks }, key),
        (VtrPhase.Rolling or VtrPhase.Held, VtrKey.Stop) => Done(Stand(tape, tape.Clip), key),
        (VtrPhase.Cued, VtrKey.Eject) or (VtrPhase.Rolling, VtrKey.End) => Done(Stand(tape, null), key),

        (VtrPhase.Rolling, VtrKey.Roll or VtrKey.Fire) => Ignored(tape, "It rolls already; the press was ignored."),
        (VtrPhase.Held, VtrKey.Hold) => Ignored(tape, "It stands already; the press was ignored."),
        (VtrPhase.Empty or VtrPhase.Cued, VtrKey.Stop) => Ignored(tape, "Nothing rolls; there is nothing to stop."),
        (VtrPhase.Empty, VtrKey.Eject) => Ignored(tape, "It is empty already."),
        (not VtrPhase.Rolling, VtrKey.End) => Ignored(tape, "Nothing rolls."),

        (VtrPhase.Empty, VtrKey.Roll) => Refused(tape, "Nothing is cued; cue a clip first."),
        (VtrPhase.Empty or VtrPhase.Cued, VtrKey.Hold) => Refused(tape, "Nothing rolls; only a rolling clip can be held."),
        _ => Refused(tape, "A clip is on air; stop it first."),
    };

    private static VtrTape Stand(VtrTape tape, RollClip? clip) => tape with
    {
        Phase = clip is null ? VtrPhase.Empty : VtrPhase.Cued,
        Clip = clip,
        PositionMs = 0,
    };

    private static VtrTape Roll(VtrTape tape, long ticks) => tape with
    {
        Phase = VtrPhase.Rolling,
        RollId = tape.RollId + 1,
        PositionMs = 0,
        SinceTicks = ticks,
    };

    private static (VtrTape, VtrVerdict, string?) Done(VtrTape tape, VtrKey key) => (tape with { Cause = key }, VtrVerdict.Done, null);

    private static (VtrTape, VtrVerdict, string?) Ignored(VtrTape tape, string text) => (tape, VtrVerdict.Ignored, text);

    private static (VtrTape, VtrVerdict, string?) Refused(VtrTape tape, string text) => (tape, VtrVerdict.Refused, text);
}
