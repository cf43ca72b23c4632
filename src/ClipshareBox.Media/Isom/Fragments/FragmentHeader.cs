namespace ClipshareBox.Media.Isom.Fragments;

/// <summary>What a movie fragment of one sample says (ISO/IEC 14496-12, 8.8).</summary>
/// <param name="Dts">Decode time in ticks (tfdt).</param>
/// <param name="Offset">Composition offset in ticks.</param>
/// <param name="Duration">Duration in ticks.</param>
/// <param name="Key">True for a sync sample.</param>
internal readonly record struct FragmentHeader(long Dts, int Offset, long Duration, bool Key)
{
    private const uint NonSync = 0x10000;
    private static readonly uint Traf = BoxType.Of("traf");
    private static readonly uint Tfhd = BoxType.Of("tfhd");
    private static readonly uint Tfdt = BoxType.Of("tfdt");
    private static readonly uint Trun = BoxType.Of("trun");

    /// <summary>Reads the content of a moof box.</summary>
    public static FragmentHeader Parse(ReadOnlyMemory<byte> moof)
    {
        var traf = new BoxReader(moof).First(Traf) ?? throw Box.Damaged("a fragment without a track");
        var defaults = traf.Need(Tfhd);
        var (duration, flags) = ReadDefaults(defaults);
        var tfdt = traf.Need(Tfdt);
        var dts = tfdt.Version == 1 ? tfdt.I64(4) : tfdt.U32(4);
        var trun = traf.Need(Trun);
        if (trun.U32(4) != 1)
            throw new MediaException(MediaFault.ToolFailed, "ffmpeg wrote a fragment of several samples.");
        var present = trun.U32(0) & 0xFFFFFF;
        var at = 8 + Field(present, 0x001); // data offset
        flags = (present & 0x004) != 0 ? Next(trun, ref at) : flags;
        duration = (present & 0x100) != 0 ? Next(trun, ref at) : duration;
        at += Field(present, 0x200); // sample size: the mdat's own
        flags = (present & 0x400) != 0 ? Next(trun, ref at) : flags;
        var offset = (present & 0x800) != 0 ? (int)Next(trun, ref at) : 0;
        return new FragmentHeader(dts, offset, duration, (flags & NonSync) == 0);
    }

    private static (uint Duration, uint Flags) ReadDefaults(Box tfhd)
    {
        var present = tfhd.U32(0) & 0xFFFFFF;
        var at = 8 + 2 * Field(present, 0x01) + Field(present, 0x02); // base data offset, sample description index
        var duration = (present & 0x08) != 0 ? Next(tfhd, ref at) : 0;
        at += Field(present, 0x10); // default sample size
        return (duration, (present & 0x20) != 0 ? Next(tfhd, ref at) : 0);
    }

    private static int Field(uint present, uint flag) => (present & flag) != 0 ? 4 : 0;

    private static uint Next(Box box, ref int at)
    {
        at += 4;
        return box.U32(at - 4);
    }
}
