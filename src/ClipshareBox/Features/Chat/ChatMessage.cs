using System.Text.Json;
using System.Text.Json.Serialization;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Chat;

/// <summary>Something that a member said to the others.</summary>
/// <param name="Id">Its name.</param>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="User">Who said it; the id is null when the account is gone.</param>
/// <param name="Text">What was said, with the names that people have now.</param>
/// <param name="CreatedAt">When.</param>
public sealed record ChatMessage(string Id, string WorkspaceId, HubUser User, string Text, DateTimeOffset CreatedAt)
{
    /// <summary>The bookmark that it is about, also after that was deleted; null where it is about none.</summary>
    public string? BookmarkId { get; init; }

    /// <summary>That bookmark's number.</summary>
    public int? BookmarkNumber { get; init; }

    /// <summary>The message that it answers; null where it answers none.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The beginning of that message.</summary>
    public ChatQuote? Quote { get; init; }

    /// <summary>Who is named in the text, in its order.</summary>
    public IReadOnlyList<Mention> Mentions { get; init; } = [];
}

/// <summary>The beginning of a message that was answered.</summary>
/// <param name="User">Who said it.</param>
/// <param name="Text">Up to 140 characters of it.</param>
public sealed record ChatQuote(HubUser User, string Text);

/// <summary>A member who is named in a text.</summary>
/// <param name="User">Who, by the name of now.</param>
/// <param name="Start">Where in the text the <c>@</c> stands, in UTF-16 units.</param>
/// <param name="Length">Of the <c>@</c> and the name, in UTF-16 units.</param>
public sealed record Mention(HubUser User, int Start, int Length);

/// <summary>Says something. <c>@</c> before a member's name mentions him.</summary>
/// <param name="Text">1 to 4,000 characters; lines are kept.</param>
/// <param name="BookmarkId">The bookmark that it is about; an answer is about that of the message it answers.</param>
/// <param name="ReplyTo">The message that it answers.</param>
public sealed record NewChatMessage(string Text, string? BookmarkId = null, string? ReplyTo = null);

/// <summary>How much was said about a bookmark.</summary>
/// <param name="BookmarkId">The bookmark; it may have been deleted.</param>
/// <param name="BookmarkNumber">Its number.</param>
/// <param name="MessageCount">Messages about it.</param>
public sealed record ChatThread(string BookmarkId, int BookmarkNumber, int MessageCount);

/// <summary>Mentions that someone has seen.</summary>
/// <param name="MessageIds">The messages, 500 at most; null for all in the workspace.</param>
public sealed record MentionsSeen(IReadOnlyList<string>? MessageIds = null);

/// <summary>Data of <c>mentions</c>: which messages of a workspace name the listener and were not seen by him yet.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="MessageIds">Those messages, the newest first, 500 at most.</param>
/// <param name="Message">The one that names him just now; null when he has seen some.</param>
public sealed record MentionNews(string WorkspaceId, IReadOnlyList<string> MessageIds, ChatMessage? Message);

/// <summary>Chat as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ChatMessage))]
[JsonSerializable(typeof(IReadOnlyList<ChatMessage>))]
[JsonSerializable(typeof(IReadOnlyList<ChatThread>))]
[JsonSerializable(typeof(NewChatMessage))]
[JsonSerializable(typeof(MentionsSeen))]
[JsonSerializable(typeof(MentionNews))]
internal sealed partial class ChatJson : JsonSerializerContext;
