using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Decks;
using ClipshareBox.Features.Vtr;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Panels;

/// <summary>What controls can be bound to.</summary>
internal sealed class PanelVerbs(DeckActions decks, VtrActions vtr, BookmarkActions bookmarks)
{
    // A ring has stops: the outer places are fast, the inner ones fine.
    private static readonly double[] Ring = [0, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64];

    private static readonly ActionKind[] Kinds =
    [
        new("deck.mark-in", []),
        new("deck.mark-out", ["label"]),
        new("deck.mark", ["preMs", "postMs", "label"]),
        new("deck.cancel-mark", []),
        new("deck.load", []),
        new("deck.play", []),
        new("deck.pause", []),
        new("deck.play-pause", []),
        new("deck.seek", ["ms"]),
        new("deck.step", ["frames"]),
        new("deck.jog", ["frames"]),
        new("deck.shuttle", ["speed"]),
        new("vtr.fire-latest", []),
        new("vtr.cue-latest", []),
        new("vtr.roll", []),
        new("vtr.stop", []),
        new("vtr.hold", []),
        new("vtr.eject", []),
    ];

    /// <summary>All actions.</summary>
    public static IReadOnlyList<ActionKind> All => Kinds;

    /// <summary>True for actions that act on a workspace.</summary>
    public static bool NeedsWorkspace(string action) => action.StartsWith("deck.", StringComparison.Ordinal) || action is "vtr.fire-latest" or "vtr.cue-latest";

    /// <summary>Does an action.</summary>
    /// <returns>Why nothing came of it though it was no mistake; null when it was done.</returns>
    /// <exception cref="Refusal">It can't be done.</exception>
    public async Task<string?> DoAsync(Binding binding, ControlEvent press, string workspaceId, CancellationToken ct)
    {
        switch (binding.Action)
        {
            case "vtr.fire-latest":
                return (await vtr.FireAsync(press.Caller, Latest(workspaceId) with { AtServerMs = press.AtServerMs }, ct)).Notice;
            case "vtr.cue-latest":
                return (await vtr.CueAsync(press.Caller, Latest(workspaceId), ct)).Notice;
            case "vtr.roll":
                return vtr.Roll(press.Caller, press.AtServerMs).Notice;
            case "vtr.stop":
                return vtr.Halt(press.Caller, VtrKey.Stop).Notice;
            case "vtr.hold":
                return vtr.Halt(press.Caller, VtrKey.Hold).Notice;
            case "vtr.eject":
                return vtr.Halt(press.Caller, VtrKey.Eject).Notice;
            default:
                decks.Do(press.Caller, workspaceId, CommandOf(binding, press), "panel");
                return null;
        }
    }

    private static DeckCommand CommandOf(Binding binding, ControlEvent press)
    {
        var arguments = binding.Arguments ?? new BindingArguments();
        var detents = press.Event == "turn" ? press.Steps : 1;
        return new DeckCommand
        {
            Command = binding.Action["deck.".Length..],
            Frames = (long)(arguments.Frames ?? 1) * detents,
            Speed = arguments.Speed ?? SpeedOf(press),
            Ms = arguments.Ms,
            PreMs = arguments.PreMs,
            PostMs = arguments.PostMs,
            Label = arguments.Label,
            AtServerMs = press.AtServerMs,
        };
    }

    // A ring that is let go springs back to its middle.
    private static double SpeedOf(ControlEvent press) =>
        press.Event == "turn" ? Math.Sign(press.Steps) * Ring[Math.Min(Math.Abs(press.Steps), Ring.Length - 1)] : 0;

    private VtrTarget Latest(string workspaceId) => bookmarks.Latest(workspaceId) is { } latest
        ? new VtrTarget { BookmarkId = latest.Id }
        : throw new Refusal(ErrorCode.Conflict, "There is no bookmark in this workspace yet; mark one first.");
}
