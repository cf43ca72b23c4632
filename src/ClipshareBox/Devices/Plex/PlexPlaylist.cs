using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ClipshareBox.Devices.Plex;

/// <summary>Rewrites HLS lists (RFC 8216) so that browsers see the box's addresses alone, and begin where the box says.</summary>
internal static partial class PlexPlaylist
{
    /// <summary>The addresses of segments or lists, in order.</summary>
    public static IEnumerable<string> Addresses(string list) => Lines(list).Where(line => line.Length > 0 && line[0] != '#');

    /// <summary>Length of all segments together in s; tells on which time axis the list is.</summary>
    public static double Seconds(string list) => Lines(list)
        .Where(line => line.StartsWith("#EXTINF:", StringComparison.Ordinal))
        .Sum(line => double.TryParse(line[8..].Split(',')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var s) ? s : 0);

    /// <summary>The list with each address, also those in attributes, replaced; without EXT-X-START.</summary>
    /// <param name="list">The server's list.</param>
    /// <param name="rename">The box's address of a server's one.</param>
    public static string Rewrite(string list, Func<string, string> rename)
    {
        var text = new StringBuilder(list.Length);
        foreach (var line in Lines(list))
        {
            if (line.StartsWith("#EXT-X-START", StringComparison.Ordinal))
                continue;
            text.Append(line.Length == 0 || line[0] == '#'
                ? Attribute().Replace(line, match => $"URI=\"{rename(match.Groups[1].Value)}\"")
                : rename(line)).Append('\n');
        }
        return text.ToString();
    }

    private static IEnumerable<string> Lines(string list)
    {
        var all = list.Split('\n').Select(line => line.TrimEnd('\r', ' '));
        return list.EndsWith('\n') ? all.SkipLast(1) : all;
    }

    [GeneratedRegex("URI=\"([^\"]*)\"")]
    private static partial Regex Attribute();
}
