namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>The general part of profile_tier_level (7.3.3), 12 bytes in sets and in hvcC alike.</summary>
internal static class HevcProfileTierLevel
{
    /// <summary>Bytes of the general part.</summary>
    public const int Bytes = 12;

    private const int LevelByte = 11;
    private const int TierFlag = 0x20;
    private const int ProfileBits = 0x1F;
    private const int Main10 = 2;

    /// <summary>Passes over profile_tier_level( 1, <paramref name="subLayersMinus1"/> ).</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static void Skip(ref BitReader from, int subLayersMinus1)
    {
        from.Skip(Bytes * 8);
        if (subLayersMinus1 == 0)
            return;
        Span<bool> profiles = stackalloc bool[8];
        Span<bool> levels = stackalloc bool[8];
        for (var i = 0; i < subLayersMinus1; i++)
            (profiles[i], levels[i]) = (from.Flag(), from.Flag());
        from.Skip(2 * (8 - subLayersMinus1));
        for (var i = 0; i < subLayersMinus1; i++)
            from.Skip((profiles[i] ? 88 : 0) + (levels[i] ? 8 : 0));
    }

    /// <summary>Raises tier, level and (Main to Main 10) profile to those of another one.</summary>
    /// <param name="to">12 bytes to change.</param>
    /// <param name="other">12 bytes to reach.</param>
    public static void Raise(Span<byte> to, ReadOnlySpan<byte> other)
    {
        to[0] |= (byte)(other[0] & TierFlag);
        to[LevelByte] = Math.Max(to[LevelByte], other[LevelByte]);
        var profile = other[0] & ProfileBits;
        if (profile > Main10 || profile <= (to[0] & ProfileBits))
            return;
        to[0] = (byte)((to[0] & ~ProfileBits) | profile);
        to[1] |= (byte)(0x80 >> profile);
    }

    /// <summary>Names a higher profile in a record: flags and compatibility are taken with it.</summary>
    /// <param name="record">12 bytes of hvcC.</param>
    /// <param name="set">12 bytes of a parameter set in it.</param>
    public static void Cover(Span<byte> record, ReadOnlySpan<byte> set)
    {
        var (tier, level) = (record[0] & TierFlag, record[LevelByte]);
        if ((set[0] & ProfileBits) > (record[0] & ProfileBits))
            set[..LevelByte].CopyTo(record);
        record[0] |= (byte)((set[0] & TierFlag) | tier);
        record[LevelByte] = Math.Max(level, set[LevelByte]);
    }
}
