namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>
/// Writes an encoder's parameter sets under other ids, with the source's level, tier and buffer sizes: else a decoder may take
/// the
/// seam for a change of buffer size and drop pictures that wait for output (C.5.2.2).
/// </summary>
internal static class HevcPieceSets
{
    private const int Growth = 64;
    private const int VpsIdByte = 2; // the id is its upper half, in a VPS and in an SPS

    /// <summary>The VPS.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static byte[] Vps(ReadOnlySpan<byte> nal, HevcSps source, int id)
    {
        var rbsp = Rbsp.Unescape(nal);
        var ordering = HevcVps.OrderingOf(rbsp);
        SetVpsId(rbsp, id);
        HevcProfileTierLevel.Raise(rbsp.AsSpan(HevcVps.ProfileTierLevelAt), source.ProfileTierLevel);
        var to = new byte[rbsp.Length + Growth];
        var writer = new BitWriter(to);
        writer.Copy(rbsp, 0, ordering.FirstBit);
        ordering.Matching(source.Ordering).Write(ref writer);
        writer.Copy(rbsp, ordering.EndBit, Rbsp.End(rbsp));
        return Rbsp.Escape(to.AsSpan(0, writer.Length));
    }

    /// <summary>The SPS.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static byte[] Sps(HevcSps encoder, HevcSps source, int id, int vpsId)
    {
        var rbsp = Rbsp.Unescape(encoder.Nal);
        SetVpsId(rbsp, vpsId);
        HevcProfileTierLevel.Raise(rbsp.AsSpan(HevcSps.ProfileTierLevelAt), source.ProfileTierLevel);
        var old = new BitReader(rbsp, encoder.IdBit);
        old.Ue();
        var to = new byte[rbsp.Length + Growth];
        var writer = new BitWriter(to);
        writer.Copy(rbsp, 0, encoder.IdBit);
        writer.Ue((uint)id);
        writer.Copy(rbsp, old.Position, encoder.Ordering.FirstBit);
        encoder.Ordering.Matching(source.Ordering).Write(ref writer);
        writer.Copy(rbsp, encoder.Ordering.EndBit, Rbsp.End(rbsp));
        return Rbsp.Escape(to.AsSpan(0, writer.Length));
    }

    /// <summary>The PPS.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static byte[] Pps(ReadOnlySpan<byte> nal, int id, int spsId) =>
        Rbsp.Escape(UeEdit.Replace(Rbsp.Unescape(nal), HevcNal.HeaderBits, id, spsId));

    private static void SetVpsId(byte[] rbsp, int id) => rbsp[VpsIdByte] = (byte)((rbsp[VpsIdByte] & 0x0F) | (id << 4));
}
