namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>The first fields of a slice header (7.3.3), up to where IDR and other slices part.</summary>
/// <param name="Type">slice_type modulo 5: 0 P, 1 B, 2 I.</param>
/// <param name="Pps">The picture parameter set it names.</param>
/// <param name="Sps">That one's sequence parameter set.</param>
/// <param name="FrameNumBit">Where frame_num stands.</param>
/// <param name="FrameNum">frame_num.</param>
/// <param name="Field">field_pic_flag.</param>
/// <param name="Bottom">bottom_field_flag.</param>
/// <param name="End">The bit behind these fields.</param>
internal readonly record struct H264SliceStart(
    int Type, H264Pps Pps, H264Sps Sps, int FrameNumBit, int FrameNum, bool Field, bool Bottom, int End)
{
    /// <summary>Bytes of a slice that hold these fields for certain.</summary>
    public const int MostBytes = 32;

    /// <summary>slice_type P.</summary>
    public const int P = 0;

    /// <summary>slice_type B.</summary>
    public const int B = 1;

    /// <summary>slice_type I.</summary>
    public const int I = 2;

    /// <summary>Reads them from a slice as it stands in a packet; takes emulation prevention out of no more than is
    /// needed.</summary>
    /// <exception cref="MediaException">Damaged, or an SP or SI slice.</exception>
    public static H264SliceStart ParseNal(ReadOnlySpan<byte> nal, H264ParameterSets sets)
    {
        Span<byte> rbsp = stackalloc byte[MostBytes];
        var length = Rbsp.Unescape(nal[..Math.Min(nal.Length, MostBytes)], rbsp);
        return Parse(rbsp[..length], sets);
    }

    /// <summary>Reads them.</summary>
    /// <param name="rbsp">The slice from its NAL header on, without emulation prevention.</param>
    /// <param name="sets">The sets that hold.</param>
    /// <exception cref="MediaException">Damaged, or an SP or SI slice.</exception>
    public static H264SliceStart Parse(ReadOnlySpan<byte> rbsp, H264ParameterSets sets)
    {
        var from = new BitReader(rbsp, 8);
        from.Ue(); // first_mb_in_slice
        var type = from.Ue(9) % 5;
        if (type > I)
            throw Refusal.CannotJoin("it has SP or SI slices");
        var (pps, sps) = sets.For(from.Ue());
        if (sps.Format.SeparatePlanes)
            from.Skip(2);
        var frameNumBit = from.Position;
        var frameNum = (int)from.Bits(sps.FrameNumBits);
        var field = !sps.FrameMbsOnly && from.Flag();
        var bottom = field && from.Flag();
        return new H264SliceStart(type, pps, sps, frameNumBit, frameNum, field, bottom, from.Position);
    }
}
