namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>The buffer sizes of a VPS or SPS, which stand in both in the same way (7.3.2.1, 7.3.2.2).</summary>
/// <param name="FirstBit">Where the first of the sub-layers' values stands, behind the flag.</param>
/// <param name="EndBit">The bit behind the last one.</param>
/// <param name="Lines">Sub-layers that are stated.</param>
/// <param name="BuffersMinus1">max_dec_pic_buffering_minus1 of the highest sub-layer, 0 to 15 pictures.</param>
/// <param name="Reorder">max_num_reorder_pics of the highest sub-layer.</param>
/// <param name="LatencyPlus1">max_latency_increase_plus1 of the highest sub-layer; 0 is no limit.</param>
internal readonly record struct HevcOrdering(
    int FirstBit, int EndBit, int Lines, int BuffersMinus1, int Reorder, uint LatencyPlus1)
{
    /// <summary>Reads from sub_layer_ordering_info_present_flag on.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static HevcOrdering Parse(ref BitReader from, int subLayersMinus1)
    {
        var lines = from.Flag() ? subLayersMinus1 + 1 : 1;
        var read = new HevcOrdering(from.Position, 0, lines, 0, 0, 0);
        for (var i = 0; i < lines; i++)
            read = read with { BuffersMinus1 = from.Ue(15), Reorder = from.Ue(15), LatencyPlus1 = from.Ue() };
        return read with { EndBit = from.Position };
    }

    /// <summary>The larger of both in buffers and reorder depth, with the latency of <paramref name="source"/>.</summary>
    public HevcOrdering Matching(HevcOrdering source) => this with
    {
        BuffersMinus1 = Math.Max(BuffersMinus1, source.BuffersMinus1),
        Reorder = Math.Max(Reorder, source.Reorder),
        LatencyPlus1 = source.LatencyPlus1,
    };

    /// <summary>Writes the values, the same for each sub-layer that is stated.</summary>
    public void Write(ref BitWriter to)
    {
        for (var i = 0; i < Lines; i++)
        {
            to.Ue((uint)BuffersMinus1);
            to.Ue((uint)Reorder);
            to.Ue(LatencyPlus1);
        }
    }
}
