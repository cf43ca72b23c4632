namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>A whole slice header (7.3.3): where those fields stand that a rewritten picture changes.</summary>
/// <param name="Start">Its first fields.</param>
/// <param name="OrderBit">Where pic_order_cnt_lsb stands, or would.</param>
/// <param name="OrderLsb">pic_order_cnt_lsb, 0 when there is none.</param>
/// <param name="BottomDelta">delta_pic_order_cnt_bottom, 0 when there is none.</param>
/// <param name="MarkingBit">Where dec_ref_pic_marking begins.</param>
/// <param name="MarkingEnd">The bit behind it; the same as <paramref name="MarkingBit"/> in a picture that is no
/// reference.</param>
/// <param name="End">The bit behind the header: slice data, or the ones that align it.</param>
internal readonly record struct H264SliceHeader(
    H264SliceStart Start, int OrderBit, int OrderLsb, int BottomDelta, int MarkingBit, int MarkingEnd, int End)
{
    /// <summary>Reads a header.</summary>
    /// <param name="rbsp">The slice from its NAL header on, without emulation prevention.</param>
    /// <param name="sets">The sets that hold.</param>
    /// <exception cref="MediaException">Damaged, or of a kind that is not rewritten.</exception>
    public static H264SliceHeader Parse(ReadOnlySpan<byte> rbsp, H264ParameterSets sets)
    {
        var start = H264SliceStart.Parse(rbsp, sets);
        if (start.Pps.SliceGroups)
            throw Refusal.CannotJoin("it has slice groups");
        var idr = H264Nal.TypeOf(rbsp) == H264Nal.IdrSlice;
        var from = new BitReader(rbsp, start.End);
        if (idr)
            from.Ue(); // idr_pic_id
        var orderBit = from.Position;
        var (lsb, delta) = Order(ref from, start);
        if (start.Pps.Redundant)
            from.Ue();
        SkipReferences(ref from, start);
        var markingBit = from.Position;
        if (H264Nal.IsReference(rbsp))
            SkipMarking(ref from, idr);
        var markingEnd = from.Position;
        SkipQuantiserAndFilter(ref from, start);
        return new H264SliceHeader(start, orderBit, lsb, delta, markingBit, markingEnd, from.Position);
    }

    private static (int Lsb, int BottomDelta) Order(ref BitReader from, in H264SliceStart start)
    {
        var order = start.Sps.Order;
        var both = start.Pps.BottomOrder && !start.Field;
        if (order.Type == 0)
            return ((int)from.Bits(order.LsbBits), both ? from.Se() : 0);
        if (order.Type == 1 && !order.NoDeltas)
            from.SkipUe(both ? 2 : 1);
        return (0, 0);
    }

    private static void SkipReferences(ref BitReader from, in H264SliceStart start)
    {
        if (start.Type == H264SliceStart.I)
            return;
        var b = start.Type == H264SliceStart.B;
        if (b)
            from.Skip(1); // direct_spatial_mv_pred_flag
        var (l0, l1) = (start.Pps.RefsL0, start.Pps.RefsL1);
        if (from.Flag())
        {
            l0 = from.Ue(31) + 1;
            l1 = b ? from.Ue(31) + 1 : l1;
        }
        SkipListModification(ref from);
        if (b)
            SkipListModification(ref from);
        if (b ? start.Pps.WeightedB == 1 : start.Pps.Weighted)
            SkipWeights(ref from, b ? l0 + l1 : l0, start.Sps.Format.ChromaArrayType != 0);
    }

    // Relative to the current picture's number, so a new base of frame_num leaves it right.
    private static void SkipListModification(ref BitReader from)
    {
        if (!from.Flag())
            return;
        while (from.Ue(3) != 3)
            from.Ue();
    }

    private static void SkipWeights(ref BitReader from, int references, bool chroma)
    {
        from.SkipUe(chroma ? 2 : 1);
        for (var i = 0; i < references; i++)
        {
            if (from.Flag())
                from.SkipUe(2);
            if (chroma && from.Flag())
                from.SkipUe(4);
        }
    }

    private static void SkipMarking(ref BitReader from, bool idr)
    {
        if (idr)
            from.Skip(2);
        else if (from.Flag())
        {
            while (H264Marking.Read(ref from).Operation != H264Marking.EndOfList)
            {
            }
        }
    }

    private static void SkipQuantiserAndFilter(ref BitReader from, in H264SliceStart start)
    {
        if (start.Pps.Cabac && start.Type != H264SliceStart.I)
            from.Ue(); // cabac_init_idc
        from.Ue(); // slice_qp_delta
        if (start.Pps.Deblocking && from.Ue() != 1)
            from.SkipUe(2);
    }
}
