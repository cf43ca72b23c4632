using System.Globalization;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Decks;

/// <summary>What each command of the transport does to a deck; pure.</summary>
internal static class DeckRules
{
    /// <summary>Fastest shuttle, times normal speed.</summary>
    public const int FastestShuttle = 64;

    private const long MostFrames = 10_000_000;

    /// <summary>The deck behind a command that moves it; null when it is no such command.</summary>
    /// <exception cref="Refusal">A field is wrong.</exception>
    public static DeckStand? Move(DeckStand deck, DeckCommand command, long ticks)
    {
        var frame = deck.Motion.FrameAt(ticks);
        return command.Command switch
        {
            "load" => deck.StandOn(deck.Scale.FrameAt(Within(deck, command.Ms ?? 0)), ticks) with { MarkOutFrame = null },
            "play" => deck.MoveAt(1000, DeckMode.Playing, ticks),
            "pause" => deck.StandOn(frame, ticks),
            "play-pause" => deck.Motion.IsMoving ? deck.StandOn(frame, ticks) : deck.MoveAt(1000, DeckMode.Playing, ticks),
            "seek" => Seek(deck, Within(deck, command.Ms ?? throw Refusal.Invalid("ms", "is missing.")), ticks),
            "step" => deck.StandOn(frame + Frames(command.Frames ?? 1), ticks),
            "jog" => deck.StandOn(frame + Frames(command.Frames ?? throw Refusal.Invalid("frames", "is missing.")), ticks),
            "shuttle" => deck.MoveAt(SpeedMilli(command.Speed), DeckMode.Shuttling, ticks),
            _ => null,
        };
    }

    // A seek keeps the movement: a film that plays, plays on from there.
    private static DeckStand Seek(DeckStand deck, long ms, long ticks)
    {
        var there = deck with { Motion = DeckMotion.Still(deck.Scale, deck.Scale.FrameAt(ms), ticks) };
        return deck.Motion.IsMoving
            ? there.MoveAt(deck.Motion.SpeedMilli, deck.Mode, ticks)
            : there with { Mode = DeckMode.Paused };
    }

    private static long Within(DeckStand deck, long ms) => ms >= 0 && ms < Math.Max(1, deck.Scale.DurationMs)
        ? ms
        : throw Refusal.Invalid("ms", $"lies within the content, from 0 to {(deck.Scale.DurationMs - 1).ToString(CultureInfo.InvariantCulture)}.");

    private static long Frames(long frames) => Check.Within("frames", frames, -MostFrames, MostFrames);

    private static int SpeedMilli(double? speed) => speed is >= -FastestShuttle and <= FastestShuttle
        ? (int)Math.Round(speed.Value * 1000)
        : throw Refusal.Invalid("speed", $"lies from -{FastestShuttle} to {FastestShuttle}.");
}
