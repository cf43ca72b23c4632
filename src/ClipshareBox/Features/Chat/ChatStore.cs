using System.Data;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Chat;

/// <summary>The table <c>messages</c>.</summary>
internal static class ChatStore
{
    public static void Insert(Change change, ChatMessage message) => change.Execute(
        """
        insert into messages (id, workspace_id, number, user_id, user_name, text, created_at_ms)
        select @Id, @WorkspaceId, coalesce(max(number), 0) + 1, @userId, @userName, @Text, @atMs from messages where workspace_id = @WorkspaceId
        """,
        new
        {
            message.Id,
            message.WorkspaceId,
            userId = message.User.Id,
            userName = message.User.Name,
            message.Text,
            atMs = message.CreatedAt.ToUnixTimeMilliseconds(),
        });

    public static Page<ChatMessage> List(IDbConnection connection, string workspaceId, Paging paging)
    {
        var total = connection.QuerySingle<long>("select count(*) from messages where workspace_id = @workspaceId", new { workspaceId });
        var rows = connection.Query<(string Id, string? UserId, string UserName, string Text, long AtMs)>(
            """
            select id, user_id, user_name, text, created_at_ms from messages where workspace_id = @workspaceId
            order by number desc limit @Limit offset @Offset
            """,
            new { workspaceId, paging.Limit, paging.Offset });
        return new Page<ChatMessage>(
            [.. rows.Select(r => new ChatMessage(
                r.Id, workspaceId, new HubUser(r.UserId, r.UserName), r.Text, DateTimeOffset.FromUnixTimeMilliseconds(r.AtMs)))],
            paging.Of(total));
    }
}
