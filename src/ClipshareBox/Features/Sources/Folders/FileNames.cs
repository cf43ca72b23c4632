using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ClipshareBox.Features.Sources.Folders;

/// <summary>What the names of files tell.</summary>
internal static partial class FileNames
{
    // Whatever the cutter's tools may open at all and that can hold pictures.
    private static readonly FrozenSet<string> Kinds = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ".mp4", ".m4v", ".mov", ".qt", ".3gp", ".3g2", ".f4v", ".mkv", ".mk3d", ".webm", ".ts", ".m2ts", ".mts", ".m2t", ".trp", ".mpg", ".mpeg",
        ".mpe", ".m1v", ".m2v", ".vob", ".mod", ".tod", ".avi", ".divx", ".flv", ".asf", ".wmv", ".ogv", ".ogm", ".mxf", ".gxf", ".wtv", ".dv",
        ".nut", ".ivf", ".obu", ".h264", ".264", ".hevc", ".265");

    /// <summary>True for what may be a film, by its extension.</summary>
    public static bool IsMedium(ReadOnlySpan<char> name) =>
        Kinds.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Path.GetExtension(name));

    /// <summary>
    /// False for hidden names, and for those that are not valid UTF-8: .NET reads them with a replacement character, and no such file
    /// can then be opened.
    /// </summary>
    public static bool IsShown(ReadOnlySpan<char> name) => name is not ['.', ..] && !name.Contains('\uFFFD');

    /// <summary>The title and year in a name such as "The Title (1999).mkv".</summary>
    public static (string Title, int? Year) TitleOf(string name)
    {
        var bare = Visible(Path.GetFileNameWithoutExtension(name)).Trim();
        var match = YearBehind().Match(bare);
        return match.Success
            ? (match.Groups[1].Value, int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
            : (bare.Length > 0 ? bare : Visible(name), null);
    }

    /// <summary>By what a title is sorted: without case, numbers by their value.</summary>
    public static string SortKeyOf(string title) => Digits().Replace(title.ToLowerInvariant(), m => m.Value.TrimStart('0').PadLeft(10, '0'));

    /// <summary>What a search looks in: the path within the source, without case.</summary>
    public static string SearchKeyOf(string folder, string name) => Visible(Path.Join(folder, name)).ToLowerInvariant();

    /// <summary>The folder at the top of the source, empty for what lies there itself.</summary>
    public static string LibraryOf(string folder) => folder.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? folder[..slash] : folder;

    // A name may hold line feeds and bells; screens and logs get blanks for them.
    private static string Visible(string name) =>
        name.EnumerateRunes().Any(Rune.IsControl) ? string.Concat(name.EnumerateRunes().Select(r => Rune.IsControl(r) ? " " : r.ToString())) : name;

    [GeneratedRegex(@"^(.*\S)\s*[(\[]((?:18|19|20)[0-9]{2})[)\]]\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex YearBehind();

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
