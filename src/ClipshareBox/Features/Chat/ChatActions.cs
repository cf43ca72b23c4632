using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Features.Workspaces.Members;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Chat;

/// <summary>What members say to each other in a workspace, about a bookmark or in general, and what was said before.</summary>
internal sealed class ChatActions(Database database, WorkspaceRights rights, MemberActions members, BookmarkActions bookmarks, ChatWriter writer)
{
    private static readonly Paging Everyone = new(0, int.MaxValue);

    /// <summary>Says something to all members; those who are named in it hear of it wherever they are.</summary>
    /// <exception cref="Refusal">The text is empty or too long, there is no such bookmark or message, or the caller is no member.</exception>
    public ChatMessage Say(Caller caller, string workspaceId, NewChatMessage wanted)
    {
        rights.Require(caller, workspaceId, Permission.ReadWorkspace);
        var text = Check.Text("text", wanted.Text, 4_000, lines: true);
        var answered = wanted.ReplyTo is { } id ? Find(workspaceId, id) : null;
        var about = About(caller, workspaceId, wanted.BookmarkId, answered);
        var draft = new ChatDraft(text, about, answered, Named(caller, workspaceId, text));
        return database.Write(change => writer.Say(change, caller, workspaceId, draft));
    }

    /// <summary>What was said, the newest first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="bookmarkId">Only what is about that bookmark, also a deleted one; null for all.</param>
    /// <param name="paging">The part.</param>
    /// <exception cref="Refusal">The caller is no member.</exception>
    public Page<ChatMessage> List(Caller caller, string workspaceId, string? bookmarkId, Paging paging)
    {
        rights.Require(caller, workspaceId, Permission.ReadWorkspace);
        return database.Read(c =>
        {
            var (rows, total) = ChatStore.List(c, workspaceId, bookmarkId, paging);
            return new Page<ChatMessage>(ChatReader.Seen(c, rows), paging.Of(total));
        });
    }

    /// <summary>How much was said about each bookmark; those about which nothing was said are left out.</summary>
    /// <exception cref="Refusal">The caller is no member.</exception>
    public IReadOnlyList<ChatThread> Threads(Caller caller, string workspaceId)
    {
        rights.Require(caller, workspaceId, Permission.ReadWorkspace);
        return database.Read(c => ChatStore.Threads(c, workspaceId));
    }

    private ChatMessage Find(string workspaceId, string id) =>
        database.Read(c => ChatReader.Seen(c, ChatStore.Of(c, [id]))) is [var found] && found.WorkspaceId == workspaceId
            ? found
            : throw Refusal.Invalid("replyTo", "is no message of this workspace.");

    // An answer belongs to the thread of what it answers, also where the bookmark is gone.
    private (string Id, int Number)? About(Caller caller, string workspaceId, string? bookmarkId, ChatMessage? answered)
    {
        if (answered is { BookmarkId: { } about, BookmarkNumber: { } number } && (bookmarkId is null || bookmarkId == about))
            return (about, number);
        if (bookmarkId is null)
            return null;
        var row = bookmarks.Row(caller, bookmarkId, Permission.ReadWorkspace);
        return row.WorkspaceId == workspaceId ? (row.Id, row.Number) : throw Refusal.Invalid("bookmarkId", "is no bookmark of this workspace.");
    }

    private IReadOnlyList<Mention> Named(Caller caller, string workspaceId, string text) => text.Contains('@', StringComparison.Ordinal)
        ? MentionText.Find(text, members.List(caller, workspaceId, Everyone).Items.Select(m => m.User))
        : [];
}
