namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>The end of an SPS: whether there is a VUI, and its bitstream restriction (Annex E.1.1).</summary>
/// <param name="FlagBit">Where vui_parameters_present_flag stands.</param>
/// <param name="RestrictionBit">Where bitstream_restriction_flag stands, or null without a VUI.</param>
/// <param name="Restriction">The restriction, or null.</param>
internal readonly record struct H264Vui(int FlagBit, int? RestrictionBit, H264Restriction? Restriction)
{
    private const int ExtendedSar = 255;

    /// <summary>Reads from vui_parameters_present_flag on.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static H264Vui Parse(ref BitReader from)
    {
        var flagBit = from.Position;
        if (!from.Flag())
            return new H264Vui(flagBit, null, null);
        SkipPictureFacts(ref from);
        SkipTimes(ref from);
        var restrictionBit = from.Position;
        return new H264Vui(flagBit, restrictionBit, from.Flag() ? H264Restriction.Parse(ref from) : null);
    }

    private static void SkipPictureFacts(ref BitReader from)
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
    }

    private static void SkipTimes(ref BitReader from)
    {
        if (from.Flag())
            from.Skip(65); // num_units_in_tick, time_scale, fixed_frame_rate_flag
        var nal = from.Flag();
        if (nal)
            SkipHrd(ref from);
        var vcl = from.Flag();
        if (vcl)
            SkipHrd(ref from);
        if (nal || vcl)
            from.Skip(1); // low_delay_hrd_flag
        from.Skip(1); // pic_struct_present_flag
    }

    private static void SkipHrd(ref BitReader from)
    {
        var buffers = from.Ue(31) + 1;
        from.Skip(8);
        for (var i = 0; i < buffers; i++)
        {
            from.SkipUe(2);
            from.Skip(1);
        }
        from.Skip(20);
    }
}
