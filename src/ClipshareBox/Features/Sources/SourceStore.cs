using System.Data;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Sources;

/// <summary>A source as it stands in the store.</summary>
internal sealed record SourceRow
{
    public const string Folder = "folder";

    public string Id { get; init; } = "";
    public string Kind { get; init; } = Folder;
    public string Name { get; init; } = "";

    /// <summary>Of a folder: its absolute path.</summary>
    public string Place { get; init; } = "";
    public long CreatedAtMs { get; init; }
    public long? RemovedAtMs { get; init; }
}

/// <summary>The table <c>sources</c>.</summary>
internal static class SourceStore
{
    private const string Columns = "id, kind, name, place, created_at_ms, removed_at_ms";

    public static IReadOnlyList<SourceRow> All(IDbConnection connection) =>
        [.. connection.Query<SourceRow>($"select {Columns} from sources where removed_at_ms is null order by name, id")];

    /// <summary>Removed sources that still have contents which nobody can have used.</summary>
    public static IReadOnlyList<string> Leftovers(IDbConnection connection) => [.. connection.Query<string>(
        "select id from sources s where removed_at_ms is not null and exists (select 1 from contents c where c.source_id = s.id and c.info is null)")];

    public static SourceRow? Find(IDbConnection connection, string id) => connection.QuerySingleOrDefault<SourceRow>(
        $"select {Columns} from sources where id = @id and removed_at_ms is null", new { id });

    public static SourceRow? FindPlace(Change change, string kind, string place) => change.Single<SourceRow>(
        $"select {Columns} from sources where kind = @kind and place = @place", new { kind, place });

    public static void Insert(Change change, SourceRow row) => change.Execute(
        "insert into sources (id, kind, name, place, created_at_ms) values (@Id, @Kind, @Name, @Place, @CreatedAtMs)", row);

    /// <summary>Takes a removed source back, so that its contents keep their keys.</summary>
    public static void Revive(Change change, string id, string name) =>
        change.Execute("update sources set name = @name, removed_at_ms = null where id = @id", new { id, name });

    public static bool Remove(Change change, string id, long nowMs) =>
        change.Execute("update sources set removed_at_ms = @nowMs where id = @id and removed_at_ms is null", new { id, nowMs }) == 1;
}
