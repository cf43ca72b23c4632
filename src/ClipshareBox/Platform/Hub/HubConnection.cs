using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Platform.Hub;

/// <summary>One client's socket: its frames are read one after the other, what waits for it is sent beside.</summary>
internal sealed class HubConnection(WebSocket socket, Caller caller, TimeProvider clock) : IDisposable
{
    /// <summary>Close code for a client that does not keep up; it may come back with <c>sinceSeq</c>.</summary>
    public const WebSocketCloseStatus TooSlow = (WebSocketCloseStatus)4008;

    /// <summary>Close code for a client whose sign-in was revoked.</summary>
    public const WebSocketCloseStatus Revoked = (WebSocketCloseStatus)4001;

    /// <summary>The largest frame that is read, in bytes.</summary>
    public const int LargestFrame = 64 * 1024;

    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _revoked = new();
    private readonly Pace _pace = new(MostASecond, clock);

    /// <summary>Messages a second that are read; who sends more waits, and nothing of it is lost. A wheel turned fast sends about a hundred.</summary>
    public const int MostASecond = 200;

    /// <summary>This connection's name.</summary>
    public string Id { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>Who it is.</summary>
    public Caller Caller => caller;

    /// <summary>What waits to be sent.</summary>
    public Outbox Outbox { get; } = new();

    /// <summary>The rooms that it listens to, each with whether it follows the room's deck.</summary>
    public ConcurrentDictionary<string, bool> Rooms { get; } = new();

    /// <summary>True while it follows a room's deck.</summary>
    public bool Follows(string workspaceId) => Rooms.TryGetValue(workspaceId, out var following) && following;

    /// <summary>Lets pass who has joined a room, and with that been found to have the right to.</summary>
    /// <exception cref="Refusal">It has not.</exception>
    public void RequireIn(string workspaceId)
    {
        if (!Rooms.ContainsKey(workspaceId))
            throw new Refusal(ErrorCode.Conflict, "Join the workspace first.");
    }

    /// <summary>Ends the connection because its sign-in is no longer good.</summary>
    public void Revoke() => _revoked.Cancel();

    /// <summary>Serves the connection until it ends.</summary>
    /// <param name="handle">Answers one frame; null stands for one that was too large.</param>
    /// <param name="ct">The box stops, or the client is gone.</param>
    public async Task RunAsync(Action<ReadOnlyMemory<byte>?> handle, CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, _revoked.Token);
        // A socket whose reading or writing is cancelled can't say goodbye any more: that comes last.
        using var cut = new CancellationTokenSource();
        var sending = SendAllAsync(ending.Token, cut.Token);
        var reading = ReadAllAsync(handle, ending.Token, cut.Token);
        await Task.WhenAny(sending, reading, Outbox.Overrun, Task.Delay(Timeout.InfiniteTimeSpan, clock, ending.Token));
        var status = Outbox.Overrun.IsCompleted ? TooSlow
            : _revoked.IsCancellationRequested ? Revoked
            : reading.IsCompleted ? WebSocketCloseStatus.NormalClosure
            : WebSocketCloseStatus.EndpointUnavailable;
        await ending.CancelAsync();
        cut.CancelAfter(Goodbye);
        await Quiet(sending);
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await Quiet(socket.CloseOutputAsync(status, null, cut.Token));
        await Quiet(reading);
        socket.Abort();
    }

    /// <inheritdoc/>
    public void Dispose() => _revoked.Dispose();

    private async Task SendAllAsync(CancellationToken ending, CancellationToken cut)
    {
        while (true)
        {
            foreach (var frame in await Outbox.TakeAsync(ending))
            {
                ending.ThrowIfCancellationRequested();
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cut);
            }
        }
    }

    // Once the connection ends, what the client still says is passed over until it has said goodbye too.
    private async Task ReadAllAsync(Action<ReadOnlyMemory<byte>?> handle, CancellationToken ending, CancellationToken cut)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LargestFrame);
        try
        {
            while (true)
            {
                var (length, end) = await ReadFrameAsync(buffer, cut);
                if (end)
                    return;
                if (ending.IsCancellationRequested)
                    continue;
                await _pace.NextAsync(cut);
                handle(length > LargestFrame ? default(ReadOnlyMemory<byte>?) : buffer.AsMemory(0, length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A frame that is too large is read to its end and forgotten.
    private async Task<(int Length, bool End)> ReadFrameAsync(byte[] buffer, CancellationToken ct)
    {
        var length = 0;
        while (true)
        {
            var target = length < LargestFrame ? buffer.AsMemory(length, LargestFrame - length) : buffer.AsMemory(0, LargestFrame);
            var part = await socket.ReceiveAsync(target, ct);
            if (part.MessageType == WebSocketMessageType.Close)
                return (0, true);
            length += Math.Min(part.Count, int.MaxValue - length);
            if (part.EndOfMessage)
                return (part.MessageType == WebSocketMessageType.Text ? length : int.MaxValue, false);
        }
    }

    // A client that is gone breaks the socket; that is how connections end.
    private static async Task Quiet(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or InvalidOperationException)
        {
        }
    }
}
