using System.Data;
using System.Globalization;
using ClipshareBox.Platform.Http;
using Dapper;

namespace ClipshareBox.Features.Clips;

/// <summary>Lists of clips by what people look for.</summary>
internal static class ClipLists
{
    // As ClipRow.StateBy tells it: a clip whose job was forgotten before it was made counts as cancelled.
    private const string State = "case when made = 1 then 'complete' else coalesce((select j.state from jobs j where j.id = job_id), 'cancelled') end";

    private const string Said = "lower(number || ' ' || coalesce(name, '') || ' ' || label || ' ' || coalesce(file_name, ''))";

    /// <summary>A part of the clips of some workspaces that fit a filter: of one workspace by number, else those ordered last first.</summary>
    public static (IReadOnlyList<ClipRow> Rows, long Total) Read(
        IDbConnection connection, ClipFilter filter, IReadOnlyCollection<string> workspaceIds, Paging paging)
    {
        var arguments = new DynamicParameters(new { workspaceIds, filter.States, filter.Keep, paging.Offset, paging.Limit, mode = $"%\"mode\":\"{filter.Mode}\"%" });
        List<string> where = ["workspace_id in @workspaceIds", "gone_at_ms is null"];
        if (filter.States is not null)
            where.Add($"{State} in @States");
        if (filter.Keep is not null)
            where.Add("keep = @Keep");
        if (filter.Mode is not null)
            where.Add("report like @mode");
        for (var i = 0; i < filter.Words.Count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"word{i}");
            arguments.Add(name, $"%{Escaped(filter.Words[i])}%");
            where.Add($@"{Said} like @{name} escape '\'");
        }
        var fits = string.Join(" and ", where);
        var order = filter.WorkspaceId is null ? "id desc" : "number";
        var total = connection.QuerySingle<long>($"select count(*) from clips where {fits}", arguments);
        var rows = connection.Query<ClipRow>($"select {ClipStore.Columns} from clips where {fits} order by {order} limit @Limit offset @Offset", arguments);
        return ([.. rows], total);
    }

    private static string Escaped(string word) => word
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal)
        .ToLower(CultureInfo.InvariantCulture);
}
