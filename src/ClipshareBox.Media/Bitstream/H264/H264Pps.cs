namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>A picture parameter set of H.264 (7.3.2.2): what slice headers need of it.</summary>
internal sealed record H264Pps
{
    /// <summary>Where pic_parameter_set_id stands, in bits from the NAL header on.</summary>
    public const int IdBit = 8;

    /// <summary>The unit as it came.</summary>
    public required byte[] Nal { get; init; }

    /// <summary>pic_parameter_set_id, 0 to 255.</summary>
    public required int Id { get; init; }

    /// <summary>seq_parameter_set_id, 0 to 31.</summary>
    public required int SpsId { get; init; }

    /// <summary>entropy_coding_mode_flag: CABAC, else CAVLC.</summary>
    public required bool Cabac { get; init; }

    /// <summary>bottom_field_pic_order_in_frame_present_flag.</summary>
    public required bool BottomOrder { get; init; }

    /// <summary>More than one slice group; nothing below is read then.</summary>
    public required bool SliceGroups { get; init; }

    /// <summary>num_ref_idx_l0_default_active, 1 to 32.</summary>
    public int RefsL0 { get; init; }

    /// <summary>num_ref_idx_l1_default_active, 1 to 32.</summary>
    public int RefsL1 { get; init; }

    /// <summary>weighted_pred_flag.</summary>
    public bool Weighted { get; init; }

    /// <summary>weighted_bipred_idc, 0 to 3.</summary>
    public int WeightedB { get; init; }

    /// <summary>deblocking_filter_control_present_flag.</summary>
    public bool Deblocking { get; init; }

    /// <summary>redundant_pic_cnt_present_flag.</summary>
    public bool Redundant { get; init; }

    /// <summary>Reads a set.</summary>
    /// <param name="nal">The unit from its header on.</param>
    /// <exception cref="MediaException">Damaged.</exception>
    public static H264Pps Parse(ReadOnlySpan<byte> nal)
    {
        var from = new BitReader(Rbsp.Unescape(nal), IdBit);
        var head = new H264Pps
        {
            Nal = nal.ToArray(),
            Id = from.Ue(255),
            SpsId = from.Ue(31),
            Cabac = from.Flag(),
            BottomOrder = from.Flag(),
            SliceGroups = from.Ue(7) > 0,
        };
        if (head.SliceGroups)
            return head;
        return head with
        {
            RefsL0 = from.Ue(31) + 1,
            RefsL1 = from.Ue(31) + 1,
            Weighted = from.Flag(),
            WeightedB = (int)from.Bits(2),
            Deblocking = SkipQuantisers(ref from),
            Redundant = SkipConstrainedIntra(ref from),
        };
    }

    /// <summary>The id of a set that need not be read further.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static int IdOf(ReadOnlySpan<byte> nal) => new BitReader(nal[..Math.Min(nal.Length, 8)], IdBit).Ue(255);

    private static bool SkipQuantisers(ref BitReader from)
    {
        from.SkipUe(3);
        return from.Flag();
    }

    private static bool SkipConstrainedIntra(ref BitReader from)
    {
        from.Skip(1);
        return from.Flag();
    }
}
