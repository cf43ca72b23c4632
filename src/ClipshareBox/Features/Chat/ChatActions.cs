using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Chat;

/// <summary>What members say to each other in a workspace, and what was said before.</summary>
internal sealed class ChatActions(Database database, WorkspaceRights rights, LiveHub hub, TimeProvider clock)
{
    /// <summary>Says something to all members.</summary>
    /// <exception cref="Refusal">The text is empty or too long, or the caller is no member.</exception>
    public ChatMessage Say(Caller caller, string workspaceId, NewChatMessage wanted)
    {
        rights.Require(caller, workspaceId, Permission.ReadWorkspace);
        var text = Check.Text("text", wanted.Text, 4_000, lines: true);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var message = new ChatMessage(Guid.CreateVersion7(at).ToString("N"), workspaceId, new HubUser(caller.UserId, caller.Name), text, at);
        database.Write(change =>
        {
            ChatStore.Insert(change, message);
            change.AfterCommit(() => hub.Publish(workspaceId, "chat_message", message));
        });
        return message;
    }

    /// <summary>What was said, the newest first.</summary>
    /// <exception cref="Refusal">The caller is no member.</exception>
    public Page<ChatMessage> List(Caller caller, string workspaceId, Paging paging)
    {
        rights.Require(caller, workspaceId, Permission.ReadWorkspace);
        return database.Read(c => ChatStore.List(c, workspaceId, paging));
    }
}
