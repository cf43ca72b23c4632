using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Chat;

/// <summary>Where somebody is named and has not looked yet; kept until he has.</summary>
internal sealed class MentionActions(Database database, WorkspaceRights rights, ChatWriter writer)
{
    /// <summary>Messages that name the caller and were not seen by him, in all his workspaces, the newest first.</summary>
    public Page<ChatMessage> Unread(Caller caller, Paging paging)
    {
        var workspaces = rights.Of(caller) ?? [];
        return database.Read(c =>
        {
            var (ids, total) = MentionStore.Unread(c, caller.UserId ?? "", workspaces, paging);
            return new Page<ChatMessage>(ChatReader.Seen(c, ChatStore.Of(c, [.. ids])), paging.Of(total));
        });
    }

    /// <summary>Notes that the caller has seen where he is named; of messages that do not name him nothing is noted.</summary>
    /// <exception cref="Refusal">Too many messages, or the caller is no member.</exception>
    public void MarkRead(Caller caller, string workspaceId, MentionsSeen seen)
    {
        rights.Require(caller, workspaceId, Permission.ReadWorkspace);
        if (seen.MessageIds is { Count: > ChatWriter.Told })
            throw Refusal.Invalid("messageIds", $"may name {ChatWriter.Told} messages at most.");
        if (caller.UserId is { } userId && seen.MessageIds is not { Count: 0 })
            database.Write(change => writer.MarkRead(change, userId, workspaceId, seen.MessageIds));
    }
}
