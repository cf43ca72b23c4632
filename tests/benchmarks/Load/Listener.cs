using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace Benchmarks.Load;

/// <summary>One client that listens, and notes how long each stamped frame was on its way.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly List<(long Sent, double Ms)> _waits = [];
    private Task _reading = Task.CompletedTask;

    /// <summary>The waits of the frames sent since an instant, in ms; asked once it listens no more.</summary>
    public IEnumerable<double> WaitsSince(long ticks) => _waits.Where(w => w.Sent >= ticks).Select(w => w.Ms);

    /// <summary>The last stamped frame.</summary>
    public byte[]? LastFrame { get; private set; }

    /// <summary>True when the other side ended it.</summary>
    public bool Lost { get; private set; }

    /// <summary>Connects, joins where there is a room, and listens from then on.</summary>
    public static async Task<Listener> OpenAsync(Uri address, string? token, string? join, CancellationToken ct)
    {
        var listener = new Listener();
        if (token is not null)
            listener._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await listener._socket.ConnectAsync(address, ct);
        if (join is not null)
        {
            await listener._socket.SendAsync(Encoding.UTF8.GetBytes(join), WebSocketMessageType.Text, endOfMessage: true, ct);
            await listener.UntilJoinedAsync(ct);
        }
        listener._reading = listener.ReadAsync(ct);
        return listener;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken ct) =>
        await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, ct);

    /// <summary>Ends it, so that its waits can be read.</summary>
    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    private async Task UntilJoinedAsync(CancellationToken ct)
    {
        while (true)
        {
            var length = await FrameAsync(ct);
            if (_buffer.AsSpan(0, length).StartsWith("{\"type\":\"joined\""u8))
                return;
            if (_buffer.AsSpan(0, length).StartsWith("{\"type\":\"error\""u8))
                throw new InvalidOperationException(Encoding.UTF8.GetString(_buffer, 0, length));
        }
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var length = await FrameAsync(ct);
                if (Stamp.Read(_buffer.AsSpan(0, length)) is not { } sent)
                    continue;
                _waits.Add((sent, Stopwatch.GetElapsedTime(sent).TotalMilliseconds));
                LastFrame ??= _buffer[..length];
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or EndOfStreamException)
        {
            Lost = e is EndOfStreamException; // or this side ended it
        }
    }

    // Presence of hundreds is longer than the buffer; of such a frame only the beginning counts.
    private async Task<int> FrameAsync(CancellationToken ct)
    {
        var length = 0;
        while (true)
        {
            var free = _buffer.AsMemory(length < _buffer.Length ? length : _buffer.Length / 2);
            var part = await _socket.ReceiveAsync(free, ct);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new EndOfStreamException($"closed with {_socket.CloseStatus}");
            length = Math.Min(_buffer.Length, length + part.Count);
            if (part.EndOfMessage)
                return length;
        }
    }
}
