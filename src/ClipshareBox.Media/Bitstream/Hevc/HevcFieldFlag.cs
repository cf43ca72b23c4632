namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>Finds field_seq_flag, deep in an SPS's VUI (7.3.2.2, E.2.1).</summary>
internal static class HevcFieldFlag
{
    private const int ExtendedSar = 255;

    /// <summary>Reads on from behind the buffer sizes.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static bool Parse(ref BitReader from, int orderBits)
    {
        from.SkipUe(6); // block sizes and hierarchy depths
        if (from.Flag() && from.Flag())
            SkipScalingLists(ref from);
        from.Skip(2); // amp_enabled_flag, sample_adaptive_offset_enabled_flag
        if (from.Flag())
        {
            from.Skip(8);
            from.SkipUe(2);
            from.Skip(1);
        }
        HevcReferenceSets.Skip(ref from, orderBits);
        from.Skip(2); // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
        return from.Flag() && InVui(ref from);
    }

    private static bool InVui(ref BitReader from)
    {
        if (from.Flag() && from.Bits(8) == ExtendedSar)
            from.Skip(32);
        if (from.Flag())
            from.Skip(1); // overscan_appropriate_flag
        if (from.Flag())
        {
            from.Skip(4); // video_format, video_full_range_flag
            if (from.Flag())
                from.Skip(24); // colour description
        }
        if (from.Flag())
            from.SkipUe(2); // chroma sample locations
        from.Skip(1); // neutral_chroma_indication_flag
        return from.Flag();
    }

    private static void SkipScalingLists(ref BitReader from)
    {
        for (var size = 0; size < 4; size++)
        {
            for (var matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1)
            {
                if (from.Flag())
                    from.SkipUe((size > 1 ? 1 : 0) + Math.Min(64, 1 << (4 + (size << 1))));
                else
                    from.Ue();
            }
        }
    }
}
