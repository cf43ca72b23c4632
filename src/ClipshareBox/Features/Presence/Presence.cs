using System.Text.Json;
using System.Text.Json.Serialization;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Presence;

/// <summary>Data of <c>presence</c>: who is in a workspace now.</summary>
/// <param name="Members">One a person or program, by name.</param>
public sealed record PresenceState(IReadOnlyList<PresentMember> Members);

/// <summary>Who is in one of the caller's workspaces now.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="Members">One a person or program, by name.</param>
public sealed record WorkspacePresence(string WorkspaceId, IReadOnlyList<PresentMember> Members);

/// <summary>Someone who is here.</summary>
/// <param name="User">Who.</param>
/// <param name="Connections">Open connections: windows, phones, programs.</param>
/// <param name="Following">True when at least one of them follows the deck.</param>
public sealed record PresentMember(HubUser User, int Connections, bool Following);

/// <summary>Sends one's playhead and pointer; all parts may be left out.</summary>
/// <param name="PositionMs">Playhead in ms from the content's start, 0 and up.</param>
/// <param name="X">Pointer from the picture's left edge, 0 to 1 of its width.</param>
/// <param name="Y">Pointer from its upper edge, 0 to 1 of its height.</param>
public sealed record CursorPosition(double? PositionMs = null, double? X = null, double? Y = null);

/// <summary>Data of the broadcast <c>cursor_position</c>.</summary>
public sealed record CursorShown(HubUser User, string ConnectionId, double? PositionMs, double? X, double? Y);

/// <summary>Tells that one is typing, or has stopped.</summary>
/// <param name="Typing">True while typing; say it again every few seconds.</param>
/// <param name="BookmarkId">The bookmark, or null in the chat.</param>
/// <param name="Field">The field of the bookmark, up to 40 characters.</param>
public sealed record UserTyping(bool Typing, string? BookmarkId = null, string? Field = null);

/// <summary>Data of the broadcast <c>user_typing</c>.</summary>
public sealed record TypingShown(HubUser User, string ConnectionId, bool Typing, string? BookmarkId, string? Field);

/// <summary>Begins or ends to follow the deck.</summary>
public sealed record FollowChange(bool Following);

/// <summary>Presence as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PresenceState))]
[JsonSerializable(typeof(IReadOnlyList<WorkspacePresence>))]
[JsonSerializable(typeof(CursorPosition))]
[JsonSerializable(typeof(CursorShown))]
[JsonSerializable(typeof(UserTyping))]
[JsonSerializable(typeof(TypingShown))]
[JsonSerializable(typeof(FollowChange))]
internal sealed partial class PresenceJson : JsonSerializerContext;
