using System.Buffers;
using System.Buffers.Binary;

namespace ClipshareBox.Media.Cutting.Ending.Transport;

/// <summary>Takes the PES packets of one track out of a part of a transport stream (ISO/IEC 13818-1, 2.4.3).</summary>
internal sealed class TransportPackets
{
    private const byte Sync = 0x47;
    private const int PacketBytes = 188;
    private const int LeastInRow = 8; // so many marks in step are no chance
    private static readonly int[] Steps = [PacketBytes, 192, 204]; // plain, with a time in front (M2TS), with a checksum behind

    private readonly List<SentPictures> _sent = [];
    private readonly ArrayBufferWriter<byte> _data = new();
    private (long? Pts, int Offset, int Length)? _begun;
    private bool _isStuffed;

    private TransportPackets()
    {
    }

    /// <summary>The packets that begin in it, in the order sent; the last one as far as it is there.</summary>
    /// <param name="stream">A part of the stream.</param>
    /// <param name="pid">The track's packet identifier.</param>
    public static List<SentPictures> Of(ReadOnlySpan<byte> stream, int pid)
    {
        var packets = new TransportPackets();
        if (Grid(stream) is var (start, step))
        {
            for (var at = start; at + PacketBytes <= stream.Length; at += step)
                packets.Take(stream.Slice(at, PacketBytes), at, pid);
        }
        packets.Close();
        return packets._sent;
    }

    private static (int Start, int Step)? Grid(ReadOnlySpan<byte> stream)
    {
        foreach (var step in Steps)
        {
            for (var start = 0; start < step && start + (LeastInRow * step) < stream.Length; start++)
            {
                var inRow = 0;
                while (inRow < LeastInRow && stream[start + (inRow * step)] == Sync)
                    inRow++;
                if (inRow == LeastInRow)
                    return (start, step);
            }
        }
        return null;
    }

    private void Take(ReadOnlySpan<byte> packet, int at, int pid)
    {
        var hasPayload = (packet[3] & 0x10) != 0;
        if (packet[0] != Sync || (BinaryPrimitives.ReadUInt16BigEndian(packet[1..]) & 0x1FFF) != pid || !hasPayload)
            return;
        var hasField = (packet[3] & 0x20) != 0;
        var payload = packet[Math.Min(PacketBytes, hasField ? 5 + packet[4] : 4)..];
        if ((packet[1] & 0x40) != 0)
        {
            Close();
            payload = Begin(payload, at);
        }
        if (_begun is null)
            return;
        _data.Write(payload);
        _isStuffed = hasField && packet[4] != FieldBytes(packet);
    }

    // payload_unit_start: a PES header. Answers what lies behind it.
    private ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> payload, int at)
    {
        if (payload.Length < 14 || !payload.StartsWith("\0\0\u0001"u8))
            return [];
        long? pts = (payload[7] & 0x80) != 0 ? Pts(payload[9..]) : null;
        var header = Math.Min(payload.Length, 9 + payload[8]);
        var length = BinaryPrimitives.ReadUInt16BigEndian(payload[4..]);
        _begun = (pts, at, length == 0 ? 0 : length + 6 - header); // it counts from behind its own field, the sixth byte
        return payload[header..];
    }

    private void Close()
    {
        if (_begun is var (pts, offset, length))
        {
            bool? isWhole = length > 0 ? _data.WrittenCount >= length : _isStuffed ? true : null;
            _sent.Add(new SentPictures(pts, offset, _data.WrittenSpan.ToArray(), isWhole));
        }
        _data.ResetWrittenCount();
        _begun = null;
    }

    private static long Pts(ReadOnlySpan<byte> from) =>
        ((from[0] & 0x0EL) << 29) | ((long)from[1] << 22) | ((from[2] & 0xFEL) << 14) | ((long)from[3] << 7) | ((long)from[4] >> 1);

    // What an adaptation field's flags account for, in bytes; the rest of it is stuffing (2.4.3.4).
    private static int FieldBytes(ReadOnlySpan<byte> packet)
    {
        var (length, flags) = (packet[4], packet[5]);
        if (length == 0)
            return -1; // a single byte of stuffing
        var bytes = 1 + ((flags & 0x10) != 0 ? 6 : 0) + ((flags & 0x08) != 0 ? 6 : 0) + ((flags & 0x04) != 0 ? 1 : 0);
        foreach (var counted in (ReadOnlySpan<int>)[0x02, 0x01]) // private data, extension: each begins with its length
        {
            if ((flags & counted) != 0 && 5 + bytes < PacketBytes)
                bytes += 1 + packet[5 + bytes];
        }
        return bytes;
    }
}
