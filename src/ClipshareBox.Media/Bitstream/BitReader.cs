namespace ClipshareBox.Media.Bitstream;

/// <summary>Reads the fields of a raw byte sequence payload, most significant bit first (H.264 and HEVC, 7.2 and 9.1).</summary>
/// <param name="rbsp">Bytes without emulation prevention; the NAL header may be among them.</param>
/// <param name="position">First bit to read.</param>
internal ref struct BitReader(ReadOnlySpan<byte> rbsp, int position = 0)
{
    private readonly ReadOnlySpan<byte> _rbsp = rbsp;

    /// <summary>The next bit, counted from the first byte's highest.</summary>
    public int Position { get; private set; } = position;

    /// <summary>u(n), n from 0 to 32.</summary>
    /// <exception cref="MediaException">The bytes end before.</exception>
    public uint Bits(int count)
    {
        if (count > (_rbsp.Length * 8L) - Position)
            throw Refusal.Damaged("a header ends too early");
        var used = Position & 7;
        var bytes = (used + count + 7) >> 3;
        ulong window = 0;
        foreach (var b in _rbsp.Slice(Position >> 3, bytes))
            window = (window << 8) | b;
        Position += count;
        return (uint)((window >> ((bytes * 8) - used - count)) & ((1UL << count) - 1));
    }

    /// <summary>u(1).</summary>
    /// <exception cref="MediaException">The bytes end before.</exception>
    public bool Flag() => Bits(1) == 1;

    /// <summary>Passes over fields of no interest.</summary>
    /// <exception cref="MediaException">The bytes end before.</exception>
    public void Skip(int bits)
    {
        if (bits > (_rbsp.Length * 8L) - Position)
            throw Refusal.Damaged("a header ends too early");
        Position += bits;
    }

    /// <summary>ue(v), at most 2^32 - 2.</summary>
    /// <exception cref="MediaException">The bytes end before, or the code is longer than 63 bits.</exception>
    public uint Ue()
    {
        var zeros = 0;
        while (!Flag())
        {
            if (++zeros > 31)
                throw Refusal.Damaged("a number is too large");
        }
        return (1u << zeros) - 1 + Bits(zeros);
    }

    /// <summary>ue(v) that must not exceed <paramref name="max"/>.</summary>
    /// <exception cref="MediaException">It does, or the bytes end before.</exception>
    public int Ue(int max)
    {
        var value = Ue();
        return value <= (uint)max ? (int)value : throw Refusal.Damaged("a number is out of its range");
    }

    /// <summary>se(v).</summary>
    /// <exception cref="MediaException">The bytes end before.</exception>
    public int Se()
    {
        long code = Ue();
        return (int)((code & 1) == 1 ? (code + 1) >> 1 : -(code >> 1));
    }

    /// <summary>Passes over several ue(v) or se(v), which have the same length for the same code.</summary>
    /// <exception cref="MediaException">The bytes end before.</exception>
    public void SkipUe(int count)
    {
        for (var i = 0; i < count; i++)
            Ue();
    }
}
