namespace ClipshareBox.Media.Bitstream;

/// <summary>AVCDecoderConfigurationRecord, the payload of avcC (ISO/IEC 14496-15, 5.3.3.1).</summary>
internal sealed record AvcConfig
{
    private const int MostSps = 31;
    private const int MostPps = 255;

    /// <summary>AVCProfileIndication: profile_idc.</summary>
    public required byte Profile { get; init; }

    /// <summary>profile_compatibility: the constraint flags.</summary>
    public required byte Compatibility { get; init; }

    /// <summary>AVCLevelIndication: level_idc, ten times the level.</summary>
    public required byte Level { get; init; }

    /// <summary>Bytes of the length before each NAL unit: 1, 2 or 4.</summary>
    public required int LengthSize { get; init; }

    /// <summary>Sequence parameter sets, at most 31.</summary>
    public required IReadOnlyList<byte[]> Sps { get; init; }

    /// <summary>Picture parameter sets, at most 255.</summary>
    public required IReadOnlyList<byte[]> Pps { get; init; }

    /// <summary>What stands behind the sets: chroma format and bit depths in High profiles, else empty.</summary>
    public required byte[] Extension { get; init; }

    /// <summary>Reads a record.</summary>
    /// <param name="payload">avcC without its box header.</param>
    /// <exception cref="MediaException">It is damaged (<see cref="MediaFault.CannotCut"/>).</exception>
    public static AvcConfig Parse(ReadOnlySpan<byte> payload)
    {
        var from = new RecordReader(payload, "avcC");
        var version = from.Byte();
        if (version != 1)
            throw Refusal.Damaged("avcC has an unknown version");
        return new AvcConfig
        {
            Profile = from.Byte(),
            Compatibility = from.Byte(),
            Level = from.Byte(),
            LengthSize = (from.Byte() & 3) + 1,
            Sps = from.Units(from.Byte() & MostSps),
            Pps = from.Units(from.Byte()),
            Extension = from.Rest(),
        };
    }

    /// <summary>The record's bytes, without a box header.</summary>
    /// <exception cref="MediaException">More sets than the record has room for (<see cref="MediaFault.CannotCut"/>).</exception>
    public byte[] Build()
    {
        if (Sps.Count > MostSps || Pps.Count > MostPps)
            throw Refusal.CannotJoin("too many parameter sets");
        var to = new MemoryStream();
        to.Write([1, Profile, Compatibility, Level, (byte)(0xFC | (LengthSize - 1)), (byte)(0xE0 | Sps.Count)]);
        RecordReader.WriteUnits(to, Sps);
        to.WriteByte((byte)Pps.Count);
        RecordReader.WriteUnits(to, Pps);
        to.Write(Extension);
        return to.ToArray();
    }
}
