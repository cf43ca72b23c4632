using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClipshareBox.Platform.Hub;

/// <summary>What a client sends.</summary>
/// <param name="Type">Name of the message.</param>
/// <param name="Id">The client's own name or number for it; the answer carries it too.</param>
/// <param name="WorkspaceId">The room that it is about.</param>
/// <param name="Data">Its content.</param>
internal sealed record HubRequest(string? Type, JsonElement? Id = null, string? WorkspaceId = null, JsonElement Data = default);

/// <summary>Data of <c>error</c>.</summary>
/// <param name="Code">As in HTTP answers.</param>
/// <param name="Message">What to do.</param>
/// <param name="Details">What helps.</param>
internal sealed record HubError(string Code, string Message, object? Details);

/// <summary>Data of <c>welcome</c>.</summary>
/// <param name="ConnectionId">This connection.</param>
/// <param name="User">Who the box takes the client for.</param>
/// <param name="ServerTimeMs">The box's clock, Unix time in ms.</param>
internal sealed record Welcome(string ConnectionId, HubUser User, double ServerTimeMs);

/// <summary>A person as others see them.</summary>
/// <param name="Id">Account, null for a panel.</param>
/// <param name="Name">Name.</param>
public sealed record HubUser(string? Id, string Name);

/// <summary>Data of <c>ping</c>.</summary>
/// <param name="T0">The client's clock, handed back unchanged.</param>
internal sealed record Ping(double T0);

/// <summary>Data of <c>pong</c>.</summary>
/// <param name="T0">The client's clock.</param>
/// <param name="ServerTimeMs">The box's clock, Unix time in ms with fractions.</param>
internal sealed record Pong(double T0, double ServerTimeMs);

/// <summary>Data of <c>join</c>.</summary>
/// <param name="WorkspaceId">The room; may stand in the frame instead.</param>
/// <param name="SinceSeq">The last event that the client has seen.</param>
internal sealed record Join(string? WorkspaceId = null, long? SinceSeq = null);

/// <summary>Data of <c>joined</c>.</summary>
/// <param name="Seq">The room's last event that is part of the answer.</param>
/// <param name="Snapshot">The room as it stands, by feature; null where the missed events follow instead.</param>
internal sealed record Joined(long Seq, IReadOnlyDictionary<string, JsonElement>? Snapshot);

/// <summary>The frames' own records.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HubRequest))]
[JsonSerializable(typeof(HubError))]
[JsonSerializable(typeof(Welcome))]
[JsonSerializable(typeof(Ping))]
[JsonSerializable(typeof(Pong))]
[JsonSerializable(typeof(Join))]
[JsonSerializable(typeof(Joined))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class HubJson : JsonSerializerContext;
