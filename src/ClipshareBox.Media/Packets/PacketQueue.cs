using System.Threading.Channels;

namespace ClipshareBox.Media.Packets;

/// <summary>Carries packets from a reading thread to the cut; the thread waits while they hold more than a given number of bytes.</summary>
internal sealed class PacketQueue(long maxBytes) : IDisposable
{
    private readonly Channel<Packet> _packets = Channel.CreateUnbounded<Packet>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly object _room = new();
    private long _bytes;
    private bool _closed;
    private bool _skipping;
    private long _maySkip;
    private TaskCompletionSource _skipped = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
            while (!_closed && (_skipping ? _maySkip <= 0 : _bytes > maxBytes))
            {
                if (_skipping)
                    _skipped.TrySetResult();
                Monitor.Wait(_room);
            }
            if (_closed || _skipping)
            {
                _maySkip -= packet.Data.Length;
                packet.Dispose();
                return !_closed;
            }
            _bytes += packet.HeldBytes;
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
            _bytes -= packet.HeldBytes;
            Monitor.Pulse(_room);
        }
        return packet;
    }

    /// <summary>Completes when <see cref="TakeAsync"/> answers at once. One waiter at a time.</summary>
    public Task WaitAsync(CancellationToken ct) => _packets.Reader.WaitToReadAsync(ct).AsTask();

    /// <summary>From now on packets are dropped as they come, but no more than allowed: the writer waits for the next allowance.</summary>
    /// <param name="bytes">How many bytes may be dropped from now on.</param>
    /// <returns>Completes when they were, and the writer waits.</returns>
    public Task Skip(long bytes)
    {
        lock (_room)
        {
            _skipping = true;
            _maySkip = bytes;
            if (_skipped.Task.IsCompleted)
                _skipped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Monitor.PulseAll(_room);
            return _skipped.Task;
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
