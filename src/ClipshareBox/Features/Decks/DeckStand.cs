using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Decks;

/// <summary>What a deck does.</summary>
internal enum DeckMode
{
    /// <summary>Nobody has loaded it yet; it stands on the first frame.</summary>
    Stopped,

    /// <summary>Standing on a frame.</summary>
    Paused,

    /// <summary>At normal speed.</summary>
    Playing,

    /// <summary>At the speed of a ring.</summary>
    Shuttling,
}

/// <summary>All that a deck knows at one instant; it never changes, a command makes another.</summary>
internal sealed record DeckStand
{
    /// <summary>Where it is.</summary>
    public required DeckMotion Motion { get; init; }

    /// <summary>What it does.</summary>
    public required DeckMode Mode { get; init; }

    /// <summary>IN that waits for its OUT.</summary>
    public long? MarkInFrame { get; init; }

    /// <summary>OUT of the mark that was made last, until the next IN.</summary>
    public long? MarkOutFrame { get; init; }

    /// <summary>Who has the wheel; null when all have.</summary>
    public HubUser? Lead { get; init; }

    /// <summary>Counts the changes.</summary>
    public required long Rev { get; init; }

    /// <summary>The frames.</summary>
    public DeckScale Scale => Motion.Scale;

    /// <summary>The same deck at a later instant: one that has reached an end stands there.</summary>
    public DeckStand At(long ticks) => Motion.EndsAtTicks is { } end && end <= ticks
        ? StandOn(Motion.FrameAt(end), end) with { Rev = Rev + 1 }
        : this;

    /// <summary>Standing on a frame.</summary>
    public DeckStand StandOn(long frame, long ticks) => this with { Motion = DeckMotion.Still(Scale, frame, ticks), Mode = DeckMode.Paused };

    /// <summary>Moving at a speed from where it is; speed 0 stands.</summary>
    public DeckStand MoveAt(int speedMilli, DeckMode mode, long ticks) => speedMilli == 0
        ? StandOn(Motion.FrameAt(ticks), ticks)
        : (this with { Motion = Motion.AtSpeed(speedMilli, ticks), Mode = mode }).At(ticks);
}
