using System.Data;
using Dapper;

namespace ClipshareBox.Features.Sources;

/// <summary>What is asked of the table <c>contents</c> about one of them.</summary>
internal static class ContentStore
{
    internal const string Columns =
        """
        c.content_key, c.source_id, c.folder, c.name, c.title, c.year, c.size_bytes, c.changed_at, c.state, c.tries, c.due_at_ms, c.duration_ms, c.info, c.fault,
        c.added_at_ms, c.away_at_ms, c.library, s.place, s.kind, s.removed_at_ms
        """;

    public static ContentRow? Find(IDbConnection connection, string contentKey) => connection.QuerySingleOrDefault<ContentRow>(
        $"select {Columns} from contents c join sources s on s.id = c.source_id where c.content_key = @contentKey", new { contentKey });
}
