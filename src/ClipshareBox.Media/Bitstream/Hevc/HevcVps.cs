namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>A video parameter set of HEVC (7.3.2.1).</summary>
internal static class HevcVps
{
    /// <summary>First byte of profile_tier_level.</summary>
    public const int ProfileTierLevelAt = 6;

    private const int SubLayersBit = HevcNal.HeaderBits + 12;

    /// <summary>vps_video_parameter_set_id, 0 to 15.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static int IdOf(ReadOnlySpan<byte> nal) => (int)new BitReader(nal, HevcNal.HeaderBits).Bits(4);

    /// <summary>Its buffer sizes.</summary>
    /// <param name="rbsp">The set from its NAL header on, without emulation prevention.</param>
    /// <exception cref="MediaException">Damaged.</exception>
    public static HevcOrdering OrderingOf(ReadOnlySpan<byte> rbsp)
    {
        var from = new BitReader(rbsp, SubLayersBit);
        var subLayers = (int)from.Bits(3);
        from.Skip(17); // vps_temporal_id_nesting_flag, 16 reserved bits
        HevcProfileTierLevel.Skip(ref from, subLayers);
        return HevcOrdering.Parse(ref from, subLayers);
    }
}
