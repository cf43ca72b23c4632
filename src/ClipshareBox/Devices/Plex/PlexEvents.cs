using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ClipshareBox.Devices.Plex;

/// <summary>A notification. A hint to look, never the truth: sessions come and go, and the same stop may come twice.</summary>
/// <param name="Type">playing, timeline, activity…; "connected" each time the socket is there, "away" when there is none.</param>
/// <param name="SessionKey">Of playing; or null.</param>
/// <param name="ItemKey">ratingKey of playing, itemID of timeline; or null.</param>
/// <param name="State">playing, paused, buffering, stopped; the state's number of timeline (9 deleted); or null.</param>
/// <param name="ViewOffsetMs">Of playing, in ms; or null.</param>
internal sealed record PlexEvent(string Type, string? SessionKey = null, string? ItemKey = null, string? State = null, long? ViewOffsetMs = null);

/// <summary>Listens to a server's notification socket and comes back after breaks. Where there is no socket, the caller polls.</summary>
internal sealed class PlexEvents(PlexVisit visit)
{
    // Sources disagree on the name.
    private static readonly string[] Paths = ["/:/websockets/notifications", "/:/websocket/notifications"];
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private const int MaxFrame = 1024 * 1024;

    /// <summary>Notifications until cancelled: "connected" first and after each break (read the sessions then), "away" when the socket is not to be had.</summary>
    public async IAsyncEnumerable<PlexEvent> ListenAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var pause = FirstPause;
        while (!ct.IsCancellationRequested)
        {
            using var socket = await OpenAsync(ct);
            if (socket is null)
            {
                yield return new PlexEvent("away");
            }
            else
            {
                pause = FirstPause;
                yield return new PlexEvent("connected");
                while (await FrameAsync(socket, ct) is { } frame)
                {
                    foreach (var found in Read(frame))
                        yield return found;
                }
                yield return new PlexEvent("away");
            }
            await Task.Delay(Jitter(pause), visit.Server.Gear.Clock, ct);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Reads a frame; nothing comes of one that can't be read.</summary>
    internal static IReadOnlyList<PlexEvent> Read(ReadOnlyMemory<byte> frame)
    {
        try
        {
            using var document = JsonDocument.Parse(frame);
            var root = new PlexNode(document.RootElement);
            // Very old servers, and event streams, have no wrapper.
            var notice = root.Child("NotificationContainer") ?? root;
            var type = notice.Text("type") ?? "";
            if (type.Length == 0)
                return [];
            PlexEvent[] found =
            [
                .. notice.Rows("PlaySessionStateNotification").Concat(type == "playing" ? notice.Rows("_children") : []).Select(row => new PlexEvent(
                    type, row.Text("sessionKey"), row.Text("ratingKey"), row.Text("state"), row.Number("viewOffset"))),
                .. notice.Rows("TimelineEntry").Select(row => new PlexEvent(type, null, row.Text("itemID"), row.Text("state"))),
            ];
            return found.Length > 0 ? found : [new PlexEvent(type)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private async Task<ClientWebSocket?> OpenAsync(CancellationToken ct)
    {
        foreach (var path in Paths)
        {
            var socket = new ClientWebSocket();
            socket.Options.KeepAliveInterval = KeepAlive;
            socket.Options.KeepAliveTimeout = KeepAlive;
            foreach (var (name, value) in visit.Server.Gear.Me.Headers)
                socket.Options.SetRequestHeader(name, value);
            socket.Options.SetRequestHeader("X-Plex-Token", visit.Token.Reveal());
            try
            {
                // Nobody else gets the token, here neither.
                _ = await visit.Server.IdentifyAsync(ct);
                using var late = new CancellationTokenSource(Connect, visit.Server.Gear.Clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
                await socket.ConnectAsync(AddressOf(path), visit.Server.Gear.Connections.Servers, either.Token);
                return socket;
            }
            catch (Exception e) when (e is WebSocketException or PlexFault or OperationCanceledException && !ct.IsCancellationRequested)
            {
                socket.Dispose();
            }
        }
        ct.ThrowIfCancellationRequested();
        return null;
    }

    private Uri AddressOf(string path)
    {
        var address = new UriBuilder(new Uri(visit.Server.Place.Address, path));
        address.Scheme = address.Scheme == "https" ? "wss" : "ws";
        return address.Uri;
    }

    private static async Task<ReadOnlyMemory<byte>?> FrameAsync(ClientWebSocket socket, CancellationToken ct)
    {
        using var frame = new MemoryStream();
        var buffer = new byte[8 * 1024];
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer, ct);
                if (read.MessageType == WebSocketMessageType.Close)
                    return null;
                if (frame.Length + read.Count <= MaxFrame)
                    frame.Write(buffer, 0, read.Count);
                if (read.EndOfMessage)
                    return frame.ToArray();
            }
        }
        catch (Exception e) when (e is WebSocketException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            // Cut off, or silent for too long.
            return null;
        }
    }

    private static TimeSpan Jitter(TimeSpan pause) => pause * (0.75 + Random.Shared.NextDouble() / 2);
}
