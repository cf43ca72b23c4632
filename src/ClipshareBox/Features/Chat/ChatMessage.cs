using System.Text.Json;
using System.Text.Json.Serialization;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Chat;

/// <summary>Something that a member said to the others.</summary>
/// <param name="Id">Its name.</param>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="User">Who said it; the id is null when the account is gone.</param>
/// <param name="Text">1 to 4,000 characters.</param>
/// <param name="CreatedAt">When.</param>
public sealed record ChatMessage(string Id, string WorkspaceId, HubUser User, string Text, DateTimeOffset CreatedAt);

/// <summary>Says something.</summary>
/// <param name="Text">1 to 4,000 characters; lines are kept.</param>
public sealed record NewChatMessage(string Text);

/// <summary>Chat as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ChatMessage))]
[JsonSerializable(typeof(IReadOnlyList<ChatMessage>))]
[JsonSerializable(typeof(NewChatMessage))]
internal sealed partial class ChatJson : JsonSerializerContext;
