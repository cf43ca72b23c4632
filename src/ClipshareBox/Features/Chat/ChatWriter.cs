using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Chat;

/// <summary>A message that may be said.</summary>
/// <param name="Text">What.</param>
/// <param name="About">The bookmark that it is about, or null.</param>
/// <param name="Answered">The message that it answers, or null.</param>
/// <param name="Named">Who is named in the text, in its order.</param>
internal sealed record ChatDraft(string Text, (string Id, int Number)? About, ChatMessage? Answered, IReadOnlyList<Mention> Named);

/// <summary>Stores messages and tells of them: the room, and those who are named wherever they are.</summary>
internal sealed class ChatWriter(LiveHub hub, TimeProvider clock)
{
    /// <summary>Mentions that a client is told of at most.</summary>
    public const int Told = 500;

    /// <summary>Stores what someone says.</summary>
    public ChatMessage Say(Change change, Caller caller, string workspaceId, ChatDraft draft)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var row = new ChatRow
        {
            Id = Guid.CreateVersion7(at).ToString("N"),
            WorkspaceId = workspaceId,
            UserId = caller.UserId,
            UserName = caller.Name,
            Text = draft.Text,
            CreatedAtMs = at.ToUnixTimeMilliseconds(),
            BookmarkId = draft.About?.Id,
            BookmarkNumber = draft.About?.Number,
            ReplyTo = draft.Answered?.Id,
        };
        ChatStore.Insert(change, row);
        foreach (var mention in draft.Named)
            MentionStore.Insert(change, Row(row, mention, caller));
        var (text, mentions) = MentionText.WithNames(row.Text, draft.Named);
        var message = new ChatMessage(row.Id, workspaceId, new HubUser(row.UserId, row.UserName), text, at)
        {
            BookmarkId = row.BookmarkId,
            BookmarkNumber = row.BookmarkNumber,
            ReplyTo = row.ReplyTo,
            Quote = draft.Answered is { } answered ? ChatReader.Quote(answered) : null,
            Mentions = mentions,
        };
        change.AfterCommit(() => hub.Publish(workspaceId, "chat_message", message));
        foreach (var userId in draft.Named.Select(m => m.User.Id).OfType<string>().Distinct().Where(id => id != caller.UserId))
            Tell(change, userId, workspaceId, message);
        return message;
    }

    /// <summary>Notes that someone has seen where he is named, and tells his other windows.</summary>
    public void MarkRead(Change change, string userId, string workspaceId, IReadOnlyCollection<string>? messageIds)
    {
        if (MentionStore.MarkRead(change, userId, workspaceId, messageIds, clock.GetUtcNow().ToUnixTimeMilliseconds()))
            Tell(change, userId, workspaceId, null);
    }

    private void Tell(Change change, string userId, string workspaceId, ChatMessage? message)
    {
        var news = new MentionNews(workspaceId, MentionStore.Unread(change, userId, workspaceId, Told), message);
        change.AfterCommit(() => hub.ShowTo(userId, "mentions", news, workspaceId));
    }

    // Who names himself has seen it.
    private static MentionRow Row(ChatRow message, Mention mention, Caller caller) => new()
    {
        MessageId = message.Id,
        StartAt = mention.Start,
        Length = mention.Length,
        UserId = mention.User.Id ?? "",
        ReadAtMs = mention.User.Id == caller.UserId ? message.CreatedAtMs : null,
    };
}
