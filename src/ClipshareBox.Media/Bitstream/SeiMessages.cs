namespace ClipshareBox.Media.Bitstream;

/// <summary>The messages of an SEI unit (H.264 7.3.2.3.1, HEVC 7.3.5).</summary>
/// <param name="payload">The unit behind its header, without emulation prevention.</param>
internal ref struct SeiMessages(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;

    /// <summary>payloadType of the current message.</summary>
    public int Type { get; private set; }

    /// <summary>The current message's bytes; fewer than announced when the unit ends before.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Goes to the next message; false at the end. A unit that breaks off just ends: decoders ignore SEI as
    /// well.</summary>
    public bool MoveNext()
    {
        if (_rest.Length < 3 || !Number(out var type) || !Number(out var size))
            return false;
        Type = type;
        Current = _rest[..Math.Min(size, _rest.Length)];
        _rest = _rest[Current.Length..];
        return true;
    }

    /// <summary>Whether an SEI unit has a message of either type.</summary>
    /// <param name="nal">The unit as it stands in a packet.</param>
    /// <param name="header">Bytes of its NAL header.</param>
    /// <param name="type">A payloadType.</param>
    /// <param name="other">Another.</param>
    public static bool Contains(ReadOnlySpan<byte> nal, int header, int type, int other)
    {
        if (nal.Length <= header)
            return false;
        using var room = new PooledBytes(nal.Length);
        var length = Rbsp.Unescape(nal, room.Span);
        for (var messages = new SeiMessages(room.Span[header..length]); messages.MoveNext();)
        {
            if (messages.Type == type || messages.Type == other)
                return true;
        }
        return false;
    }

    private bool Number(out int value)
    {
        value = 0;
        var ones = _rest.IndexOfAnyExcept((byte)0xFF);
        if (ones < 0)
            return false;
        value = (ones * 255) + _rest[ones];
        _rest = _rest[(ones + 1)..];
        return true;
    }
}
