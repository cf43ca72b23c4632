using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClipshareBox.Tests;

/// <summary>A client of the hub that keeps what it hears in order.</summary>
public sealed class HubClient(ClientWebSocket socket) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private int _id;

    /// <summary>How the box closed the connection, once it did.</summary>
    public WebSocketCloseStatus? Closed => socket.CloseStatus;

    public static async Task<HubClient> ConnectAsync(Uri box, string? token, CancellationToken ct, string? origin = null, string? cookie = null)
    {
        var socket = new ClientWebSocket();
        if (token is not null)
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        if (cookie is not null)
            socket.Options.SetRequestHeader("Cookie", cookie);
        await socket.ConnectAsync(new UriBuilder(box) { Scheme = "ws", Path = "/hub" }.Uri, ct);
        return new HubClient(socket);
    }

    /// <summary>Sends a message and waits for its answer; what comes before it is dropped.</summary>
    public async Task<JsonElement> AskAsync(string type, object data, CancellationToken ct, string? workspaceId = null)
    {
        var id = (++_id).ToString(CultureInfo.InvariantCulture);
        var frame = new JsonObject { ["type"] = type, ["id"] = id, ["data"] = JsonSerializer.SerializeToNode(data) };
        if (workspaceId is not null)
            frame["workspaceId"] = workspaceId;
        await SendAsync(frame.ToJsonString(), ct);
        return await NextAsync(f => f.TryGetProperty("id", out var i) && i.GetString() == id, ct);
    }

    /// <summary>Sends any text.</summary>
    public Task SendAsync(string text, CancellationToken ct) =>
        socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, ct);

    /// <summary>The next frame of a type.</summary>
    public Task<JsonElement> NextAsync(string type, CancellationToken ct) => NextAsync(f => f.GetProperty("type").GetString() == type, ct);

    /// <summary>The next frame that fits.</summary>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> fits, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        while (true)
        {
            var frame = await ReadAsync(limit.Token);
            if (fits(frame))
                return frame;
        }
    }

    /// <summary>The next frame that fits, where time must pass before it comes.</summary>
    /// <param name="fits">What is waited for.</param>
    /// <param name="pass">Lets time pass, again and again until the frame is there.</param>
    /// <param name="ct">Stops.</param>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> fits, Action pass, CancellationToken ct)
    {
        var next = NextAsync(fits, ct);
        while (!next.IsCompleted)
        {
            pass();
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(20), ct));
        }
        return await next;
    }

    /// <summary>The next frame of all.</summary>
    public async Task<JsonElement> ReadAsync(CancellationToken ct)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, ct);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException($"The box closed the connection ({(int?)part.CloseStatus}).");
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonDocument.Parse(message.ToArray()).RootElement.Clone();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (socket.State == WebSocketState.Open)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        }
        socket.Dispose();
    }
}
