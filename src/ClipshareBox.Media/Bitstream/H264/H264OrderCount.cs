namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>How an SPS lets pictures be put in output order (8.2.1).</summary>
/// <param name="Type">pic_order_cnt_type: 0 stated low bits, 1 expected steps, 2 decode order.</param>
/// <param name="LsbBits">Bits of pic_order_cnt_lsb, 4 to 16; type 0 only.</param>
/// <param name="NoDeltas">delta_pic_order_always_zero_flag; type 1 only.</param>
internal readonly record struct H264OrderCount(int Type, int LsbBits, bool NoDeltas)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static H264OrderCount Parse(ref BitReader from)
    {
        var type = from.Ue(2);
        if (type == 0)
            return new H264OrderCount(0, from.Ue(12) + 4, false);
        if (type == 2)
            return new H264OrderCount(2, 0, false);
        var noDeltas = from.Flag();
        from.SkipUe(2);
        from.SkipUe(from.Ue(255));
        return new H264OrderCount(1, 0, noDeltas);
    }
}
