using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Presence;

/// <summary>Who is here, where they look and what they type. Nothing of it is kept; who joined a room has the right to it.</summary>
internal sealed class PresenceActions(LiveHub hub, WorkspaceRights rights)
{
    /// <summary>Who is in a room now.</summary>
    public PresenceState Of(string workspaceId) => new([.. hub.Present(workspaceId)
        .GroupBy(c => (c.Caller.UserId, c.Caller.Name))
        .OrderBy(g => g.Key.Name, StringComparer.OrdinalIgnoreCase).ThenBy(g => g.Key.UserId, StringComparer.Ordinal)
        .Select(g => new PresentMember(new HubUser(g.Key.UserId, g.Key.Name), g.Count(), g.Any(c => c.Follows(workspaceId))))]);

    /// <summary>The caller's workspaces in which someone is.</summary>
    public IReadOnlyList<WorkspacePresence> Seen(Caller caller) => [.. (rights.Of(caller) ?? [])
        .Select(id => new WorkspacePresence(id, Of(id).Members)).Where(p => p.Members.Count > 0)];

    /// <summary>Shows the others where someone is.</summary>
    /// <exception cref="Refusal">A number lies outside, or he has not joined.</exception>
    public void Point(HubCall call, CursorPosition at)
    {
        call.Connection.RequireIn(call.WorkspaceId);
        Within("positionMs", at.PositionMs, 1e12);
        Within("x", at.X, 1);
        Within("y", at.Y, 1);
        hub.Show(
            call.WorkspaceId, "cursor_position", new CursorShown(User(call), call.Connection.Id, at.PositionMs, at.X, at.Y),
            call.Connection.Id, call.Connection);
    }

    /// <summary>Shows the others that someone types.</summary>
    /// <exception cref="Refusal">A text is too long, or he has not joined.</exception>
    public void Type(HubCall call, UserTyping typing)
    {
        call.Connection.RequireIn(call.WorkspaceId);
        var bookmarkId = typing.BookmarkId is { } id ? Check.Text("bookmarkId", id, 40) : null;
        var field = typing.Field is { } name ? Check.Text("field", name, 40) : null;
        hub.Show(
            call.WorkspaceId, "user_typing", new TypingShown(User(call), call.Connection.Id, typing.Typing, bookmarkId, field),
            call.Connection.Id, call.Connection);
    }

    /// <summary>Begins or ends to follow the deck.</summary>
    public void Follow(HubCall call, FollowChange wanted) => hub.Follow(call.Connection, call.WorkspaceId, wanted.Following);

    private static HubUser User(HubCall call) => new(call.Caller.UserId, call.Caller.Name);

    private static void Within(string field, double? value, double most)
    {
        if (value is { } number && !(number >= 0 && number <= most))
            throw Refusal.Invalid(field, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"lies from 0 to {most:0}."));
    }
}
