using System.Globalization;
using System.Text;

namespace Demo;

/// <summary>A mark of the demo's edit list, by frame number at 24000/1001 frames a second.</summary>
/// <param name="Name">Name of the clip.</param>
/// <param name="In">First frame.</param>
/// <param name="Out">First frame behind the clip.</param>
internal sealed record Mark(string Name, int In, int Out);

/// <summary>The demo's edit list in CMX 3600: timecode at 24 frames, non-drop, as 23.976 is counted.</summary>
internal static class EditList
{
    private const int FramesPerSecond = 24;

    /// <summary>Marks on and beside key frames (each 48th is one), short and long, at both ends of the film.</summary>
    public static IReadOnlyList<Mark> Marks { get; } =
    [
        new("Opening", 0, 48),
        new("Single frame", 1001, 1002),
        new("Beside a key frame", 2401, 2641),
        new("On a key frame", 4800, 5040),
        new("Before a key frame", 6047, 6287),
        new("Ten seconds", 7213, 7453),
        new("A minute", 8530, 9970),
        new("Two seconds", 11111, 11159),
        new("The end", 14200, 14385),
    ];

    /// <summary>The list as a file holds it.</summary>
    public static string Text
    {
        get
        {
            var text = new StringBuilder("TITLE: NUMBERED FRAMES\nFCM: NON-DROP FRAME\n\n");
            var record = 0;
            foreach (var (index, mark) in Marks.Index())
            {
                var length = mark.Out - mark.In;
                text.Append(CultureInfo.InvariantCulture, $"{index + 1:000}  FILM     V     C        ")
                    .Append(CultureInfo.InvariantCulture, $"{Timecode(mark.In)} {Timecode(mark.Out)} ")
                    .Append(CultureInfo.InvariantCulture, $"{Timecode(record)} {Timecode(record + length)}\n")
                    .Append(CultureInfo.InvariantCulture, $"* FROM CLIP NAME: {mark.Name}\n");
                record += length;
            }
            return text.ToString();
        }
    }

    private static string Timecode(int frame)
    {
        var (seconds, rest) = Math.DivRem(frame, FramesPerSecond);
        return string.Create(
            CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}:{rest:00}");
    }
}
