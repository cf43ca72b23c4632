using System.Globalization;
using System.Text;
using ClipshareBox.Features.Bookmarks;

namespace ClipshareBox.Features.Interchange;

/// <summary>
/// The list as a CMX 3600 edit decision list: the clips one behind the other from 01:00:00:00, timecodes at the nearest whole rate.
/// </summary>
internal static class EdlMarks
{
    private const int MostReelCharacters = 8;
    private const int MostTitleCharacters = 70;

    // Names that mean something else than a reel: auxiliary, black, colour bars.
    private static readonly string[] SpecialReels = ["AX", "BL", "BLACK", "BARS"];

    /// <summary>Writes the list.</summary>
    public static string Write(MarkList list)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"TITLE: {Shortened(list.Title, MostTitleCharacters)}\r\n");
        text.Append(list.IsDropFrame ? "FCM: DROP FRAME\r\n" : "FCM: NON-DROP FRAME\r\n");
        var (reel, channels) = (Reel(list.FileName), Channels(list));
        var record = list.Hour;
        var number = 0;
        foreach (var mark in list.Marks)
        {
            var end = record + mark.EndFrame - mark.StartFrame;
            text.Append(CultureInfo.InvariantCulture, $"\r\n{++number:000}  {reel,-MostReelCharacters} {channels,-5} C        ");
            text.Append(CultureInfo.InvariantCulture, $"{list.At(mark.StartFrame)} {list.At(mark.EndFrame)} {list.Named(record)} {list.Named(end)}\r\n");
            AppendComments(text, list, mark, record);
            record = end;
        }
        return text.ToString();
    }

    private static void AppendComments(StringBuilder text, MarkList list, BookmarkRow mark, long record)
    {
        var name = MarkList.NameOf(mark);
        text.Append(CultureInfo.InvariantCulture, $"* FROM CLIP NAME: {name}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"* SOURCE FILE: {list.FileName}\r\n");
        foreach (var line in PlainText.Lines(mark.PublicNotes).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            text.Append(CultureInfo.InvariantCulture, $"* COMMENT: {line}\r\n");
        if (MarkColours.Nearest(mark.Colour) is { } colour)
            text.Append(CultureInfo.InvariantCulture, $"* LOC: {list.Named(record)} {colour,-7} {name}\r\n");
    }

    /// <summary>A reel's name: eight letters and digits at most, as tape machines had them.</summary>
    internal static string Reel(string fileName)
    {
        var letters = Path.GetFileNameWithoutExtension(fileName).ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Take(MostReelCharacters);
        var reel = string.Concat(letters);
        return reel.Length == 0 ? "AX" : SpecialReels.Contains(reel) ? $"{reel}1" : reel;
    }

    // Picture with the first sound channel, or the first two.
    private static string Channels(MarkList list) => list.Info.Audio switch
    {
        [] => "V",
        [{ Channels: 1 }] => "B",
        _ => "AA/V",
    };

    private static string Shortened(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)].TrimEnd();
}
