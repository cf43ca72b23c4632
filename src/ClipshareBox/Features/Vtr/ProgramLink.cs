using System.Text.Json;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Vtr;

/// <summary>
/// The program page's own WebSocket, <c>/program/live</c>. It speaks the hub's frames but knows three messages only: a key in OBS's settings opens this
/// and not the hub, so there is nothing else that it could open.
/// </summary>
internal sealed class ProgramLink(ProgramPages pages, Player player, ProgramKey keys, FrameWriter frames, BoxJson json, TimeProvider clock)
{
    private static readonly string[] States = ["empty", "loading", "cued", "rolling", "held", "late", "fault"];

    /// <summary>Serves one page until it goes.</summary>
    public async Task ServeAsync(HttpContext http, CancellationToken stopping)
    {
        if (!http.WebSockets.IsWebSocketRequest)
            throw new Refusal(ErrorCode.ValidationError, "This address speaks WebSocket only.");
        if (!SameOrigin.Is(http.Request))
            throw new Refusal(ErrorCode.PermissionDenied, "This page belongs to another site; open the box's own.");
        var (caller, via) = CallerOf(http);
        if (pages.IsFull)
            throw new Refusal(ErrorCode.Conflict, $"There are {ProgramPages.Most} program pages already; close one.");
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var connection = new HubConnection(socket, caller, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        pages.Enter(connection, via);
        try
        {
            connection.Outbox.Add(frames.Write("welcome", new Welcome(connection.Id, new HubUser(null, "Program"), player.NowMs)));
            pages.Show(connection, player.Seen());
            await connection.RunAsync(frame => Handle(connection, frame), ending.Token);
        }
        finally
        {
            pages.Exit(connection);
            player.PagesChanged();
        }
    }

    private (Caller Caller, string Via) CallerOf(HttpContext http)
    {
        if (keys.Opens(http.Request.Query["key"]))
            return (new Caller(null, "Program", IsAdmin: false, "program", ""), "key");
        return http.User.Identity is { IsAuthenticated: true }
            ? (Caller.Of(http.User), "session")
            : throw new Refusal(ErrorCode.AuthenticationError, "Sign in, or open /program with the key that a producer makes for it.");
    }

    private void Handle(HubConnection connection, ReadOnlyMemory<byte>? frame)
    {
        HubRequest? request = null;
        try
        {
            request = Read(frame);
            Answer(connection, new HubCall(connection, request, json));
        }
        catch (Exception e) when (e is Refusal or JsonException)
        {
            var refusal = ErrorAnswers.RefusalOf(e);
            connection.Outbox.Add(frames.Write("error", new HubError(refusal.Code.Spelled(), refusal.Message, refusal.Details), request?.Id));
        }
    }

    private HubRequest Read(ReadOnlyMemory<byte>? frame) => frame is { } bytes
        ? JsonSerializer.Deserialize(bytes.Span, json.Type<HubRequest>()) ?? throw Refusal.Invalid("frame", "must not be null.")
        : throw new Refusal(ErrorCode.FileTooLarge, "The frame is larger than this address takes.");

    private void Answer(HubConnection connection, HubCall call)
    {
        switch (call.Request.Type)
        {
            case "ping":
                connection.Outbox.Add(frames.Write("pong", new Pong(call.Data<Ping>().T0, player.NowMs), call.Request.Id));
                break;
            case "program_hello":
                var name = Check.Text("name", call.Data<ProgramHello>().Name, 64, required: false);
                pages.Note(connection, o => o with { Name = name.Length > 0 ? name : o.Name });
                player.PagesChanged();
                break;
            case "program_report":
                Report(connection, call.Data<ProgramReport>());
                break;
            default:
                throw Refusal.Invalid("type", "a program page sends ping, program_hello and program_report.");
        }
    }

    private void Report(HubConnection connection, ProgramReport report)
    {
        var state = Check.OneOf("state", report.State, States);
        var clipId = report.ClipId is null ? null : Check.Text("clipId", report.ClipId, 64);
        var fault = report.Fault is null ? null : Check.Text("fault", report.Fault, 300, required: false, lines: true);
        var output = pages.Note(connection, o => o with
        {
            State = state,
            ClipId = clipId,
            RollId = report.RollId ?? o.RollId,
            FirstFramePresentedAtMs = report.RollId is null || report.RollId == o.RollId
                ? report.FirstFramePresentedAtMs ?? o.FirstFramePresentedAtMs
                : report.FirstFramePresentedAtMs,
            FirstFrameMs = report.FirstFrameMs ?? o.FirstFrameMs,
            Muted = report.Muted,
            Fault = fault,
        });
        if (output is not null)
            player.Hear(output);
    }
}
