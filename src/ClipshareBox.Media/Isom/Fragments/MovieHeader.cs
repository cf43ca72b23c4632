using System.Text;
using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Isom.Fragments;

/// <summary>Reads the one track of a movie box that ffmpeg wrote.</summary>
internal static class MovieHeader
{
    /// <summary>Reads the content of a moov box; null when it has no track.</summary>
    public static TrackFormat? ReadSingleTrack(ReadOnlyMemory<byte> moov)
    {
        if (new BoxReader(moov).First(BoxType.Trak) is not { } trak)
            return null;
        var tkhd = trak.Need(BoxType.Tkhd);
        var mdhd = trak.Need(BoxType.Mdia, BoxType.Mdhd);
        var stsd = trak.Need(BoxType.Mdia, BoxType.Minf, BoxType.Stbl, BoxType.Stsd);
        var longTimes = mdhd.Version == 1;
        return new TrackFormat(
            Handler: Encoding.Latin1.GetString(trak.Need(BoxType.Mdia, BoxType.Hdlr).Slice(8, 4).Span),
            Timescale: mdhd.U32(longTimes ? 20 : 12),
            SampleEntry: stsd.Slice(8, stsd.U32(8)).ToArray(),
            Width: (int)(tkhd.U32(tkhd.Length - 8) >> 16),
            Height: (int)(tkhd.U32(tkhd.Length - 4) >> 16),
            Matrix: tkhd.Slice(tkhd.Length - 44, 36).ToArray(),
            Language: Language(mdhd.U16(longTimes ? 32 : 20)));
    }

    /// <summary>Three letters of five bits each, offset by 0x60 (ISO/IEC 14496-12, 8.4.2.3).</summary>
    private static string Language(ushort code)
    {
        var letters = new StringBuilder(3);
        for (var shift = 10; shift >= 0; shift -= 5)
            letters.Append((char)((code >> shift & 31) + 0x60));
        var language = letters.ToString();
        return language.All(char.IsAsciiLetterLower) ? language : "und";
    }
}
