using System.Data;
using ClipshareBox.Platform.Http;
using Dapper;

namespace ClipshareBox.Features.Sources;

/// <summary>What is wanted of a list of contents.</summary>
/// <param name="SourceId">The source; null for all.</param>
/// <param name="Library">The folder at its top; null for all of it.</param>
/// <param name="Words">What all must have in their path, in small letters.</param>
/// <param name="Sort">The order, one of <see cref="ContentLists.Sorts"/>.</param>
internal sealed record ContentQuery(string? SourceId, string? Library, IReadOnlyList<string> Words, string Sort);

/// <summary>Lists from the table <c>contents</c>, of what is there.</summary>
internal static class ContentLists
{
    /// <summary>The orders that may be asked for; a minus turns one round.</summary>
    public static readonly IReadOnlyList<string> Sorts = ["title", "-title", "added", "-added", "duration", "-duration"];

    private const string Columns =
        """
        c.content_key, c.source_id, c.folder, c.name, c.title, c.year, c.size_bytes, c.state, c.duration_ms, c.fault, c.added_at_ms, c.away_at_ms
        """;

    public static (IReadOnlyList<ContentRow> Rows, long Total) Page(IDbConnection connection, ContentQuery query, Paging paging)
    {
        var arguments = new DynamicParameters(new { query.SourceId, query.Library, paging.Limit, paging.Offset });
        var from = $"from contents c {Where(query, arguments)}";
        var total = connection.QuerySingle<long>($"select count(*) {from}", arguments);
        var rows = connection.Query<ContentRow>($"select {Columns} {from} order by {Order(query.Sort)} limit @Limit offset @Offset", arguments);
        return ([.. rows], total);
    }

    /// <summary>The contents of some keys, in the order of these.</summary>
    public static IReadOnlyList<ContentRow> Of(IDbConnection connection, IReadOnlyList<string> keys)
    {
        var rows = connection.Query<ContentRow>($"select {Columns} from contents c where c.content_key in @keys", new { keys }).ToDictionary(r => r.ContentKey);
        return [.. keys.Where(rows.ContainsKey).Select(key => rows[key])];
    }

    /// <summary>The folders at the top of a source and how much lies in each, that of the root itself under the empty name.</summary>
    public static IReadOnlyList<(string Name, long Count)> Libraries(IDbConnection connection, string sourceId) => [.. connection.Query<(string, long)>(
        "select library, count(*) from contents where source_id = @sourceId and away_at_ms is null group by library order by lower(library), library",
        new { sourceId })];

    /// <summary>Contents that are there, and those of them that wait for their probe.</summary>
    public static (long Items, long Waiting) Counts(IDbConnection connection, string sourceId) => (
        connection.QuerySingle<long>("select count(*) from contents where source_id = @sourceId and away_at_ms is null", new { sourceId }),
        connection.QuerySingle<long>(
            "select count(*) from contents where source_id = @sourceId and state = 'waiting' and away_at_ms is null", new { sourceId }));

    private static string Where(ContentQuery query, DynamicParameters arguments)
    {
        var where = query.SourceId is null
            ? "where c.source_id in (select id from sources where removed_at_ms is null and kind = 'folder') and c.away_at_ms is null"
            : "where c.source_id = @SourceId and c.away_at_ms is null";
        if (query.Library is not null)
            where += " and c.library = @Library";
        for (var i = 0; i < query.Words.Count; i++)
        {
            arguments.Add($"word{i}", $"%{Escaped(query.Words[i])}%");
            where += $@" and c.search_key like @word{i} escape '\'";
        }
        return where;
    }

    private static string Order(string sort)
    {
        var direction = sort[0] == '-' ? "desc" : "asc";
        return sort.TrimStart('-') switch
        {
            "added" => $"c.added_at_ms {direction}, c.title_key, c.content_key",
            "duration" => $"coalesce(c.duration_ms, 0) {direction}, c.title_key, c.content_key",
            _ => $"c.title_key {direction}, c.content_key {direction}",
        };
    }

    private static string Escaped(string word) => word
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
