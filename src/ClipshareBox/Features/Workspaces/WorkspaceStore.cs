using System.Data;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Workspaces;

/// <summary>The tables <c>workspaces</c> and <c>members</c>.</summary>
internal static class WorkspaceStore
{
    private const string Columns =
        """
        w.id, w.title, w.description, w.content_key, w.auto_cut, w.handles_ms, w.rev, w.created_at_ms, w.updated_at_ms,
        (select count(*) from bookmarks b where b.workspace_id = w.id) as bookmark_count
        """;

    public static void Insert(Change change, Workspace workspace, string? userId, long nowMs)
    {
        change.Execute(
            """
            insert into workspaces (id, title, description, content_key, auto_cut, handles_ms, rev, created_by, created_at_ms, updated_at_ms)
            values (@Id, @Title, @Description, @ContentKey, @AutoCut, @HandlesMs, 1, @userId, @nowMs, @nowMs)
            """,
            new { workspace.Id, workspace.Title, workspace.Description, workspace.ContentKey, workspace.AutoCut, workspace.HandlesMs, userId, nowMs });
        if (userId is not null)
        {
            change.Execute(
                "insert into members (workspace_id, user_id, role, added_at_ms) values (@Id, @userId, 'producer', @nowMs)",
                new { workspace.Id, userId, nowMs });
        }
    }

    public static Workspace? Find(IDbConnection connection, string id, string? userId) => connection.QuerySingleOrDefault<Workspace>(
        $"select {Columns}, (select role from members m where m.workspace_id = w.id and m.user_id = @userId) as role from workspaces w where w.id = @id",
        new { id, userId });

    public static Workspace? Find(Change change, string id) =>
        change.Single<Workspace>($"select {Columns} from workspaces w where w.id = @id", new { id });

    /// <summary>The ids of the workspaces that cut at once.</summary>
    public static IReadOnlyList<string> AutoCut(IDbConnection connection) =>
        [.. connection.Query<string>("select id from workspaces where auto_cut = 1 order by id")];

    public static Workspace? Latest(IDbConnection connection, string userId, string contentKey) => connection.QueryFirstOrDefault<Workspace>(
        $"""
        select {Columns}, m.role from workspaces w join members m on m.workspace_id = w.id and m.user_id = @userId
        where w.content_key = @contentKey order by w.updated_at_ms desc, w.id limit 1
        """,
        new { userId, contentKey });

    public static Page<Workspace> List(IDbConnection connection, string userId, Paging paging)
    {
        var total = connection.QuerySingle<long>("select count(*) from members where user_id = @userId", new { userId });
        var rows = connection.Query<Workspace>(
            $"""
            select {Columns}, m.role from workspaces w join members m on m.workspace_id = w.id and m.user_id = @userId
            order by w.updated_at_ms desc, w.id limit @Limit offset @Offset
            """,
            new { userId, paging.Limit, paging.Offset });
        return new Page<Workspace>([.. rows], paging.Of(total));
    }

    public static void Update(Change change, Workspace workspace, long nowMs) => change.Execute(
        """
        update workspaces set title = @Title, description = @Description, auto_cut = @AutoCut, handles_ms = @HandlesMs, rev = rev + 1, updated_at_ms = @nowMs
        where id = @Id
        """,
        new { workspace.Id, workspace.Title, workspace.Description, workspace.AutoCut, workspace.HandlesMs, nowMs });

    public static bool Delete(Change change, string id) => change.Execute("delete from workspaces where id = @id", new { id }) == 1;

    /// <summary>The next number for a bookmark; it is never given again, even when that bookmark goes.</summary>
    public static int TakeNumber(Change change, string id, long nowMs) => change.Single<int>(
        "update workspaces set next_number = next_number + 1, updated_at_ms = @nowMs where id = @id returning next_number - 1", new { id, nowMs });
}
