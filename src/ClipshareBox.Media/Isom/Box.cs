using System.Buffers.Binary;

namespace ClipshareBox.Media.Isom;

/// <summary>One box (atom) of an MP4 or QuickTime file: a view of its bytes, every access checked (ISO/IEC 14496-12,
/// 4.2).</summary>
/// <param name="Type">Four-character code, see <see cref="BoxType"/>.</param>
/// <param name="Whole">The box with its header.</param>
/// <param name="HeaderLength">8 bytes, or 16 with a 64-bit size.</param>
/// <param name="Depth">How deep it lies; 0 for the outermost boxes that were given to the reader.</param>
internal readonly record struct Box(uint Type, ReadOnlyMemory<byte> Whole, int HeaderLength, int Depth)
{
    /// <summary>The bytes behind the header.</summary>
    public ReadOnlyMemory<byte> Body => Whole[HeaderLength..];

    /// <summary>Number of bytes behind the header.</summary>
    public int Length => Whole.Length - HeaderLength;

    /// <summary>The version of a full box: its first byte.</summary>
    public byte Version => U8(0);

    /// <summary>The boxes inside, for a plain container.</summary>
    public BoxReader Children => new(Body, Depth + 1);

    /// <summary>The boxes inside, behind <paramref name="offset"/> bytes of fields.</summary>
    /// <exception cref="MediaException">The box is shorter than that (<see cref="MediaFault.NotMedia"/>).</exception>
    public BoxReader ChildrenFrom(int offset) => new(Slice(offset, Length - offset), Depth + 1);

    /// <summary>The first box at the end of a path of types, or null.</summary>
    /// <exception cref="MediaException">A box on the way is malformed (<see cref="MediaFault.NotMedia"/>).</exception>
    public Box? Find(params ReadOnlySpan<uint> path)
    {
        var at = this;
        foreach (var type in path)
        {
            if (at.Children.First(type) is not { } next)
                return null;
            at = next;
        }
        return at;
    }

    /// <summary>As <see cref="Find"/>, for a box that must be there.</summary>
    /// <exception cref="MediaException">It is not (<see cref="MediaFault.NotMedia"/>).</exception>
    public Box Need(params ReadOnlySpan<uint> path) =>
        Find(path) ?? throw Damaged($"box '{BoxType.Name(path[^1])}' is missing in '{BoxType.Name(Type)}'");

    /// <summary>Bytes of the body.</summary>
    /// <exception cref="MediaException">The body is shorter (<see cref="MediaFault.NotMedia"/>); so in all the readers
    /// below.</exception>
    public ReadOnlyMemory<byte> Slice(int offset, long length)
    {
        if (offset < 0 || length < 0 || offset + length > Length)
            throw Damaged($"box '{BoxType.Name(Type)}' is too short");
        return Body.Slice(offset, (int)length);
    }

    /// <summary>An unsigned byte of the body.</summary>
    public byte U8(int offset) => Slice(offset, 1).Span[0];

    /// <summary>A big-endian number of 16 bits.</summary>
    public ushort U16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(Slice(offset, 2).Span);

    /// <summary>A big-endian number of 32 bits.</summary>
    public uint U32(int offset) => BinaryPrimitives.ReadUInt32BigEndian(Slice(offset, 4).Span);

    /// <summary>A signed big-endian number of 32 bits.</summary>
    public int I32(int offset) => BinaryPrimitives.ReadInt32BigEndian(Slice(offset, 4).Span);

    /// <summary>A big-endian number of 64 bits.</summary>
    public ulong U64(int offset) => BinaryPrimitives.ReadUInt64BigEndian(Slice(offset, 8).Span);

    /// <summary>A signed big-endian number of 64 bits.</summary>
    public long I64(int offset) => BinaryPrimitives.ReadInt64BigEndian(Slice(offset, 8).Span);

    /// <summary>The fault of bytes that contradict the format.</summary>
    public static MediaException Damaged(string what) =>
        new(MediaFault.NotMedia, $"The file's index is damaged: {what}. Export or copy the file again.");
}
