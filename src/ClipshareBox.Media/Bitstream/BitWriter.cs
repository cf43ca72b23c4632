using System.Numerics;

namespace ClipshareBox.Media.Bitstream;

/// <summary>Writes the fields of a raw byte sequence payload, most significant bit first.</summary>
/// <param name="to">Room for all that will be written; what lies there is overwritten.</param>
internal ref struct BitWriter(Span<byte> to)
{
    private readonly Span<byte> _to = to;

    /// <summary>Bits written so far.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes touched so far; the unused bits of the last one are 0.</summary>
    public readonly int Length => (int)((Position + 7) >> 3);

    /// <summary>u(n), n from 0 to 32.</summary>
    public void Bits(uint value, int count)
    {
        while (count > 0)
        {
            var at = (int)(Position >> 3);
            var free = 8 - (int)(Position & 7);
            var take = Math.Min(free, count);
            var part = (value >> (count - take)) & ((1u << take) - 1);
            var before = free == 8 ? 0u : _to[at];
            _to[at] = (byte)(before | (part << (free - take)));
            Position += take;
            count -= take;
        }
    }

    /// <summary>u(1).</summary>
    public void Flag(bool value) => Bits(value ? 1u : 0, 1);

    /// <summary>ue(v), at most 2^32 - 2.</summary>
    public void Ue(uint value)
    {
        var code = value + 1;
        var zeros = BitOperations.Log2(code);
        Bits(0, zeros);
        Bits(code, zeros + 1);
    }

    /// <summary>Copies the bits [<paramref name="start"/>, <paramref name="end"/>) of other bytes.</summary>
    /// <exception cref="MediaException">The other bytes end before.</exception>
    public void Copy(ReadOnlySpan<byte> rbsp, long start, long end)
    {
        if (end > rbsp.Length * 8L)
            throw Refusal.Damaged("a header ends too early");
        while (start < end && ((start & 7) != 0 || end - start < 8))
        {
            Bits((uint)(rbsp[(int)(start >> 3)] >> (7 - (int)(start & 7))) & 1, 1);
            start++;
        }
        var whole = (int)((end - start) >> 3);
        if (whole <= 0)
            return;
        CopyBytes(rbsp.Slice((int)(start >> 3), whole));
        Copy(rbsp, start + (whole * 8L), end);
    }

    /// <summary>Ones up to the next byte (cabac_alignment_one_bit).</summary>
    public void AlignWithOnes()
    {
        var left = (int)(-Position & 7);
        Bits((1u << left) - 1, left);
    }

    private void CopyBytes(ReadOnlySpan<byte> bytes)
    {
        var shift = (int)(Position & 7);
        var at = (int)(Position >> 3);
        Position += bytes.Length * 8L;
        if (shift == 0)
        {
            bytes.CopyTo(_to[at..]);
            return;
        }
        foreach (var b in bytes)
        {
            _to[at++] |= (byte)(b >> shift);
            _to[at] = (byte)(b << (8 - shift));
        }
    }
}
