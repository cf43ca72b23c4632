using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Isom.Write;

/// <summary>The header boxes of a movie and its tracks (ISO/IEC 14496-12, clause 8).</summary>
internal static class MovieBox
{
    private static readonly int[] IdentityMatrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

    /// <summary>Content of mvhd; version 1 (64-bit times) when <paramref name="duration"/> does not fit the short form.</summary>
    public static void MovieHeader(BoxBuilder b, uint timescale, long duration, int nextTrackId)
    {
        b.U32(0).U32(0).U32(timescale).U32(duration);
        b.U32(0x10000).U16(0x100).Zero(10);
        Matrix(b, null);
        b.Zero(24).U32(nextTrackId);
    }

    /// <summary>Content of tkhd, version 0.</summary>
    public static void TrackHeader(BoxBuilder b, int id, long movieDuration, TrackFormat format)
    {
        b.U32(0).U32(0).U32(id).U32(0).U32(movieDuration).Zero(8);
        b.U16(0).U16(format.IsVideo ? 0 : format.IsSound ? 1 : 2).U16(format.IsSound ? 0x100 : 0).U16(0);
        Matrix(b, format.Matrix);
        b.U32((long)format.Width << 16).U32((long)format.Height << 16);
    }

    /// <summary>Content of mdia: media header, handler, media information with the given sample table.</summary>
    public static void Media(BoxBuilder mdia, TrackFormat format, long duration, Action<BoxBuilder> sampleTable)
    {
        mdia.FullBox("mdhd", 1, 0, b => b.U64(0).U64(0).U32(format.Timescale).U64(duration).U16(Language(format.Language)).U16(0));
        mdia.FullBox("hdlr", 0, 0, b => b.U32(0).Text(format.Handler).Zero(12).Text(HandlerName(format) + "\0"));
        mdia.Box("minf", minf =>
        {
            if (format.IsVideo)
                minf.FullBox("vmhd", 0, 1, b => b.Zero(8));
            else if (format.IsSound)
                minf.FullBox("smhd", 0, 0, b => b.Zero(4));
            else
                minf.FullBox("nmhd", 0, 0, _ => { });
            minf.Box("dinf", dinf => dinf.FullBox("dref", 0, 0, b => b.U32(1).FullBox("url ", 0, 1, _ => { })));
            minf.Box("stbl", sampleTable);
        });
    }

    private static string HandlerName(TrackFormat format) =>
        format.IsVideo ? "VideoHandler" : format.IsSound ? "SoundHandler" : "SubtitleHandler";

    private static void Matrix(BoxBuilder b, byte[]? matrix)
    {
        if (matrix is { Length: 36 })
        {
            b.Raw(matrix);
            return;
        }
        foreach (var value in IdentityMatrix)
            b.U32(value);
    }

    /// <summary>Three letters packed in five bits each (8.4.2.3); anything else is "und".</summary>
    private static int Language(string code)
    {
        if (code.Length != 3 || !code.All(char.IsAsciiLetterLower))
            code = "und";
        return (code[0] - 0x60) << 10 | (code[1] - 0x60) << 5 | (code[2] - 0x60);
    }
}
