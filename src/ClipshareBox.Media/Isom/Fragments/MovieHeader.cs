using System.Buffers.Binary;
using System.Text;
using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Isom.Fragments;

/// <summary>Reads the one track of a movie box that ffmpeg wrote.</summary>
internal static class MovieHeader
{
    public static TrackFormat? ReadSingleTrack(ReadOnlySpan<byte> moov)
    {
        var trak = Boxes.Find(moov, "trak");
        var tkhd = Boxes.Find(trak, "tkhd");
        var mdhd = Boxes.Find(trak, "mdia", "mdhd");
        var hdlr = Boxes.Find(trak, "mdia", "hdlr");
        var stsd = Boxes.Find(trak, "mdia", "minf", "stbl", "stsd");
        if (tkhd.IsEmpty || mdhd.IsEmpty || hdlr.Length < 12 || stsd.Length < 16)
            return null;
        var entry = stsd.Slice(8, (int)BinaryPrimitives.ReadUInt32BigEndian(stsd[8..]));
        var longTimes = mdhd[0] == 1;
        return new TrackFormat(
            Handler: Encoding.Latin1.GetString(hdlr.Slice(8, 4)),
            Timescale: BinaryPrimitives.ReadUInt32BigEndian(mdhd[(longTimes ? 20 : 12)..]),
            SampleEntry: entry.ToArray(),
            Width: (int)(BinaryPrimitives.ReadUInt32BigEndian(tkhd[^8..]) >> 16),
            Height: (int)(BinaryPrimitives.ReadUInt32BigEndian(tkhd[^4..]) >> 16),
            Matrix: tkhd[^44..^8].ToArray(),
            Language: Language(mdhd[(longTimes ? 32 : 20)..]));
    }

    /// <summary>Three letters of five bits each, offset by 0x60 (ISO/IEC 14496-12, 8.4.2.3).</summary>
    private static string Language(ReadOnlySpan<byte> packed)
    {
        var code = BinaryPrimitives.ReadUInt16BigEndian(packed);
        var letters = new StringBuilder(3);
        for (var shift = 10; shift >= 0; shift -= 5)
            letters.Append((char)((code >> shift & 31) + 0x60));
        var language = letters.ToString();
        return language.All(char.IsAsciiLetterLower) ? language : "und";
    }
}
