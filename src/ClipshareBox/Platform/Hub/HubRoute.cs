using System.Text.Json;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Platform.Hub;

/// <summary>One message in the making of its answer.</summary>
/// <param name="Connection">Where it came from.</param>
/// <param name="Request">The message.</param>
/// <param name="Json">Reads its data.</param>
internal sealed record HubCall(HubConnection Connection, HubRequest Request, BoxJson Json)
{
    /// <summary>Who sent it.</summary>
    public Caller Caller => Connection.Caller;

    /// <summary>The room that it is about.</summary>
    /// <exception cref="Refusal">It names none.</exception>
    public string WorkspaceId => Request.WorkspaceId ?? throw Refusal.Invalid("workspaceId", "name the workspace.");

    /// <summary>Reads the data.</summary>
    /// <exception cref="JsonException">It is not of that shape.</exception>
    public T Data<T>() => Request.Data.ValueKind == JsonValueKind.Undefined
        ? throw Refusal.Invalid("data", "is missing.")
        : Request.Data.Deserialize(Json.Type<T>()) ?? throw Refusal.Invalid("data", "must not be null.");
}

/// <summary>What the box does with one type of message: the very action behind the HTTP address, with the same rights.</summary>
/// <param name="Type">Name of the message.</param>
/// <param name="Handle">Does it; what it returns is the data of <c>ack</c>, null answers <c>ack {}</c>.</param>
/// <param name="IsLook">True when it changes nothing, so that tokens that only read may send it.</param>
internal sealed record HubRoute(string Type, Func<IServiceProvider, HubCall, object?> Handle, bool IsLook = false);

/// <summary>A feature's part of the snapshot that a client gets when it joins a room.</summary>
/// <param name="Name">Its key in the snapshot.</param>
/// <param name="Read">Reads it as the caller may see it.</param>
internal sealed record SnapshotPart(string Name, Func<IServiceProvider, Caller, string, JsonElement> Read);

/// <summary>Decides who may join a room; throws <see cref="Refusal"/> for those who may not.</summary>
/// <param name="Check">Called with the caller and the workspace.</param>
internal sealed record RoomRule(Action<IServiceProvider, Caller, string> Check);

/// <summary>Hears that someone opened a room; coming back after a broken connection is no opening.</summary>
/// <param name="Opened">Called with the workspace.</param>
internal sealed record RoomListener(Action<IServiceProvider, string> Opened);
