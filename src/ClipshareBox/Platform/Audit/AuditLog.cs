using System.Data;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Platform.Audit;

/// <summary>The table <c>audit</c>: who did what to whom and when. It is written in the change that it tells of, and kept for 400 days.</summary>
internal sealed class AuditLog(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    /// <summary>Notes an act as part of the change that does it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="by">Who does it; null for the box itself.</param>
    /// <param name="note">What is done.</param>
    public void Add(Change change, Caller? by, AuditNote note)
    {
        var now = clock.GetUtcNow();
        change.Execute("delete from audit where at_ms < @oldest", new { oldest = (now - Kept).ToUnixTimeMilliseconds() });
        change.Execute(
            """
            insert into audit (id, at_ms, act, actor_id, actor_name, target_id, target_name, workspace_id, detail)
            values (@id, @atMs, @Act, @UserId, @Name, @TargetId, @TargetName, @WorkspaceId, @Detail)
            """,
            new
            {
                id = Guid.CreateVersion7(now).ToString("N"),
                atMs = now.ToUnixTimeMilliseconds(),
                note.Act,
                by?.UserId,
                by?.Name,
                note.TargetId,
                note.TargetName,
                note.WorkspaceId,
                note.Detail,
            });
    }

    /// <summary>Notes an act that changes nothing else.</summary>
    public void Add(AuditNote note) => database.Write(change => Add(change, null, note));

    /// <summary>The acts, the newest first.</summary>
    public Page<AuditEntry> List(Paging paging) => database.Read(c =>
    {
        var rows = c.Query<Row>(
            """
            select id, at_ms, act, actor_id, actor_name, target_id, target_name, workspace_id, detail
            from audit order by at_ms desc, rowid desc limit @Limit offset @Offset
            """,
            new { paging.Limit, paging.Offset });
        return new Page<AuditEntry>([.. rows.Select(r => r.Seen())], paging.Of(c.QuerySingle<long>("select count(*) from audit")));
    });

    private sealed record Row
    {
        public required string Id { get; init; }
        public long AtMs { get; init; }
        public required string Act { get; init; }
        public string? ActorId { get; init; }
        public string? ActorName { get; init; }
        public string? TargetId { get; init; }
        public string? TargetName { get; init; }
        public string? WorkspaceId { get; init; }
        public string? Detail { get; init; }

        public AuditEntry Seen() => new(
            Id, DateTimeOffset.FromUnixTimeMilliseconds(AtMs), Act, Named(ActorId, ActorName), Named(TargetId, TargetName), WorkspaceId, Detail);

        private static AuditName? Named(string? id, string? name) => id is null && name is null ? null : new AuditName(id, name);
    }
}
