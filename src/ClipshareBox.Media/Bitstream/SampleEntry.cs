using System.Buffers.Binary;
using System.Text;

namespace ClipshareBox.Media.Bitstream;

/// <summary>A visual sample entry and the boxes in it (ISO/IEC 14496-12, 8.5.2 and 12.1.3).</summary>
internal static class SampleEntry
{
    private const int BoxHeader = 8;
    private const int Fields = 78;

    /// <summary>The entry's type, such as avc1; empty when the bytes are too short for one.</summary>
    public static string TypeOf(ReadOnlySpan<byte> entry) =>
        entry.Length < BoxHeader ? "" : Encoding.Latin1.GetString(entry[4..BoxHeader]);

    /// <summary>The payload of a box in the entry; empty when there is none.</summary>
    /// <exception cref="MediaException">The boxes' sizes are wrong.</exception>
    public static ReadOnlySpan<byte> Child(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> type)
    {
        for (var rest = Children(entry); NextBox(rest) is > 0 and var size; rest = rest[size..])
        {
            if (rest[4..BoxHeader].SequenceEqual(type))
                return rest[BoxHeader..size];
        }
        return default;
    }

    /// <summary>Makes the entry anew.</summary>
    /// <param name="entry">The old one.</param>
    /// <param name="type">Its new type.</param>
    /// <param name="config">The type of the box to replace.</param>
    /// <param name="payload">Its new payload.</param>
    /// <param name="drop">Types of boxes to leave out.</param>
    /// <exception cref="MediaException">The boxes' sizes are wrong.</exception>
    public static byte[] Rebuild(
        ReadOnlySpan<byte> entry, ReadOnlySpan<byte> type, ReadOnlySpan<byte> config, byte[] payload, params string[] drop)
    {
        var made = new MemoryStream(entry.Length + payload.Length);
        made.Write(entry[..(BoxHeader + Fields)]);
        for (var rest = Children(entry); NextBox(rest) is > 0 and var size; rest = rest[size..])
        {
            if (rest[4..BoxHeader].SequenceEqual(config))
                WriteBox(made, config, payload);
            else if (!drop.Contains(TypeOf(rest)))
                made.Write(rest[..size]);
        }
        var bytes = made.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length);
        type.CopyTo(bytes.AsSpan(4));
        return bytes;
    }

    private static ReadOnlySpan<byte> Children(ReadOnlySpan<byte> entry) => entry.Length >= BoxHeader + Fields
        ? entry[(BoxHeader + Fields)..]
        : throw Refusal.Damaged("the sample entry is too short");

    // QuickTime may end the list with four zero bytes, hence no error for what is too short to be a box.
    private static int NextBox(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < BoxHeader)
            return 0;
        var size = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (size == 0)
            return 0;
        return size >= BoxHeader && size <= (uint)rest.Length
            ? (int)size
            : throw Refusal.Damaged("a box in the sample entry has a wrong size");
    }

    private static void WriteBox(MemoryStream to, ReadOnlySpan<byte> type, byte[] payload)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, BoxHeader + payload.Length);
        to.Write(size);
        to.Write(type);
        to.Write(payload);
    }
}
