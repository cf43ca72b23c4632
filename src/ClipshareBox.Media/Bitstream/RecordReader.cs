using System.Buffers.Binary;

namespace ClipshareBox.Media.Bitstream;

/// <summary>Reads the bytes of a decoder configuration record; every end too early is a <see cref="MediaException"/>.</summary>
/// <param name="payload">The record.</param>
/// <param name="name">Its box, for messages.</param>
internal ref struct RecordReader(ReadOnlySpan<byte> payload, string name)
{
    private ReadOnlySpan<byte> _rest = payload;

    /// <summary>The next byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>The next two bytes.</summary>
    public int Short() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    /// <summary>The next bytes.</summary>
    public byte[] Bytes(int count) => Take(count).ToArray();

    /// <summary>NAL units, each behind its length of two bytes. Empty ones are left out.</summary>
    public IReadOnlyList<byte[]> Units(int count)
    {
        var units = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            var unit = Take(Short());
            if (unit.Length > 0)
                units.Add(unit.ToArray());
        }
        return units;
    }

    /// <summary>All that is left.</summary>
    public readonly byte[] Rest() => _rest.ToArray();

    /// <summary>Writes NAL units, each behind its length of two bytes.</summary>
    /// <exception cref="MediaException">A unit is longer than 65,535 bytes.</exception>
    public static void WriteUnits(MemoryStream to, IReadOnlyList<byte[]> units)
    {
        foreach (var unit in units)
        {
            if (unit.Length > ushort.MaxValue)
                throw Refusal.CannotJoin("a parameter set is too long");
            to.Write([(byte)(unit.Length >> 8), (byte)unit.Length]);
            to.Write(unit);
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw Refusal.Damaged($"{name} is cut short");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
