namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>The ids of a picture parameter set of HEVC (7.3.2.3).</summary>
/// <param name="Id">pps_pic_parameter_set_id, 0 to 63.</param>
/// <param name="SpsId">pps_seq_parameter_set_id, 0 to 15.</param>
internal readonly record struct HevcPps(int Id, int SpsId)
{
    /// <summary>Reads the ids.</summary>
    /// <param name="nal">The unit from its header on.</param>
    /// <exception cref="MediaException">Damaged.</exception>
    public static HevcPps Parse(ReadOnlySpan<byte> nal)
    {
        Span<byte> head = stackalloc byte[16];
        var length = Rbsp.Unescape(nal[..Math.Min(nal.Length, head.Length)], head);
        var from = new BitReader(head[..length], HevcNal.HeaderBits);
        return new HevcPps(from.Ue(63), from.Ue(15));
    }
}
