using System.Globalization;
using System.Text;
using ClipshareBox.Media.Streaming;

namespace ClipshareBox.Features.Watching;

/// <summary>A stream in the list of streams.</summary>
/// <param name="Address">Of its list of segments.</param>
/// <param name="Name">What people choose it by.</param>
/// <param name="BitsPerSecond">The most that it takes.</param>
/// <param name="Width">px.</param>
/// <param name="Height">px.</param>
/// <param name="Codecs">RFC 6381 names.</param>
internal sealed record StreamLine(string Address, string Name, long BitsPerSecond, int Width, int Height, string Codecs);

/// <summary>Writes HLS playlists (RFC 8216), version 7: fragmented MP4.</summary>
internal static class Playlist
{
    /// <summary>The list of streams.</summary>
    public static string Master(IEnumerable<StreamLine> streams)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        foreach (var s in streams)
        {
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:BANDWIDTH={s.BitsPerSecond},RESOLUTION={s.Width}x{s.Height},");
            text.Append(CultureInfo.InvariantCulture, $"CODECS=\"{s.Codecs}\",NAME=\"{s.Name}\"\n{s.Address}\n");
        }
        return text.ToString();
    }

    /// <summary>The list of a stream's segments.</summary>
    public static string Segments(SegmentGrid grid)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{(grid.LongestUs + 999_999) / 1_000_000}\n#EXT-X-MAP:URI=\"init.mp4\"\n");
        for (var n = 0; n < grid.Count; n++)
            text.Append(CultureInfo.InvariantCulture, $"#EXTINF:{(grid.EndOf(n) - grid.StartsUs[n]) / 1e6m:0.000000},\n{n}.m4s\n");
        return text.Append("#EXT-X-ENDLIST\n").ToString();
    }
}
