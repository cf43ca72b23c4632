using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ClipshareBox.Media.Tests.Playback.Obs;

/// <summary>The bare client side of obs-websocket 5: one request at a time, events kept until someone waits for them.</summary>
/// <remarks>Messages: obs-websocket's docs/generated/protocol.md. Not for two threads at once.</remarks>
internal sealed class ObsSocket : IAsyncDisposable
{
    private const int Event = 5;
    private const int Request = 6;
    private const int Response = 7;
    private const int ScenesOutputsAndMedia = 4 | 64 | 256; // EventSubscription bits
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // a press on a busy machine, not a figure of OBS

    private readonly ClientWebSocket _socket = new();
    private readonly List<JsonElement> _events = [];
    private int _requests;

    /// <summary>Connects and identifies.</summary>
    /// <exception cref="WebSocketException">Nobody listens yet, or the password is wrong.</exception>
    public static async Task<ObsSocket> ConnectAsync(int port, string password, CancellationToken ct)
    {
        var obs = new ObsSocket();
        try
        {
            await obs._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}"), ct);
            var hello = await obs.ReceiveAsync(ct);
            var asked = hello.GetProperty("d").GetProperty("authentication");
            var authentication = Answer(password, Text(asked, "salt"), Text(asked, "challenge"));
            await obs.SendAsync(1, new { rpcVersion = 1, authentication, eventSubscriptions = ScenesOutputsAndMedia }, ct);
            await obs.ReceiveAsync(ct);
            return obs;
        }
        catch
        {
            await obs.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks OBS for something and returns its data.</summary>
    /// <exception cref="InvalidOperationException">OBS refused; the message has its code.</exception>
    public async Task<JsonElement> AskAsync(string requestType, object? requestData, CancellationToken ct)
    {
        using var limit = Limit(ct);
        var requestId = $"{++_requests}";
        await SendAsync(Request, new { requestType, requestId, requestData }, limit.Token);
        while (true)
        {
            var message = await ReceiveAsync(limit.Token);
            var data = message.GetProperty("d");
            if (message.GetProperty("op").GetInt32() != Response || Text(data, "requestId") != requestId)
                continue;
            var status = data.GetProperty("requestStatus");
            if (!status.GetProperty("result").GetBoolean())
                throw new InvalidOperationException($"OBS refused {requestType}: {status}");
            return data.TryGetProperty("responseData", out var answer) ? answer : default;
        }
    }

    /// <summary>Waits for an event whose field has this value; also one that came since the last wait.</summary>
    public async Task<JsonElement> HearAsync(string eventType, string field, string value, CancellationToken ct)
    {
        using var limit = Limit(ct);
        for (var next = 0; ; next++)
        {
            while (next == _events.Count)
                await ReceiveAsync(limit.Token);
            if (Text(_events[next], "eventType") == eventType && Text(_events[next].GetProperty("eventData"), field) == value)
            {
                var heard = _events[next].GetProperty("eventData");
                _events.RemoveRange(0, next + 1);
                return heard;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Text(JsonElement element, string field) => element.GetProperty(field).ToString();

    private static string Answer(string password, string salt, string challenge) => Hash(Hash(password + salt) + challenge);

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static CancellationTokenSource Limit(CancellationToken ct)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        return limit;
    }

    private async Task SendAsync(int op, object d, CancellationToken ct) =>
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { op, d }), WebSocketMessageType.Text, endOfMessage: true, ct);

    private async Task<JsonElement> ReceiveAsync(CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        using var whole = new MemoryStream();
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, ct);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException($"OBS closed the connection: {_socket.CloseStatus} {_socket.CloseStatusDescription}");
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        var message = JsonElement.Parse(whole.GetBuffer().AsSpan(0, (int)whole.Length));
        if (message.GetProperty("op").GetInt32() == Event)
            _events.Add(message.GetProperty("d"));
        return message;
    }
}
