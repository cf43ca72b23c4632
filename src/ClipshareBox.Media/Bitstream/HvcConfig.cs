namespace ClipshareBox.Media.Bitstream;

/// <summary>One array of hvcC.</summary>
/// <param name="Type">nal_unit_type of its units.</param>
/// <param name="Complete">array_completeness: no such units stand among the pictures.</param>
/// <param name="Units">The units.</param>
internal sealed record HvcArray(int Type, bool Complete, IReadOnlyList<byte[]> Units);

/// <summary>HEVCDecoderConfigurationRecord, the payload of hvcC (ISO/IEC 14496-15, 8.3.3.1).</summary>
internal sealed record HvcConfig
{
    private const int HeadBytes = 22;
    private const int ProfileTierLevelAt = 1;

    /// <summary>The 22 bytes before the arrays.</summary>
    public required byte[] Head { get; init; }

    /// <summary>Parameter sets and SEI by type.</summary>
    public required IReadOnlyList<HvcArray> Arrays { get; init; }

    /// <summary>Bytes of the length before each NAL unit: 1, 2 or 4.</summary>
    public int LengthSize => (Head[HeadBytes - 1] & 3) + 1;

    /// <summary>general_profile_space to general_level_idc, 12 bytes as in a parameter set.</summary>
    public Span<byte> ProfileTierLevel => Head.AsSpan(ProfileTierLevelAt, 12);

    /// <summary>All units of one type.</summary>
    public IEnumerable<byte[]> Units(int type) => Arrays.Where(a => a.Type == type).SelectMany(a => a.Units);

    /// <summary>Reads a record.</summary>
    /// <param name="payload">hvcC without its box header.</param>
    /// <exception cref="MediaException">It is damaged (<see cref="MediaFault.CannotCut"/>).</exception>
    public static HvcConfig Parse(ReadOnlySpan<byte> payload)
    {
        var from = new RecordReader(payload, "hvcC");
        var head = from.Bytes(HeadBytes);
        var arrays = new HvcArray[from.Byte()];
        for (var i = 0; i < arrays.Length; i++)
        {
            var first = from.Byte();
            arrays[i] = new HvcArray(first & 63, (first & 0x80) != 0, from.Units(from.Short()));
        }
        return new HvcConfig { Head = head, Arrays = arrays };
    }

    /// <summary>The record's bytes, without a box header.</summary>
    /// <exception cref="MediaException">More arrays or units than the record has room for
    /// (<see cref="MediaFault.CannotCut"/>).</exception>
    public byte[] Build()
    {
        if (Arrays.Count > byte.MaxValue || Arrays.Any(a => a.Units.Count > ushort.MaxValue))
            throw Refusal.CannotJoin("too many parameter sets");
        var to = new MemoryStream();
        to.Write(Head);
        to.WriteByte((byte)Arrays.Count);
        foreach (var (type, complete, units) in Arrays)
        {
            to.Write([(byte)((complete ? 0x80 : 0) | type), (byte)(units.Count >> 8), (byte)units.Count]);
            RecordReader.WriteUnits(to, units);
        }
        return to.ToArray();
    }
}
