using System.Threading.Channels;

namespace ClipshareBox.Media.Packets;

/// <summary>Carries packets from a reading thread to the cut; the thread waits while more than a given number of bytes lie here.</summary>
internal sealed class PacketQueue(long maxBytes) : IDisposable
{
    private readonly Channel<Packet> _packets = Channel.CreateUnbounded<Packet>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly object _room = new();
    private long _bytes;
    private bool _closed;
    private bool _skipping;

    /// <summary>Bytes of all packets put here so far.</summary>
    public long BytesPut { get; private set; }

    /// <summary>True when <see cref="TakeAsync"/> answers at once.</summary>
    public bool IsReady => _packets.Reader.Completion.IsCompleted || _packets.Reader.TryPeek(out _);

    /// <summary>Adds a packet, waiting for room. False when the queue was closed by its reader.</summary>
    public bool Put(Packet packet)
    {
        lock (_room)
        {
            BytesPut += packet.Data.Length;
            while (_bytes > maxBytes && !_closed && !_skipping)
                Monitor.Wait(_room);
            if (_skipping)
            {
                packet.Dispose();
                return true;
            }
            if (_closed)
            {
                packet.Dispose();
                return false;
            }
            _bytes += packet.Data.Length;
        }
        return _packets.Writer.TryWrite(packet);
    }

    /// <summary>No more packets come; <paramref name="error"/> reaches the reader behind the last packet.</summary>
    public void Complete(Exception? error = null) => _packets.Writer.TryComplete(error);

    /// <summary>The next packet, or null at the end.</summary>
    public async ValueTask<Packet?> TakeAsync(CancellationToken ct)
    {
        if (!_packets.Reader.TryRead(out var packet))
        {
            if (!await _packets.Reader.WaitToReadAsync(ct))
                return null;
            if (!_packets.Reader.TryRead(out packet))
                return null;
        }
        lock (_room)
        {
            _bytes -= packet.Data.Length;
            Monitor.Pulse(_room);
        }
        return packet;
    }

    /// <summary>From now on packets are dropped as they come, so that their writer never waits.</summary>
    public void Skip()
    {
        lock (_room)
        {
            _skipping = true;
            Monitor.PulseAll(_room);
        }
    }

    /// <summary>Lets a waiting writer go and gives all packets back.</summary>
    public void Dispose()
    {
        lock (_room)
        {
            _closed = true;
            Monitor.PulseAll(_room);
        }
        Complete();
        while (_packets.Reader.TryRead(out var packet))
            packet.Dispose();
    }
}
