namespace ClipshareBox.Media.Isom.Read;

/// <summary>Turns a movie box into tracks (ISO/IEC 14496-12, 8.2).</summary>
internal static class MovieParser
{
    private const int MostTracks = 256;

    /// <summary>The 36 bytes of the matrix that changes nothing.</summary>
    public static ReadOnlySpan<byte> Identity =>
    [
        0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0,
    ];

    /// <summary>Reads a movie box.</summary>
    /// <exception cref="MediaException">It is damaged (<see cref="MediaFault.NotMedia"/>) or not for us
    /// (<see cref="MediaFault.CannotCut"/>).</exception>
    public static (uint Timescale, IReadOnlyList<Mp4Track> Tracks) Parse(Box moov)
    {
        uint timescale = 0;
        var tracks = new List<Mp4Track>();
        foreach (var box in moov.Children)
        {
            switch (box.Type)
            {
                case BoxType.Mvhd:
                    timescale = ParseHeader(box);
                    break;
                case BoxType.Mvex:
                    throw Unfit("the file is fragmented");
                case BoxType.Cmov:
                    throw Unfit("the file's index is compressed");
                case BoxType.Trak when timescale == 0 || tracks.Count == MostTracks:
                    throw Unfit("the file's index is laid out unusually");
                case BoxType.Trak:
                    tracks.Add(TrackParser.Parse(box, tracks.Count, timescale));
                    break;
                case BoxType.Udta when HoldsCover(box) && LaterTrack(moov, box):
                    throw Unfit("a cover picture shifts the numbering of the streams");
            }
        }
        return (timescale, tracks);
    }

    private static uint ParseHeader(Box mvhd)
    {
        var at = mvhd.Version == 1 ? 20 : 12;
        if (!mvhd.Slice(at + (mvhd.Version == 1 ? 28 : 24), 36).Span.SequenceEqual(Identity))
            throw Unfit("the whole movie is rotated or scaled");
        return mvhd.U32(at);
    }

    // ffmpeg makes a stream of a cover picture where it meets it.
    private static bool HoldsCover(Box udta) => udta.Body.Span.IndexOf("covr"u8) >= 0;

    private static bool LaterTrack(Box moov, Box udta)
    {
        var seen = false;
        foreach (var box in moov.Children)
        {
            if (seen && box.Type == BoxType.Trak)
                return true;
            seen |= box.Whole.Equals(udta.Whole);
        }
        return false;
    }

    private static MediaException Unfit(string why) => new(MediaFault.CannotCut, why);
}
