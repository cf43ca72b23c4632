using System.Buffers;

namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>Writes a slice with another header. Slices are whole, from the NAL header on, without emulation prevention.</summary>
internal static class H264SliceEdit
{
    /// <summary>More bytes than a new header can be longer than the old one.</summary>
    public const int Growth = 64;

    /// <summary>Makes an IDR slice of an I slice (8.2.1: frame_num 0, and the earlier of its fields at order 0).</summary>
    /// <param name="rbsp">The slice.</param>
    /// <param name="header">Its header.</param>
    /// <param name="idrPicId">idr_pic_id, 0 to 65,535.</param>
    /// <param name="orderLsb">pic_order_cnt_lsb.</param>
    /// <param name="to">Room for the slice and <see cref="Growth"/>.</param>
    /// <returns>Bytes written.</returns>
    public static int ToIdr(ReadOnlySpan<byte> rbsp, in H264SliceHeader header, uint idrPicId, uint orderLsb, Span<byte> to)
    {
        var sps = header.Start.Sps;
        var writer = new BitWriter(to);
        writer.Bits((uint)((rbsp[0] & 0x60) | H264Nal.IdrSlice), 8);
        writer.Copy(rbsp, 8, header.Start.FrameNumBit);
        writer.Bits(0, sps.FrameNumBits);
        if (!sps.FrameMbsOnly)
            writer.Flag(false); // field_pic_flag
        writer.Ue(idrPicId);
        writer.Bits(orderLsb, sps.Order.LsbBits);
        writer.Copy(rbsp, header.OrderBit + sps.Order.LsbBits, header.MarkingBit);
        writer.Bits(0, 2); // no_output_of_prior_pics_flag, long_term_reference_flag
        writer.Copy(rbsp, header.MarkingEnd, header.End);
        return CopyData(rbsp, header, ref writer);
    }

    /// <summary>Writes the slice with those operations of its dec_ref_pic_marking that <paramref name="kept"/> holds.</summary>
    /// <param name="rbsp">The slice; its marking is adaptive.</param>
    /// <param name="header">Its header.</param>
    /// <param name="kept">The operations, without the end of the list.</param>
    /// <param name="to">Room for the slice and <see cref="Growth"/>.</param>
    /// <returns>Bytes written.</returns>
    public static int WithMarking(
        ReadOnlySpan<byte> rbsp, in H264SliceHeader header, ReadOnlySpan<H264Marking> kept, Span<byte> to)
    {
        var writer = new BitWriter(to);
        writer.Copy(rbsp, 0, header.MarkingBit + 1);
        foreach (var operation in kept)
            operation.Write(ref writer);
        writer.Ue(H264Marking.EndOfList);
        writer.Copy(rbsp, header.MarkingEnd, header.End);
        return CopyData(rbsp, header, ref writer);
    }

    /// <summary>Writes an IDR slice so that encoded pictures before it that still wait for output are shown.</summary>
    /// <param name="nal">The slice as it stands in a packet.</param>
    /// <param name="sets">The sets that hold.</param>
    /// <param name="output">Gets the slice, without no_output_of_prior_pics_flag.</param>
    /// <exception cref="MediaException">Damaged.</exception>
    public static void WriteKeepingPrior(ReadOnlySpan<byte> nal, H264ParameterSets sets, IBufferWriter<byte> output)
    {
        using var room = new PooledBytes(nal.Length);
        var rbsp = room.Span[..Rbsp.Unescape(nal, room.Span)];
        var header = H264SliceHeader.Parse(rbsp, sets);
        if (!new BitReader(rbsp, header.MarkingBit).Flag())
        {
            output.WriteNal(nal);
            return;
        }
        BitPatch.Put(rbsp, header.MarkingBit, 1, 0);
        output.WriteRbsp(rbsp);
    }

    // CABAC data begins at a byte and is moved as bytes; CAVLC data follows the header bit by bit.
    private static int CopyData(ReadOnlySpan<byte> rbsp, in H264SliceHeader header, ref BitWriter to)
    {
        if (header.Start.Pps.Cabac)
        {
            to.AlignWithOnes();
            to.Copy(rbsp, (header.End + 7) & ~7, rbsp.Length * 8L);
        }
        else
            to.Copy(rbsp, header.End, Rbsp.End(rbsp));
        return to.Length;
    }
}
