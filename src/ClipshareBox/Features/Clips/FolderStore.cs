using System.Data;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Clips;

/// <summary>The tables <c>clip_folders</c> and <c>clip_leavings</c>: what is where on the share, and what has to go.</summary>
internal static class FolderStore
{
    /// <summary>The workspace's folder; named after its title when it is first asked for, and never renamed.</summary>
    public static string Of(Change change, string workspaceId, string title)
    {
        if (change.Single<string>("select name from clip_folders where workspace_id = @workspaceId", new { workspaceId }) is { } known)
            return known;
        var wanted = ClipNames.Folder(title);
        for (var i = 1; ; i++)
        {
            var name = i == 1 ? wanted : $"{wanted}_{i}";
            var made = change.Execute(
                "insert into clip_folders (workspace_id, name, name_key) values (@workspaceId, @name, @key) on conflict (name_key) do nothing",
                new { workspaceId, name, key = name.ToLowerInvariant() });
            if (made == 1)
                return name;
        }
    }

    /// <summary>The workspace's folder; null before its first clip.</summary>
    public static string? Find(IDbConnection connection, string workspaceId) =>
        connection.QuerySingleOrDefault<string>("select name from clip_folders where workspace_id = @workspaceId", new { workspaceId });

    /// <summary>Workspaces that have a folder.</summary>
    public static IReadOnlyList<string> Workspaces(IDbConnection connection) => [.. connection.Query<string>("select workspace_id from clip_folders")];

    /// <summary>Notes files that are no longer needed, or that a job is about to make.</summary>
    /// <param name="change">The change that makes them so.</param>
    /// <param name="clipId">Whose they are: they stay while that is in use.</param>
    /// <param name="paths">From the root of the share.</param>
    /// <param name="jobId">The job that is about to make them: they stay while it waits or runs.</param>
    public static void Leave(Change change, string clipId, IEnumerable<string> paths, string? jobId = null)
    {
        foreach (var path in paths)
        {
            change.Execute(
                """
                insert into clip_leavings (path, clip_id, job_id) values (@path, @clipId, @jobId)
                on conflict (path) do update set clip_id = @clipId, job_id = @jobId
                """,
                new { path, clipId, jobId });
        }
    }

    /// <summary>Forgets a note: the file is needed, or gone.</summary>
    public static void Clear(Change change, string path) => change.Execute("delete from clip_leavings where path = @path", new { path });

    public static IReadOnlyList<Leaving> Leavings(Change change) => [.. change.Query<Leaving>("select path, clip_id, job_id from clip_leavings")];

    /// <summary>Folders without a clip.</summary>
    public static IReadOnlyList<(string WorkspaceId, string Name)> Unused(Change change) => [.. change.Query<(string, string)>(
        "select workspace_id, name from clip_folders f where not exists (select 1 from clips c where c.workspace_id = f.workspace_id and c.file_name is not null)")];

    /// <summary>Lets a folder's name be used again.</summary>
    public static void Forget(Change change, string workspaceId) =>
        change.Execute("delete from clip_folders where workspace_id = @workspaceId", new { workspaceId });

    public static bool HasLeavings(IDbConnection connection) => connection.QuerySingle<int>("select count(*) from clip_leavings") > 0;
}

/// <summary>A row of <c>clip_leavings</c>.</summary>
internal sealed record Leaving
{
    public string Path { get; init; } = "";
    public string ClipId { get; init; } = "";
    public string? JobId { get; init; }
}
