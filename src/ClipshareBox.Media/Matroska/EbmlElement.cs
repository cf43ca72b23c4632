using System.Numerics;
using ClipshareBox.Media.Sources;

namespace ClipshareBox.Media.Matroska;

/// <summary>The header of an EBML element (RFC 8794): its id, and where its body lies.</summary>
/// <param name="Id">Id with its length marker, as the specification writes it.</param>
/// <param name="BodyAt">Place of the body in the file, bytes.</param>
/// <param name="Length">Bytes of the body; null when it is not stated (a stream written live).</param>
internal sealed record EbmlElement(uint Id, long BodyAt, long? Length)
{
    private const int MostHeaderBytes = 12;

    /// <summary>Place behind the element, or null when its length is not stated.</summary>
    public long? EndAt => BodyAt + Length;

    /// <summary>Reads the header at a place; null at the end of the file or where no element stands.</summary>
    public static async ValueTask<EbmlElement?> HeaderAtAsync(IByteSource bytes, long at, CancellationToken ct)
    {
        var head = new byte[MostHeaderBytes];
        if (at < 0 || at >= bytes.Length)
            return null;
        var read = await bytes.ReadAtAsync(at, head, ct);
        return Header(head.AsSpan(0, read)) is var (id, length, size) ? new EbmlElement(id, at + size, length) : null;
    }

    /// <summary>The elements that lie side by side in a piece of memory, up to the first that is cut short or damaged.</summary>
    public static IEnumerable<(uint Id, ReadOnlyMemory<byte> Body)> In(ReadOnlyMemory<byte> data)
    {
        while (Header(data.Span) is (var id, { } length, var size) && length <= data.Length - size)
        {
            yield return (id, data.Slice(size, (int)length));
            data = data[(size + (int)length)..];
        }
    }

    /// <summary>An unsigned number of up to 8 bytes; 0 for an empty one.</summary>
    public static ulong Number(ReadOnlySpan<byte> body)
    {
        ulong number = 0;
        foreach (var b in body[..Math.Min(8, body.Length)])
            number = number << 8 | b;
        return number;
    }

    private static (uint Id, long? Length, int Size)? Header(ReadOnlySpan<byte> data)
    {
        if (data.Length < 2 || WidthOf(data[0]) is not (>= 1 and <= 4 and var idBytes) || data.Length < idBytes + 1)
            return null;
        var id = (uint)Number(data[..idBytes]);
        if (WidthOf(data[idBytes]) is not (>= 1 and <= 8 and var lengthBytes) || data.Length < idBytes + lengthBytes)
            return null;
        var length = Number(data.Slice(idBytes, lengthBytes)) & ((1UL << 7 * lengthBytes) - 1);
        var stated = length != (1UL << 7 * lengthBytes) - 1; // all ones: not known
        return (id, stated ? (long)length : null, idBytes + lengthBytes);
    }

    // The number of leading zeros tells the number of bytes.
    private static int WidthOf(byte first) => BitOperations.LeadingZeroCount((uint)first) - 23;
}
