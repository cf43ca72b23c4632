using System.Data;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Decks;

/// <summary>A row of the table <c>decks</c>.</summary>
internal sealed record DeckRow
{
    public required string WorkspaceId { get; init; }
    public bool Loaded { get; init; }
    public long Frame { get; init; }
    public long? MarkInFrame { get; init; }

    /// <summary>No change before the next start has this number or a higher one.</summary>
    public long NextRev { get; init; }
}

/// <summary>The table <c>decks</c>.</summary>
internal static class DeckStore
{
    public static DeckRow? Find(IDbConnection connection, string workspaceId) => connection.QuerySingleOrDefault<DeckRow>(
        "select workspace_id, loaded, frame, mark_in_frame, next_rev from decks where workspace_id = @workspaceId", new { workspaceId });

    /// <summary>Keeps where a deck stands; nothing where its workspace has gone meanwhile.</summary>
    public static void Save(Change change, DeckRow row) => change.Execute(
        """
        insert into decks (workspace_id, loaded, frame, mark_in_frame, next_rev)
        select id, @Loaded, @Frame, @MarkInFrame, @NextRev from workspaces where id = @WorkspaceId
        on conflict (workspace_id) do update set
            loaded = excluded.loaded, frame = excluded.frame, mark_in_frame = excluded.mark_in_frame, next_rev = excluded.next_rev
        """,
        row);
}
