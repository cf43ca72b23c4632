using System.Data;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Chat;

/// <summary>A row of <c>mentions</c>.</summary>
internal sealed record MentionRow
{
    public required string MessageId { get; init; }
    public int StartAt { get; init; }
    public int Length { get; init; }
    public required string UserId { get; init; }
    public long? ReadAtMs { get; init; }
}

/// <summary>The table <c>mentions</c>.</summary>
internal static class MentionStore
{
    private const string Unseen =
        """
        from mentions n join messages m on m.id = n.message_id
        where n.user_id = @userId and n.read_at_ms is null and m.workspace_id in @workspaceIds
        """;

    public static void Insert(Change change, MentionRow mention) => change.Execute(
        "insert into mentions (message_id, start_at, length, user_id, read_at_ms) values (@MessageId, @StartAt, @Length, @UserId, @ReadAtMs)", mention);

    /// <summary>Who is named in messages, in the order of their texts.</summary>
    public static ILookup<string, MentionRow> Of(IDbConnection connection, IReadOnlyCollection<string> messageIds) =>
        connection.Query<MentionRow>(
            "select message_id, start_at, length, user_id, read_at_ms from mentions where message_id in @messageIds order by message_id, start_at",
            new { messageIds }).ToLookup(m => m.MessageId);

    /// <summary>Messages of some workspaces that name someone who has not seen them, the newest first.</summary>
    public static (IReadOnlyList<string> Ids, long Total) Unread(
        IDbConnection connection, string userId, IReadOnlyCollection<string> workspaceIds, Paging paging)
    {
        var wanted = new { userId, workspaceIds, paging.Limit, paging.Offset };
        return (
            [.. connection.Query<(string Id, long At)>(
                $"select m.id, m.created_at_ms {Unseen} group by m.id order by m.created_at_ms desc, m.number desc limit @Limit offset @Offset", wanted)
                .Select(m => m.Id)],
            connection.QuerySingle<long>($"select count(distinct m.id) {Unseen}", wanted));
    }

    /// <summary>The same for one workspace, within a change.</summary>
    public static IReadOnlyList<string> Unread(Change change, string userId, string workspaceId, int most) =>
    [
        .. change.Query<(string Id, long Number)>(
            $"select m.id, m.number {Unseen} group by m.id order by m.number desc limit @most", new { userId, workspaceIds = new[] { workspaceId }, most })
            .Select(m => m.Id),
    ];

    /// <summary>Notes that someone has seen where he is named.</summary>
    /// <param name="change">The change.</param>
    /// <param name="userId">Who.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="messageIds">The messages; null for all.</param>
    /// <param name="nowMs">When, Unix time in ms.</param>
    /// <returns>True where there was something to note.</returns>
    public static bool MarkRead(Change change, string userId, string workspaceId, IReadOnlyCollection<string>? messageIds, long nowMs) => change.Execute(
        $"""
        update mentions set read_at_ms = @nowMs where user_id = @userId and read_at_ms is null
        and message_id in (select id from messages where workspace_id = @workspaceId {(messageIds is null ? "" : "and id in @messageIds")})
        """,
        new { userId, workspaceId, messageIds, nowMs }) > 0;
}
