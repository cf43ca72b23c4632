using System.Data;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Workspaces.Members;

/// <summary>A row of <c>members</c>.</summary>
internal sealed record MemberRow
{
    public required string WorkspaceId { get; init; }
    public required string UserId { get; init; }
    public required string Role { get; init; }
    public long AddedAtMs { get; init; }
}

/// <summary>The table <c>members</c>.</summary>
internal static class MemberStore
{
    private const string Columns = "workspace_id, user_id, role, added_at_ms";

    public static (IReadOnlyList<MemberRow> Rows, long Total) List(IDbConnection connection, string workspaceId, Paging paging) => (
        [.. connection.Query<MemberRow>(
            $"select {Columns} from members where workspace_id = @workspaceId order by added_at_ms, user_id limit @Limit offset @Offset",
            new { workspaceId, paging.Limit, paging.Offset })],
        connection.QuerySingle<long>("select count(*) from members where workspace_id = @workspaceId", new { workspaceId }));

    public static MemberRow? Find(Change change, string workspaceId, string userId) => change.Single<MemberRow>(
        $"select {Columns} from members where workspace_id = @workspaceId and user_id = @userId", new { workspaceId, userId });

    /// <summary>The memberships of an account.</summary>
    public static IReadOnlyList<MemberRow> Of(Change change, string userId) =>
        [.. change.Query<MemberRow>($"select {Columns} from members where user_id = @userId", new { userId })];

    /// <summary>The other members of a workspace, the longest there first.</summary>
    public static IReadOnlyList<MemberRow> Others(Change change, MemberRow member) => [.. change.Query<MemberRow>(
        $"select {Columns} from members where workspace_id = @WorkspaceId and user_id <> @UserId order by added_at_ms, user_id", member)];

    /// <summary>Stores a member with his role; who is one keeps the time since when.</summary>
    public static void Put(Change change, MemberRow member) => change.Execute(
        """
        insert into members (workspace_id, user_id, role, added_at_ms) values (@WorkspaceId, @UserId, @Role, @AddedAtMs)
        on conflict (workspace_id, user_id) do update set role = excluded.role
        """,
        member);

    public static void Delete(Change change, MemberRow member) =>
        change.Execute("delete from members where workspace_id = @WorkspaceId and user_id = @UserId", member);
}
