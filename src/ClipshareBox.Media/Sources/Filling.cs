namespace ClipshareBox.Media.Sources;

/// <summary>Buffers that lie one behind the other in a source and are being filled; survives a broken connection.</summary>
/// <param name="offset">Where the first buffer begins, in bytes.</param>
/// <param name="parts">The buffers.</param>
/// <param name="filled">Told the index of each buffer once it is full.</param>
internal sealed class Filling(long offset, IReadOnlyList<Memory<byte>> parts, Action<int> filled)
{
    private int _part;
    private int _inPart;
    private long _missing = parts.Sum(part => (long)part.Length);

    /// <summary>Offset of the next byte that is missing.</summary>
    public long Next { get; private set; } = offset;

    /// <summary>Bytes still missing.</summary>
    public long Missing => _missing;

    /// <summary>Where the next bytes go; not empty while any are missing.</summary>
    public Memory<byte> Room => parts[_part][_inPart..(int)Math.Min(parts[_part].Length, _inPart + _missing)];

    /// <summary>Tells that <paramref name="bytes"/> were written to the beginning of <see cref="Room"/>.</summary>
    public void Advance(int bytes)
    {
        Next += bytes;
        _inPart += bytes;
        _missing -= bytes;
        if (_inPart < parts[_part].Length && _missing > 0)
            return;
        filled(_part++);
        _inPart = 0;
    }

    /// <summary>Nothing lies at or behind <paramref name="length"/>, so nothing is missing there.</summary>
    public void EndAt(long length) => _missing = Math.Min(_missing, Math.Max(0, length - Next));
}
