using System.Data;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Chat;

/// <summary>A row of <c>messages</c>.</summary>
internal sealed record ChatRow
{
    public required string Id { get; init; }
    public required string WorkspaceId { get; init; }
    public string? UserId { get; init; }
    public required string UserName { get; init; }
    public required string Text { get; init; }
    public long CreatedAtMs { get; init; }
    public string? BookmarkId { get; init; }
    public int? BookmarkNumber { get; init; }
    public string? ReplyTo { get; init; }
}

/// <summary>The table <c>messages</c>.</summary>
internal static class ChatStore
{
    private const string Columns = "id, workspace_id, user_id, user_name, text, created_at_ms, bookmark_id, bookmark_number, reply_to";

    public static void Insert(Change change, ChatRow message) => change.Execute(
        $"""
        insert into messages (number, {Columns})
        select coalesce(max(number), 0) + 1, @Id, @WorkspaceId, @UserId, @UserName, @Text, @CreatedAtMs, @BookmarkId, @BookmarkNumber, @ReplyTo
        from messages where workspace_id = @WorkspaceId
        """,
        message);

    /// <summary>Messages of a workspace, or of one thread of it, the newest first.</summary>
    public static (IReadOnlyList<ChatRow> Rows, long Total) List(IDbConnection connection, string workspaceId, string? bookmarkId, Paging paging)
    {
        var which = bookmarkId is null ? "workspace_id = @workspaceId" : "workspace_id = @workspaceId and bookmark_id = @bookmarkId";
        var wanted = new { workspaceId, bookmarkId, paging.Limit, paging.Offset };
        return (
            [.. connection.Query<ChatRow>($"select {Columns} from messages where {which} order by number desc limit @Limit offset @Offset", wanted)],
            connection.QuerySingle<long>($"select count(*) from messages where {which}", wanted));
    }

    /// <summary>Messages by their ids, the newest first.</summary>
    public static IReadOnlyList<ChatRow> Of(IDbConnection connection, IReadOnlyCollection<string> ids) => ids.Count == 0
        ? []
        : [.. connection.Query<ChatRow>($"select {Columns} from messages where id in @ids order by created_at_ms desc, number desc", new { ids })];

    /// <summary>How much was said about each bookmark of a workspace.</summary>
    public static IReadOnlyList<ChatThread> Threads(IDbConnection connection, string workspaceId) =>
    [
        .. connection.Query<(string Id, int Number, int Count)>(
            """
            select bookmark_id, max(bookmark_number), count(*) from messages where workspace_id = @workspaceId and bookmark_id is not null
            group by bookmark_id order by 2
            """,
            new { workspaceId }).Select(t => new ChatThread(t.Id, t.Number, t.Count)),
    ];
}
