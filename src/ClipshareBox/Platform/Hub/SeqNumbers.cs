using ClipshareBox.Platform.Store;

namespace ClipshareBox.Platform.Hub;

/// <summary>
/// Numbers of a room's events. Each run of the box takes a block of its own when it opens the room, so that no number is ever used
/// again after a restart, and no event costs a write.
/// </summary>
internal sealed class SeqNumbers(Database database)
{
    // Nine million runs fit into the integers that JavaScript counts exactly.
    private const long Block = 1_000_000_000;

    /// <summary>The number that a room of this run begins behind.</summary>
    public long Start(string workspaceId) => database.Write(change =>
    {
        var start = change.Single<long?>("select reserved from hub_rooms where workspace_id = @workspaceId", new { workspaceId }) ?? 0;
        change.Execute(
            """
            insert into hub_rooms (workspace_id, reserved) values (@workspaceId, @reserved)
            on conflict (workspace_id) do update set reserved = @reserved
            """,
            new { workspaceId, reserved = start + Block });
        return start;
    });
}
