using System.Globalization;
using System.Text.Json;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Platform.Hub;

/// <summary>The address <c>/hub</c>: hands each frame to its route, and answers <c>ack</c> or <c>error</c> with the frame's own id.</summary>
internal sealed partial class HubEndpoint(
    LiveHub hub, FrameWriter frames, BoxJson json, IServiceProvider services, ILogger<HubEndpoint> log)
{
    private readonly Dictionary<string, HubRoute> _routes = services.GetServices<HubRoute>().ToDictionary(r => r.Type);
    private readonly TimeProvider _clock = services.GetRequiredService<TimeProvider>();

    /// <summary>Serves one connection until it ends.</summary>
    public async Task ServeAsync(HttpContext http, CancellationToken stopping)
    {
        if (!http.WebSockets.IsWebSocketRequest)
            throw new Refusal(ErrorCode.ValidationError, "This address speaks WebSocket only.");
        if (!SameOrigin.Is(http.Request) && http.Request.Headers.Authorization.Count == 0)
            throw new Refusal(ErrorCode.PermissionDenied, "This page belongs to another site; open the box's own.");
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var connection = new HubConnection(socket, Caller.Of(http.User), _clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        hub.Enter(connection);
        try
        {
            var user = new HubUser(connection.Caller.UserId, connection.Caller.Name);
            connection.Outbox.Add(frames.Write("welcome", new Welcome(connection.Id, user, NowMs)));
            await connection.RunAsync(frame => Handle(connection, frame), ending.Token);
        }
        finally
        {
            hub.Exit(connection);
        }
    }

    private double NowMs => (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    private void Handle(HubConnection connection, ReadOnlyMemory<byte>? frame)
    {
        HubRequest? request = null;
        try
        {
            request = Read(frame);
            var answer = Answer(new HubCall(connection, request, json));
            if (answer is { } data && request.Id is { } id)
                connection.Outbox.Add(frames.Write("ack", data, id));
        }
        catch (Exception e)
        {
            var refusal = ErrorAnswers.RefusalOf(e);
            if (refusal.Code == ErrorCode.InternalError)
                LogFailure(log, e, request?.Type ?? "?");
            connection.Outbox.Add(frames.Write("error", new HubError(refusal.Code.Spelled(), refusal.Message, refusal.Details), request?.Id));
        }
    }

    private HubRequest Read(ReadOnlyMemory<byte>? frame)
    {
        if (frame is not { } bytes)
            throw new Refusal(ErrorCode.FileTooLarge, $"A frame is JSON text of at most {HubConnection.LargestFrame.ToString(CultureInfo.InvariantCulture)} bytes.");
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, json.Type<HubRequest>()) is { Type.Length: > 0 } request
                ? request
                : throw Refusal.Invalid("type", "name the message.");
        }
        catch (JsonException)
        {
            throw Refusal.Invalid("frame", "is no JSON object of the shape {type, id?, workspaceId?, data}.");
        }
    }

    // What this returns is the data of the acknowledgement; null where the answer is a frame of its own.
    private object? Answer(HubCall call)
    {
        switch (call.Request.Type)
        {
            case "ping":
                var t0 = call.Data<Ping>().T0;
                call.Connection.Outbox.Add(frames.Write("pong", new Pong(t0, NowMs), call.Request.Id));
                return null;
            case "join":
                JoinRoom(call, call.Data<Join>());
                return null;
            case "leave":
                hub.Leave(call.Connection, call.WorkspaceId);
                return new Dictionary<string, JsonElement>();
            case var type when call.Caller.IsReadOnly && _routes.TryGetValue(type ?? "", out var change) && !change.IsLook:
                throw Refusal.Denied("change anything with a token that only reads");
            case var type when _routes.TryGetValue(type ?? "", out var route):
                return route.Handle(services, call) ?? new Dictionary<string, JsonElement>();
            default:
                throw Refusal.Invalid("type", $"there is no message of the name '{call.Request.Type}'.");
        }
    }

    private void JoinRoom(HubCall call, Join join)
    {
        var workspaceId = join.WorkspaceId ?? call.WorkspaceId;
        RequireRoom(call.Caller, workspaceId);
        var (seq, missed) = hub.Join(call.Connection, workspaceId, join.SinceSeq);
        Dictionary<string, JsonElement>? snapshot;
        try
        {
            // Who was put out between the question and the joining would else be in for good.
            RequireRoom(call.Caller, workspaceId);
            snapshot = missed is null ? Snapshot(call.Caller, workspaceId) : null;
        }
        catch
        {
            hub.Leave(call.Connection, workspaceId);
            throw;
        }
        var joined = frames.Write("joined", new Joined(seq, snapshot), call.Request.Id, workspaceId);
        hub.Admit(call.Connection, workspaceId, [joined, .. (missed ?? []).Select(e => e.For(call.Caller.UserId))]);
        foreach (var listener in join.SinceSeq is null ? services.GetServices<RoomListener>() : [])
            listener.Opened(services, workspaceId);
    }

    private void RequireRoom(Caller caller, string workspaceId)
    {
        foreach (var rule in services.GetServices<RoomRule>())
            rule.Check(services, caller, workspaceId);
    }

    private Dictionary<string, JsonElement> Snapshot(Caller caller, string workspaceId) =>
        services.GetServices<SnapshotPart>().ToDictionary(part => part.Name, part => part.Read(services, caller, workspaceId));

    [LoggerMessage(LogLevel.Error, "Hub message {Type} failed")]
    private static partial void LogFailure(ILogger logger, Exception failure, string type);
}
