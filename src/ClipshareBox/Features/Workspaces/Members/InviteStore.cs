using System.Data;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Workspaces.Members;

/// <summary>A row of <c>invites</c>.</summary>
internal sealed record InviteRow
{
    public required string Id { get; init; }
    public required string WorkspaceId { get; init; }
    public required string Role { get; init; }
    public string? CreatedBy { get; init; }
    public long CreatedAtMs { get; init; }
    public long? ExpiresAtMs { get; init; }
    public int? MaxUses { get; init; }
    public int Uses { get; init; }
}

/// <summary>The table <c>invites</c>; of a code it has a hash only.</summary>
internal static class InviteStore
{
    private const string Columns = "id, workspace_id, role, created_by, created_at_ms, expires_at_ms, max_uses, uses";

    public static void Insert(Change change, InviteRow invite, string secretHash) => change.Execute(
        """
        insert into invites (id, workspace_id, role, secret_hash, created_by, created_at_ms, expires_at_ms, max_uses)
        values (@Id, @WorkspaceId, @Role, @secretHash, @CreatedBy, @CreatedAtMs, @ExpiresAtMs, @MaxUses)
        """,
        new { invite.Id, invite.WorkspaceId, invite.Role, secretHash, invite.CreatedBy, invite.CreatedAtMs, invite.ExpiresAtMs, invite.MaxUses });

    public static (IReadOnlyList<InviteRow> Rows, long Total) List(IDbConnection connection, string workspaceId, Paging paging) => (
        [.. connection.Query<InviteRow>(
            $"select {Columns} from invites where workspace_id = @workspaceId order by created_at_ms desc, id limit @Limit offset @Offset",
            new { workspaceId, paging.Limit, paging.Offset })],
        connection.QuerySingle<long>("select count(*) from invites where workspace_id = @workspaceId", new { workspaceId }));

    /// <summary>The invite of a code, where someone may still come by it.</summary>
    public static InviteRow? Good(Change change, string secretHash, long nowMs) => change.Single<InviteRow>(
        $"""
        select {Columns} from invites where secret_hash = @secretHash
        and (expires_at_ms is null or expires_at_ms > @nowMs) and (max_uses is null or uses < max_uses)
        """,
        new { secretHash, nowMs });

    public static void Use(Change change, string id) => change.Execute("update invites set uses = uses + 1 where id = @id", new { id });

    public static bool Delete(Change change, string workspaceId, string id) =>
        change.Execute("delete from invites where id = @id and workspace_id = @workspaceId", new { workspaceId, id }) == 1;
}
