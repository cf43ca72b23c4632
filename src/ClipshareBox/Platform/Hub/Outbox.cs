using System.Threading.Channels;

namespace ClipshareBox.Platform.Hub;

/// <summary>
/// What waits to be sent to one client. Answers and numbered events keep their order and have a bound: a client that leaves more
/// than <see cref="Bound"/> of them unread is dropped. Of states only the latest of each key waits.
/// </summary>
internal sealed class Outbox
{
    /// <summary>Frames that may wait.</summary>
    public const int Bound = 1024;

    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _ordered = new();
    private readonly Dictionary<string, byte[]> _latest = [];
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly TaskCompletionSource _overrun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends once the client has fallen too far behind.</summary>
    public Task Overrun => _overrun.Task;

    /// <summary>Puts a frame behind the others.</summary>
    public void Add(byte[] frame)
    {
        lock (_lock)
        {
            if (_ordered.Count >= Bound)
                _overrun.TrySetResult();
            else
                _ordered.Enqueue(frame);
        }
        _bell.Writer.TryWrite(true);
    }

    /// <summary>Shows a state; what still waits under the same key is replaced.</summary>
    public void Show(string key, byte[] frame)
    {
        lock (_lock)
            _latest[key] = frame;
        _bell.Writer.TryWrite(true);
    }

    /// <summary>Waits until there is something, and takes all of it.</summary>
    public async Task<IReadOnlyList<byte[]>> TakeAsync(CancellationToken ct)
    {
        await _bell.Reader.ReadAsync(ct);
        lock (_lock)
        {
            List<byte[]> frames = [.. _ordered, .. _latest.Values];
            _ordered.Clear();
            _latest.Clear();
            return frames;
        }
    }
}
