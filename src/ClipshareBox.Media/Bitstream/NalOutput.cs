using System.Buffers;
using System.Buffers.Binary;

namespace ClipshareBox.Media.Bitstream;

/// <summary>Writes NAL units behind lengths of four bytes, as all our tracks have them.</summary>
internal static class NalOutput
{
    /// <summary>Bytes of a length.</summary>
    public const int LengthSize = 4;

    /// <summary>Writes a unit as it is.</summary>
    public static void WriteNal(this IBufferWriter<byte> output, ReadOnlySpan<byte> nal)
    {
        var to = output.GetSpan(LengthSize + nal.Length);
        BinaryPrimitives.WriteInt32BigEndian(to, nal.Length);
        nal.CopyTo(to[LengthSize..]);
        output.Advance(LengthSize + nal.Length);
    }

    /// <summary>Writes a unit that has no emulation prevention yet.</summary>
    public static void WriteRbsp(this IBufferWriter<byte> output, ReadOnlySpan<byte> rbsp)
    {
        var to = output.GetSpan(LengthSize + Rbsp.LongestEscaped(rbsp.Length));
        var length = Rbsp.Escape(rbsp, to[LengthSize..]);
        BinaryPrimitives.WriteInt32BigEndian(to, length);
        output.Advance(LengthSize + length);
    }
}
