using System.Buffers.Binary;

namespace TestMedia.Bitstreams;

/// <summary>Writes H.264 pictures with their times into FLV, the simplest container that keeps both; ffmpeg copies it on.</summary>
internal sealed class FlashVideo(Stream output)
{
    private const byte VideoTag = 9;

    /// <summary>Begins the file with an avcC record (ISO/IEC 14496-15, 5.3.3.1).</summary>
    public void Begin(byte[] sequence, byte[] picture)
    {
        output.Write("FLV\u0001\u0001\0\0\0\u0009\0\0\0\0"u8);
        byte[] record =
        [
            1, sequence[1], sequence[2], sequence[3], 0xFF, 0xE1, .. Short(sequence.Length), .. sequence,
            1, .. Short(picture.Length), .. picture,
        ];
        Tag(0, [0x17, 0, 0, 0, 0, .. record]);
    }

    /// <summary>Adds one access unit; times in ms.</summary>
    public void Add(int decodeMs, int showMs, bool key, IEnumerable<byte[]> units)
    {
        var later = showMs - decodeMs;
        List<byte> body = [(byte)(key ? 0x17 : 0x27), 1, (byte)(later >> 16), (byte)(later >> 8), (byte)later];
        foreach (var unit in units)
            body.AddRange([.. Long(unit.Length), .. unit]);
        Tag(decodeMs, [.. body]);
    }

    private void Tag(int ms, byte[] body)
    {
        var size = Long(body.Length);
        var time = Long(ms);
        output.Write([VideoTag, .. size[1..], .. time[1..], time[0], 0, 0, 0]);
        output.Write(body);
        output.Write(Long(body.Length + 11));
    }

    private static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Long(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
