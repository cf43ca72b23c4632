using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>Pushes notifications to listeners, and webhooks to addresses.</summary>
public sealed class NoticeBoard
{
    private readonly ConcurrentDictionary<WebSocket, bool> _listeners = new();
    private readonly FakePms _pms;
    private volatile TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal NoticeBoard(FakePms pms) => _pms = pms;

    /// <summary>How many listen.</summary>
    public int Listeners => _listeners.Count;

    /// <summary>Done when somebody listens.</summary>
    public async Task WaitForListenerAsync(CancellationToken ct)
    {
        while (_listeners.IsEmpty)
            await _joined.Task.WaitAsync(ct);
    }

    /// <summary>Sends a frame as it is: true, odd or broken.</summary>
    public async Task PushAsync(string text, CancellationToken ct)
    {
        foreach (var socket in _listeners.Keys)
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, ct);
    }

    /// <summary>Says that a session plays, pauses or stops.</summary>
    public Task PushPlayingAsync(string sessionKey, string ratingKey, string state, long viewOffsetMs, CancellationToken ct) => PushAsync(
        new JsonObject
        {
            ["NotificationContainer"] = new JsonObject
            {
                ["type"] = "playing",
                ["size"] = 1,
                ["PlaySessionStateNotification"] = new JsonArray(new JsonObject
                {
                    ["sessionKey"] = sessionKey,
                    ["clientIdentifier"] = "player-1",
                    ["guid"] = "",
                    ["ratingKey"] = ratingKey,
                    ["key"] = $"/library/metadata/{ratingKey}",
                    ["viewOffset"] = viewOffsetMs,
                    ["state"] = state,
                }),
            },
        }.ToJsonString(), ct);

    /// <summary>Cuts all listeners off.</summary>
    public void DropListeners()
    {
        _joined = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var socket in _listeners.Keys)
        {
            _listeners.TryRemove(socket, out _);
            socket.Abort();
        }
    }

    /// <summary>Sends a webhook as Plex does: multipart, the payload as one part, a picture as another when asked.</summary>
    /// <param name="to">The box's address.</param>
    /// <param name="eventName">media.play, media.pause, library.new…</param>
    /// <param name="item">What it is about; null for admin events.</param>
    /// <param name="withThumb">Adds a JPEG part.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<int> SendHookAsync(Uri to, string eventName, FakeItem? item, bool withThumb, CancellationToken ct)
    {
        using var http = new HttpClient();
        using var form = new MultipartFormDataContent($"------------------------{Guid.NewGuid():N}"[..40]);
        var payload = new StringContent(HookPayload(eventName, item).ToJsonString(), Encoding.UTF8, "application/json");
        form.Add(payload, "\"payload\"");
        if (withThumb)
        {
            var picture = new ByteArrayContent([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9]);
            picture.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            form.Add(picture, "\"thumb\"", "\"thumb.jpg\"");
        }
        using var answer = await http.PostAsync(to, form, ct);
        return (int)answer.StatusCode;
    }

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/:/websockets/notifications", context => ListenAsync(context, SocketPath.Plural));
        routes.MapGet("/:/websocket/notifications", context => ListenAsync(context, SocketPath.Singular));
    }

    private JsonObject HookPayload(string eventName, FakeItem? item)
    {
        var payload = new JsonObject
        {
            ["event"] = eventName,
            ["user"] = true,
            ["owner"] = true,
            ["Account"] = new JsonObject { ["id"] = 1, ["title"] = _pms.Owner?.Title ?? "Zoë 🎬" },
            ["Server"] = new JsonObject { ["title"] = _pms.Name, ["uuid"] = _pms.MachineIdentifier },
        };
        if (item is null)
            return payload;
        payload["Player"] = new JsonObject { ["local"] = true, ["publicAddress"] = "203.0.113.9", ["title"] = "Web", ["uuid"] = "player-1" };
        payload["Metadata"] = new JsonObject
        {
            ["librarySectionType"] = "movie",
            ["ratingKey"] = item.RatingKey,
            ["key"] = $"/library/metadata/{item.RatingKey}",
            ["guid"] = item.PlexGuid,
            ["Guid"] = new JsonArray(new JsonObject { ["id"] = "imdb://tt0000001" }),
            ["type"] = item.Type,
            ["title"] = item.Title,
            ["viewOffset"] = item.ViewOffsetMs ?? 0,
        };
        return payload;
    }

    private async Task ListenAsync(HttpContext context, SocketPath path)
    {
        if (!context.WebSockets.IsWebSocketRequest || _pms.Switches.Socket != path)
        {
            await Wire.ErrorAsync(context, 404);
            return;
        }
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        _listeners[socket] = true;
        _joined.TrySetResult();
        try
        {
            var buffer = new byte[1024];
            while ((await socket.ReceiveAsync(buffer, context.RequestAborted)).MessageType != WebSocketMessageType.Close)
            {
                // What a listener says is nobody's business.
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // It went away.
        }
        finally
        {
            _listeners.TryRemove(socket, out _);
        }
    }
}
