using System.Globalization;
using ClipshareBox.Media.Cutting;

namespace Clipcut;

/// <summary>The options that cut and batch share.</summary>
internal static class CutRequest
{
    private const int MostHandlesMs = 3_600_000;

    public static readonly IReadOnlyList<Option> Options =
    [
        new("--mode", "MODE", "smart (exact; default), edit-list (exact where edit lists are honoured), copy (not exact), encode (exact)"),
        new("--audio", "HOW", "copy (default), aac or none"),
        new("--tracks", "0,1", "audio tracks to keep, by number; all by default"),
        new("--handles", "MS", "spare material kept before IN and behind OUT"),
        new("--verify", "HOW", "none, quick (default) or full"),
        new("--start-timecode", "TC", "timecode of the source's first frame; the file's own by default, else 00:00:00:00"),
        .. SourceHeaders.Options,
        new("--json", null, "print the report as JSON"),
        new("--progress", null, "print per cents on standard error"),
    ];

    /// <exception cref="UsageException">A value that is none of those allowed.</exception>
    public static CutOptions Read(Arguments arguments) => new()
    {
        Mode = arguments.Choice(
            "--mode", CutMode.Smart,
            ("smart", CutMode.Smart), ("edit-list", CutMode.EditList), ("copy", CutMode.Copy), ("encode", CutMode.Encode)),
        Audio = arguments.Choice(
            "--audio", AudioHandling.Copy, ("copy", AudioHandling.Copy), ("aac", AudioHandling.Aac), ("none", AudioHandling.None)),
        Verify = arguments.Choice(
            "--verify", Verification.Quick, ("none", Verification.None), ("quick", Verification.Quick), ("full", Verification.Full)),
        Tracks = arguments.One("--tracks") is { } tracks ? [.. tracks.Split(',').Select(t => Number("--tracks", t, 999)).Distinct()] : null,
        HandlesMs = arguments.One("--handles") is { } handles ? Number("--handles", handles, MostHandlesMs) : 0,
    };

    private static int Number(string option, string text, int most) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new UsageException($"{option} takes whole numbers from 0 to {most}, not \"{text}\"");
}
