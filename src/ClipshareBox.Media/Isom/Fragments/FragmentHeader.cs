using System.Buffers.Binary;

namespace ClipshareBox.Media.Isom.Fragments;

/// <summary>What a movie fragment of one sample says (ISO/IEC 14496-12, 8.8).</summary>
/// <param name="Dts">Decode time in ticks (tfdt).</param>
/// <param name="Offset">Composition offset in ticks.</param>
/// <param name="Duration">Duration in ticks.</param>
/// <param name="Key">True for a sync sample.</param>
internal readonly record struct FragmentHeader(long Dts, int Offset, long Duration, bool Key)
{
    private const uint NonSync = 0x10000;

    /// <summary>Reads the content of a moof box.</summary>
    public static FragmentHeader Parse(ReadOnlySpan<byte> moof)
    {
        var traf = Boxes.Find(moof, "traf");
        long dts = 0;
        uint duration = 0, flags = 0;
        int offset = 0;
        foreach (var box in Boxes.Of(traf))
        {
            switch (box.Type)
            {
                case "tfhd":
                    ReadDefaults(box.Content, ref duration, ref flags);
                    break;
                case "tfdt":
                    dts = box.Content[0] == 1
                        ? BinaryPrimitives.ReadInt64BigEndian(box.Content[4..])
                        : BinaryPrimitives.ReadUInt32BigEndian(box.Content[4..]);
                    break;
                case "trun":
                    ReadRun(box.Content, ref duration, ref flags, ref offset);
                    break;
            }
        }
        return new FragmentHeader(dts, offset, duration, (flags & NonSync) == 0);
    }

    private static void ReadDefaults(ReadOnlySpan<byte> tfhd, ref uint duration, ref uint flags)
    {
        var present = BinaryPrimitives.ReadUInt32BigEndian(tfhd) & 0xFFFFFF;
        var at = 8;
        at += (present & 0x01) != 0 ? 8 : 0; // base data offset
        at += (present & 0x02) != 0 ? 4 : 0; // sample description index
        if ((present & 0x08) != 0)
            duration = Next(tfhd, ref at);
        at += (present & 0x10) != 0 ? 4 : 0; // default sample size
        if ((present & 0x20) != 0)
            flags = Next(tfhd, ref at);
    }

    private static void ReadRun(ReadOnlySpan<byte> trun, ref uint duration, ref uint flags, ref int offset)
    {
        var present = BinaryPrimitives.ReadUInt32BigEndian(trun) & 0xFFFFFF;
        if (BinaryPrimitives.ReadUInt32BigEndian(trun[4..]) != 1)
            throw new MediaException(MediaFault.ToolFailed, "ffmpeg wrote a fragment of several samples.");
        var at = 8;
        at += (present & 0x001) != 0 ? 4 : 0; // data offset
        if ((present & 0x004) != 0)
            flags = Next(trun, ref at);
        if ((present & 0x100) != 0)
            duration = Next(trun, ref at);
        at += (present & 0x200) != 0 ? 4 : 0; // sample size: the mdat's own
        if ((present & 0x400) != 0)
            flags = Next(trun, ref at);
        if ((present & 0x800) != 0)
            offset = (int)Next(trun, ref at);
    }

    private static uint Next(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
        at += 4;
        return value;
    }
}
