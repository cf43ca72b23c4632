using System.Globalization;
using System.Text;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Features.Clips;

/// <summary>
/// Names on the share that people can read and that Windows, macOS and Linux take: letters and digits of all scripts, and in
/// between '-' and '_' only.
/// </summary>
internal static class ClipNames
{
    // Bytes of UTF-8: with number, timecode and ".playout.mp4" a name stays far below the 255 of Linux, and a path below Windows' 260 characters.
    private const int MostLabelBytes = 80;
    private const int MostFolderBytes = 80;

    // Windows keeps these for devices, with any extension ("Naming Files, Paths, and Namespaces", learn.microsoft.com).
    private static readonly string[] Devices = ["con", "prn", "aux", "nul", "conin", "conout", "com", "lpt"];

    /// <summary>Such as <c>007_Goal_00-12-03-11.mp4</c>.</summary>
    /// <param name="number">The bookmark's number, which makes the name unique in its folder.</param>
    /// <param name="label">Its label.</param>
    /// <param name="frame">The frame at IN.</param>
    /// <param name="rate">The content's rate.</param>
    public static string File(int number, string label, long frame, Rational rate)
    {
        var timecode = Timecode.FromFrame(frame, rate, Timecode.AllowsDropFrame(rate)).ToString().Replace(':', '-').Replace(';', '-');
        var slug = Slug(label, MostLabelBytes);
        var middle = slug.Length == 0 ? "" : $"{slug}_";
        return string.Create(CultureInfo.InvariantCulture, $"{number:000}_{middle}{timecode}.mp4");
    }

    /// <summary>A folder's name after a workspace's title.</summary>
    public static string Folder(string title)
    {
        var slug = Slug(title, MostFolderBytes);
        if (slug.Length == 0)
            return "Workspace";
        var stem = slug.TrimEnd([.. "0123456789"]).ToLowerInvariant();
        return Devices.Contains(stem) ? $"{slug}_" : slug;
    }

    /// <summary>The sidecar of a clip.</summary>
    public static string Sidecar(string path) => Path.ChangeExtension(path, ".json");

    /// <summary>The poster of a clip.</summary>
    public static string Poster(string path) => Path.ChangeExtension(path, ".jpg");

    /// <summary>What browsers play where they can't play the clip itself.</summary>
    public static string Playout(string path) => Path.ChangeExtension(path, ".playout.mp4");

    /// <summary>All that lies on the share for one clip.</summary>
    public static IReadOnlyList<string> All(string path) => [path, Sidecar(path), Poster(path), Playout(path)];

    /// <summary>The name of the clip that a file belongs to.</summary>
    public static string ClipOf(string path)
    {
        var stem = Path.GetFileNameWithoutExtension(path);
        return $"{(stem.EndsWith(".playout", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(stem) : stem)}.mp4";
    }

    private static string Slug(string text, int mostBytes)
    {
        var slug = new StringBuilder();
        var gap = false;
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsReadable(rune, slug.Length == 0))
            {
                gap = slug.Length > 0;
                continue;
            }
            bytes += rune.Utf8SequenceLength + (gap ? 1 : 0);
            if (bytes > mostBytes)
                break;
            if (gap)
                slug.Append('-');
            gap = false;
            slug.Append(rune);
        }
        return slug.ToString();
    }

    private static bool IsReadable(Rune rune, bool first) => rune.Value == '_' || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber => true,
        // Accents and vowel signs belong to the letter before them; the variation selectors of emoji belong to nothing that is kept.
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => !first && rune.Value is not (>= 0xFE00 and <= 0xFE0F),
        _ => false,
    };
}
