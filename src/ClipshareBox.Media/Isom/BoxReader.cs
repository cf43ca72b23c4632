using System.Buffers.Binary;

namespace ClipshareBox.Media.Isom;

/// <summary>Walks the boxes that lie side by side in a piece of memory. Nothing is copied; sizes, depth and number are
/// bounded.</summary>
/// <remarks>Usable in a foreach. Up to 7 bytes behind the last box are passed over: QuickTime closes some containers with a zero
/// word.</remarks>
internal struct BoxReader
{
    private const int DeepestLevel = 16;
    private const int MostBoxes = 100_000;

    private readonly int _depth;
    private ReadOnlyMemory<byte> _rest;
    private int _read;

    /// <summary>Reads the boxes in <paramref name="data"/>.</summary>
    /// <exception cref="MediaException">Boxes are nested absurdly deep (<see cref="MediaFault.NotMedia"/>).</exception>
    public BoxReader(ReadOnlyMemory<byte> data, int depth = 0)
    {
        if (depth > DeepestLevel)
            throw Box.Damaged("boxes are nested too deep");
        _rest = data;
        _depth = depth;
    }

    /// <summary>The box last read.</summary>
    public Box Current { get; private set; }

    /// <summary>For foreach.</summary>
    public readonly BoxReader GetEnumerator() => this;

    /// <summary>Goes to the next box; false behind the last.</summary>
    /// <exception cref="MediaException">A box is larger than what holds it or smaller than its header
    /// (<see cref="MediaFault.NotMedia"/>).</exception>
    public bool MoveNext()
    {
        if (_rest.Length < 8)
            return false;
        if (++_read > MostBoxes)
            throw Box.Damaged("too many boxes");
        var (type, header, size) = ReadHeader(_rest.Span);
        if (size == 0)
            size = _rest.Length; // up to the end of what holds it
        if (size < header || size > _rest.Length)
            throw Box.Damaged($"box '{BoxType.Name(type)}' claims {size} bytes where there are {_rest.Length}");
        Current = new Box(type, _rest[..(int)size], header, _depth);
        _rest = _rest[(int)size..];
        return true;
    }

    /// <summary>The first box of a type from here on, or null.</summary>
    public readonly Box? First(uint type)
    {
        foreach (var box in this)
        {
            if (box.Type == type)
                return box;
        }
        return null;
    }

    /// <summary>Reads a header of which at least 8 bytes are there; a 64-bit size that is cut off or absurd comes back as 1,
    /// which fits no box.</summary>
    public static (uint Type, int HeaderLength, long Size) ReadHeader(ReadOnlySpan<byte> bytes)
    {
        long size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var type = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        if (size != 1)
            return (type, 8, size);
        if (bytes.Length < 16)
            return (type, 16, 1);
        var large = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
        return (type, 16, large < 16 ? 1 : large);
    }
}
