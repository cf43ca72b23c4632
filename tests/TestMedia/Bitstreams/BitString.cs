namespace TestMedia.Bitstreams;

/// <summary>Writes bits and Exp-Golomb codes (ITU-T H.264, 9.1), and wraps them as a NAL unit.</summary>
internal sealed class BitString
{
    private readonly List<byte> _bytes = [];
    private int _free; // unused bits of the last byte

    public BitString Bits(int count, int value)
    {
        for (var bit = count - 1; bit >= 0; bit--)
        {
            if (_free == 0)
            {
                _bytes.Add(0);
                _free = 8;
            }
            _free--;
            _bytes[^1] |= (byte)((value >> bit & 1) << _free);
        }
        return this;
    }

    public BitString Unsigned(int value)
    {
        var length = 32 - int.LeadingZeroCount(value + 1);
        return Bits(length - 1, 0).Bits(length, value + 1);
    }

    /// <summary>Zero bits up to the next byte, then whole bytes.</summary>
    public BitString Aligned(ReadOnlySpan<byte> bytes)
    {
        _free = 0;
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>The NAL unit: header, then the bits with their stop bit and emulation prevention (7.4.1).</summary>
    public byte[] ToUnit(byte header)
    {
        Bits(1, 1);
        List<byte> unit = [header];
        var zeros = 0;
        foreach (var value in _bytes)
        {
            if (zeros == 2 && value <= 3)
            {
                unit.Add(3);
                zeros = 0;
            }
            unit.Add(value);
            zeros = value == 0 ? zeros + 1 : 0;
        }
        return [.. unit];
    }
}
