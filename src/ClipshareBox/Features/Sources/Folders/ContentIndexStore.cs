using System.Data;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Sources.Folders;

/// <summary>A content as the index writes it.</summary>
internal sealed record IndexRow
{
    public string ContentKey { get; init; } = "";
    public string SourceId { get; init; } = "";
    public string Folder { get; init; } = "";
    public string Name { get; init; } = "";
    public string Library { get; init; } = "";
    public string Title { get; init; } = "";
    public string TitleKey { get; init; } = "";
    public string SearchKey { get; init; } = "";
    public int? Year { get; init; }
    public long SizeBytes { get; init; }
    public long ChangedAt { get; init; }
    public string State { get; init; } = ContentRow.Waiting;
    public string? Fault { get; init; }
    public long DueAtMs { get; init; }
    public long AddedAtMs { get; init; }
}

/// <summary>What the index of files asks of and writes into the table <c>contents</c>.</summary>
internal static class ContentIndexStore
{
    // What is away is not due until it is back.
    private const long Never = long.MaxValue;

    private const string Known = "content_key, name, size_bytes, changed_at, state, away_at_ms";

    public static IReadOnlyDictionary<string, KnownFile> Files(IDbConnection connection, string sourceId, string folder) =>
        connection.Query<KnownFile>($"select {Known} from contents where source_id = @sourceId and folder = @folder", new { sourceId, folder })
            .ToDictionary(k => k.Name);

    public static KnownFile? File(IDbConnection connection, string sourceId, string folder, string name) => connection.QuerySingleOrDefault<KnownFile>(
        $"select {Known} from contents where source_id = @sourceId and folder = @folder and name = @name", new { sourceId, folder, name });

    /// <summary>Folders of which something is taken to be there.</summary>
    public static IReadOnlyList<string> Folders(IDbConnection connection, string sourceId) => [.. connection.Query<string>(
        "select distinct folder from contents where source_id = @sourceId and away_at_ms is null", new { sourceId })];

    /// <summary>Contents of a folder and of those below it that are taken to be there; all of the source for an empty name.</summary>
    public static IReadOnlyList<string> KeysBelow(IDbConnection connection, string sourceId, string folder, int most) => [.. connection.Query<string>(
        """
        select content_key from contents where source_id = @sourceId and away_at_ms is null
            and (@folder = '' or folder = @folder or substr(folder, 1, length(@folder) + 1) = @folder || '/') limit @most
        """,
        new { sourceId, folder, most })];

    public static void Insert(Change change, IReadOnlyList<IndexRow> rows) => change.Execute(
        """
        insert into contents (content_key, source_id, folder, name, library, title, title_key, search_key, year, size_bytes, changed_at, state,
            due_at_ms, fault, added_at_ms)
        values (@ContentKey, @SourceId, @Folder, @Name, @Library, @Title, @TitleKey, @SearchKey, @Year, @SizeBytes, @ChangedAt, @State,
            @DueAtMs, @Fault, @AddedAtMs)
        on conflict (source_id, folder, name) do nothing
        """,
        rows);

    /// <summary>Contents of the source with the same size and time: the file may be one of theirs, under another name.</summary>
    public static IReadOnlyList<(string ContentKey, string Path)> Alike(Change change, IndexRow row) => [.. change.Query<(string, string)>(
        """
        select c.content_key, s.place || '/' || case c.folder when '' then '' else c.folder || '/' end || c.name
        from contents c join sources s on s.id = c.source_id
        where c.source_id = @SourceId and c.size_bytes = @SizeBytes and c.changed_at = @ChangedAt and c.size_bytes > 0
            and not exists (select 1 from contents o where o.source_id = @SourceId and o.folder = @Folder and o.name = @Name)
        """,
        row)];

    /// <summary>Gives a content the place and name that its file has now; all that is known of it stays.</summary>
    public static void Move(Change change, IndexRow row) => change.Execute(
        """
        update contents set folder = @Folder, name = @Name, library = @Library, title = @Title, title_key = @TitleKey, search_key = @SearchKey,
            year = @Year, due_at_ms = @DueAtMs, away_at_ms = null
        where content_key = @ContentKey
        """,
        row);

    public static void Alter(Change change, IEnumerable<IndexRow> rows) => change.Execute(
        """
        update contents set size_bytes = @SizeBytes, changed_at = @ChangedAt, state = @State, due_at_ms = @DueAtMs, tries = 0, fault = @Fault,
            away_at_ms = null
        where content_key = @ContentKey
        """,
        rows);

    public static void Return(Change change, IEnumerable<string> keys, long nowMs) => change.Execute(
        "update contents set away_at_ms = null, due_at_ms = @nowMs where content_key = @key", keys.Select(key => new { key, nowMs }));

    public static void Vanish(Change change, IEnumerable<string> keys, long nowMs) => change.Execute(
        "update contents set away_at_ms = @nowMs, due_at_ms = @Never where content_key = @key", keys.Select(key => new { key, nowMs, Never }));

    public static int DeleteUnused(Change change, string sourceId, int most) => change.Execute(
        """
        delete from contents where content_key in (select c.content_key from contents c join sources s on s.id = c.source_id
            where c.source_id = @sourceId and s.removed_at_ms is not null and c.info is null limit @most)
        """,
        new { sourceId, most });
}
