using System.Buffers.Binary;
using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Isom.Fragments;

/// <summary>Reads the fragmented MP4 that ffmpeg writes to a pipe: one track, one packet a fragment, exact decode times.</summary>
/// <remarks>Reads block: run it on a thread of its own, over a buffered stream.</remarks>
internal sealed class FragmentReader(Stream stream)
{
    private const int MaxHeaderBytes = 1 << 20;
    private const int MaxPacketBytes = 256 << 20;

    private byte[] _header = new byte[4096];

    /// <summary>Bytes read so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Reads up to the end of the movie box; null when the stream ends before.</summary>
    public TrackFormat? ReadTrack()
    {
        while (NextBox() is { } box)
        {
            var content = ReadHeaderBox(box);
            if (box.Type == "moov")
                return MovieHeader.ReadSingleTrack(content);
        }
        return null;
    }

    /// <summary>The next packet, rented; null at the end of the stream.</summary>
    public Packet? ReadPacket()
    {
        FragmentHeader? fragment = null;
        while (NextBox() is { } box)
        {
            switch (box.Type)
            {
                case "moof":
                    fragment = FragmentHeader.Parse(ReadHeaderBox(box));
                    break;
                case "mdat" when fragment is { } header:
                    if (box.Length > MaxPacketBytes)
                        throw Broken();
                    var packet = Packet.Rent((int)box.Length, header.Dts + header.Offset, header.Duration, header.Key);
                    if (Fill(packet.Data))
                        return packet;
                    packet.Dispose(); // the writer ended in the middle of a packet: it was stopped
                    return null;
                default:
                    ReadHeaderBox(box);
                    break;
            }
        }
        return null;
    }

    private (string Type, long Length)? NextBox()
    {
        Span<byte> head = stackalloc byte[8];
        if (!Fill(head))
            return null;
        var size = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (size < 8)
            throw Broken();
        return (System.Text.Encoding.Latin1.GetString(head[4..]), size - 8);
    }

    private ReadOnlyMemory<byte> ReadHeaderBox((string Type, long Length) box)
    {
        if (box.Length > MaxHeaderBytes)
            throw Broken();
        if (_header.Length < box.Length)
            _header = new byte[box.Length];
        var content = _header.AsMemory(0, (int)box.Length);
        return Fill(content.Span) ? content : default;
    }

    private bool Fill(Span<byte> target)
    {
        var read = stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        Bytes += read;
        return read == target.Length;
    }

    private static MediaException Broken() =>
        new(MediaFault.ToolFailed, "ffmpeg wrote a fragment that cannot be read.");
}
