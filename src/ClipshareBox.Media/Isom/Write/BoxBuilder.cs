using System.Buffers.Binary;
using System.Text;

namespace ClipshareBox.Media.Isom.Write;

/// <summary>Writes boxes (ISO/IEC 14496-12, 4.2) into a growing buffer; sizes are filled in when a box ends.</summary>
internal sealed class BoxBuilder
{
    private byte[] _bytes = new byte[4096];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public BoxBuilder Box(string type, Action<BoxBuilder> content)
    {
        var start = _length;
        U32(0).Text(type);
        content(this);
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(start), checked((uint)(_length - start)));
        return this;
    }

    public BoxBuilder FullBox(string type, byte version, int flags, Action<BoxBuilder> content) =>
        Box(type, b =>
        {
            b.U32((uint)version << 24 | (uint)flags);
            content(b);
        });

    public BoxBuilder U8(int value)
    {
        Grow(1)[0] = (byte)value;
        return this;
    }

    public BoxBuilder U16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Grow(2), (ushort)value);
        return this;
    }

    public BoxBuilder U32(long value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Grow(4), unchecked((uint)value));
        return this;
    }

    public BoxBuilder U64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Grow(8), value);
        return this;
    }

    public BoxBuilder Text(string ascii)
    {
        Encoding.Latin1.GetBytes(ascii, Grow(ascii.Length));
        return this;
    }

    public BoxBuilder Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Grow(bytes.Length));
        return this;
    }

    public BoxBuilder Zero(int count)
    {
        Grow(count).Clear();
        return this;
    }

    private Span<byte> Grow(int count)
    {
        if (_length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        var room = _bytes.AsSpan(_length, count);
        _length += count;
        return room;
    }
}
