namespace ClipshareBox.Media.Bitstream;

/// <summary>The NAL units of a packet, each behind its length (ISO/IEC 14496-15, 4.3.3). Hops from one to the next, copies
/// nothing.</summary>
/// <param name="packet">A sample's bytes.</param>
/// <param name="lengthSize">Bytes of each length, 1 to 4.</param>
internal ref struct NalUnits(ReadOnlySpan<byte> packet, int lengthSize)
{
    private ReadOnlySpan<byte> _rest = packet;

    /// <summary>The unit, from its header on, never empty.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Itself, for foreach.</summary>
    public readonly NalUnits GetEnumerator() => this;

    /// <summary>Goes to the next unit. Empty units, and bytes too few for a length, are passed over.</summary>
    /// <exception cref="MediaException">A length goes past the packet's end.</exception>
    public bool MoveNext()
    {
        while (_rest.Length >= lengthSize)
        {
            uint length = 0;
            foreach (var b in _rest[..lengthSize])
                length = (length << 8) | b;
            _rest = _rest[lengthSize..];
            if (length > (uint)_rest.Length)
                throw Refusal.Damaged("a packet is cut short");
            if (length == 0)
                continue;
            Current = _rest[..(int)length];
            _rest = _rest[(int)length..];
            return true;
        }
        return false;
    }
}
