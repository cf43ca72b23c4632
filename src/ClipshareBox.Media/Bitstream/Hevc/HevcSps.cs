namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>A sequence parameter set of HEVC (7.3.2.2): what seams need of it, and where the fields stand.</summary>
internal sealed record HevcSps
{
    /// <summary>First byte of profile_tier_level.</summary>
    public const int ProfileTierLevelAt = 3;

    /// <summary>The unit as it came.</summary>
    public required byte[] Nal { get; init; }

    /// <summary>sps_seq_parameter_set_id, 0 to 15.</summary>
    public required int Id { get; init; }

    /// <summary>Where the id stands, in bits from the NAL header on.</summary>
    public required int IdBit { get; init; }

    /// <summary>sps_video_parameter_set_id, 0 to 15.</summary>
    public required int VpsId { get; init; }

    /// <summary>The general profile, tier and level: 12 bytes.</summary>
    public required byte[] ProfileTierLevel { get; init; }

    /// <summary>Chroma format, bit depths and size.</summary>
    public required HevcFormat Format { get; init; }

    /// <summary>Buffer sizes.</summary>
    public required HevcOrdering Ordering { get; init; }

    /// <summary>field_seq_flag: each picture is a field.</summary>
    public required bool Fields { get; init; }

    /// <summary>Reads a set.</summary>
    /// <param name="nal">The unit from its header on.</param>
    /// <exception cref="MediaException">Damaged.</exception>
    public static HevcSps Parse(ReadOnlySpan<byte> nal)
    {
        var rbsp = Rbsp.Unescape(nal);
        var from = new BitReader(rbsp, HevcNal.HeaderBits);
        var vpsId = (int)from.Bits(4);
        var subLayers = (int)from.Bits(3);
        from.Skip(1); // sps_temporal_id_nesting_flag
        HevcProfileTierLevel.Skip(ref from, subLayers);
        var idBit = from.Position;
        var id = from.Ue(15);
        var format = HevcFormat.Parse(ref from);
        var orderBits = from.Ue(12) + 4;
        return new HevcSps
        {
            Nal = nal.ToArray(),
            Id = id,
            IdBit = idBit,
            VpsId = vpsId,
            ProfileTierLevel = rbsp[ProfileTierLevelAt..(ProfileTierLevelAt + HevcProfileTierLevel.Bytes)],
            Format = format,
            Ordering = HevcOrdering.Parse(ref from, subLayers),
            Fields = HevcFieldFlag.Parse(ref from, orderBits),
        };
    }
}
