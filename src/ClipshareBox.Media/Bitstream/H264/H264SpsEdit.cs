namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>Writes sequence parameter sets with other fields.</summary>
internal static class H264SpsEdit
{
    private const int Growth = 128;
    private const int LevelByte = 3;

    /// <summary>
    /// The encoder's set under another id, with the source's level, number of reference frames, reorder depth and buffers: else a
    /// decoder may take the seam for a change of buffer size and drop pictures that wait for output (C.4.4).
    /// </summary>
    /// <exception cref="MediaException">The encoder's set is damaged.</exception>
    public static byte[] ForPiece(H264Sps encoder, H264Sps source, int id)
    {
        var rbsp = Rbsp.Unescape(encoder.Nal);
        rbsp[LevelByte] = (byte)LevelFor(encoder, source);
        var refFrames = Math.Max(encoder.RefFrames, source.RefFrames);
        var to = new byte[rbsp.Length + Growth];
        var writer = new BitWriter(to);
        writer.Copy(rbsp, 0, H264Sps.IdBit);
        writer.Ue((uint)id);
        writer.Copy(rbsp, Behind(rbsp, H264Sps.IdBit), encoder.RefFramesBit);
        writer.Ue((uint)refFrames);
        writer.Copy(rbsp, encoder.GapsBit, encoder.Vui.FlagBit);
        WriteVui(ref writer, rbsp, encoder.Vui, RestrictionFor(encoder, source, refFrames));
        writer.Bits(1, 1); // rbsp_stop_one_bit
        return Rbsp.Escape(to.AsSpan(0, writer.Length));
    }

    /// <summary>A set with gaps_in_frame_num_value_allowed_flag.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static byte[] WithGaps(ReadOnlySpan<byte> nal)
    {
        var sps = H264Sps.Parse(nal);
        var rbsp = Rbsp.Unescape(nal);
        BitPatch.Put(rbsp, sps.GapsBit, 1, 1);
        return Rbsp.Escape(rbsp);
    }

    // The source's level says how many buffers there are; a higher one is needed only for more reference frames than it allows.
    private static int LevelFor(H264Sps encoder, H264Sps source)
    {
        var fits = encoder.RefFrames <= Math.Max(source.RefFrames, source.BuffersOfLevel);
        return fits ? source.Level : Math.Max(encoder.Level, source.Level);
    }

    private static H264Restriction? RestrictionFor(H264Sps encoder, H264Sps source, int refFrames)
    {
        if (source.Vui.Restriction is not { } told)
            return null;
        var buffers = Math.Max(told.Buffers, refFrames);
        var reorder = Math.Min(buffers, Math.Max(told.Reorder, encoder.Vui.Restriction?.Reorder ?? 0));
        return encoder.Vui.Restriction is { } own
            ? own with { Reorder = reorder, Buffers = buffers }
            : H264Restriction.Of(reorder, buffers);
    }

    private static void WriteVui(ref BitWriter to, ReadOnlySpan<byte> rbsp, H264Vui vui, H264Restriction? restriction)
    {
        if (vui.RestrictionBit is { } end)
            to.Copy(rbsp, vui.FlagBit, end);
        else if (restriction is null)
        {
            to.Flag(false); // no VUI
            return;
        }
        else
        {
            to.Flag(true);
            to.Bits(0, 8); // a VUI with nothing but the restriction: eight absent parts
        }
        to.Flag(restriction is not null);
        restriction?.Write(ref to);
    }

    private static int Behind(ReadOnlySpan<byte> rbsp, int ueBit)
    {
        var from = new BitReader(rbsp, ueBit);
        from.Ue();
        return from.Position;
    }
}
