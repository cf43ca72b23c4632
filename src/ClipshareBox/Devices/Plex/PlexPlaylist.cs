using System.Globalization;

namespace ClipshareBox.Devices.Plex;

/// <summary>Reads a server's HLS lists (RFC 8216); browsers get the box's own.</summary>
internal static class PlexPlaylist
{
    /// <summary>The addresses of segments or lists, in order.</summary>
    public static IEnumerable<string> Addresses(string list) => Lines(list).Where(line => line.Length > 0 && line[0] != '#');

    /// <summary>Length of each segment in s; their sum tells on which time axis the list is.</summary>
    public static IEnumerable<double> Lengths(string list) => Lines(list)
        .Where(line => line.StartsWith("#EXTINF:", StringComparison.Ordinal))
        .Select(line => double.TryParse(line[8..].Split(',')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var s) ? s : 0);

    private static IEnumerable<string> Lines(string list)
    {
        var all = list.Split('\n').Select(line => line.TrimEnd('\r', ' '));
        return list.EndsWith('\n') ? all.SkipLast(1) : all;
    }
}
