using System.Data;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Clips;

/// <summary>The table <c>clips</c>. A clip that is gone stays as a row, so that nothing makes it again unasked.</summary>
internal static class ClipStore
{
    /// <summary>All columns of a <see cref="ClipRow"/>.</summary>
    internal const string Columns =
        """
        id, workspace_id, bookmark_id, number, label, name, keep, profile, job_id, made, folder, file_name, start_ms, end_ms, handles_ms,
        rate_num, rate_den, size_bytes, report, playout, rev, created_at_ms, updated_at_ms, made_at_ms, gone_at_ms
        """;

    public static void Insert(Change change, ClipRow row) => change.Execute(
        $"""
        insert into clips ({Columns}) values
        (@Id, @WorkspaceId, @BookmarkId, @Number, @Label, @Name, @Keep, @Profile, @JobId, @Made, @Folder, @FileName, @StartMs, @EndMs, @HandlesMs,
        @RateNum, @RateDen, @SizeBytes, @Report, @Playout, @Rev, @CreatedAtMs, @UpdatedAtMs, @MadeAtMs, @GoneAtMs)
        """,
        row);

    public static void Update(Change change, ClipRow row) => change.Execute(
        """
        update clips set label = @Label, name = @Name, keep = @Keep, profile = @Profile, job_id = @JobId, made = @Made, folder = @Folder,
            file_name = @FileName, start_ms = @StartMs, end_ms = @EndMs, handles_ms = @HandlesMs, rate_num = @RateNum, rate_den = @RateDen,
            size_bytes = @SizeBytes, report = @Report, playout = @Playout, rev = @Rev, updated_at_ms = @UpdatedAtMs, made_at_ms = @MadeAtMs,
            gone_at_ms = @GoneAtMs
        where id = @Id
        """,
        row);

    public static void Delete(Change change, string id) => change.Execute("delete from clips where id = @id", new { id });

    public static ClipRow? Find(Change change, string id) =>
        change.Single<ClipRow>($"select {Columns} from clips where id = @id", new { id });

    public static ClipRow? Find(IDbConnection connection, string id) =>
        connection.QuerySingleOrDefault<ClipRow>($"select {Columns} from clips where id = @id and gone_at_ms is null", new { id });

    public static ClipRow? OfBookmark(Change change, string bookmarkId) =>
        change.Single<ClipRow>($"select {Columns} from clips where bookmark_id = @bookmarkId", new { bookmarkId });

    public static ClipRow? OfBookmark(IDbConnection connection, string bookmarkId) => connection.QuerySingleOrDefault<ClipRow>(
        $"select {Columns} from clips where bookmark_id = @bookmarkId and gone_at_ms is null", new { bookmarkId });

    public static IReadOnlyList<ClipRow> OfBookmarks(IDbConnection connection, IReadOnlyCollection<string> bookmarkIds) => [.. connection.Query<ClipRow>(
        $"select {Columns} from clips where bookmark_id in @bookmarkIds and gone_at_ms is null", new { bookmarkIds })];

    public static IReadOnlyList<ClipRow> OfWorkspace(Change change, string workspaceId) => [.. change.Query<ClipRow>(
        $"select {Columns} from clips where workspace_id = @workspaceId", new { workspaceId })];

    /// <summary>Clips with a whole file that nobody asked to keep, the oldest first.</summary>
    public static IReadOnlyList<ClipRow> Passing(IDbConnection connection, long madeBeforeMs, int most) => [.. connection.Query<ClipRow>(
        $"""
        select {Columns} from clips where keep = 0 and file_name is not null and made_at_ms < @madeBeforeMs
        order by made_at_ms, id limit @most
        """,
        new { madeBeforeMs, most })];

    /// <summary>All clips that have, or should have, a whole file.</summary>
    public static IReadOnlyList<ClipRow> Whole(IDbConnection connection) =>
        [.. connection.Query<ClipRow>($"select {Columns} from clips where file_name is not null order by id")];

    /// <summary>The clip of the newest bookmark of all, or of one workspace, that has a whole file.</summary>
    public static ClipRow? Newest(IDbConnection connection, string? workspaceId) => connection.QuerySingleOrDefault<ClipRow>(
        // Ids sort by their time: a bookmark cut again is no newer moment.
        $"""
        select {Columns} from clips where file_name is not null and (@workspaceId is null or workspace_id = @workspaceId)
        order by bookmark_id desc limit 1
        """,
        new { workspaceId });

    /// <summary>Those of the bookmarks that no row knows, not even a gone one.</summary>
    public static IReadOnlyList<string> Unknown(Change change, IReadOnlyCollection<string> bookmarkIds)
    {
        var known = change.Query<string>("select bookmark_id from clips where bookmark_id in @bookmarkIds", new { bookmarkIds }).ToHashSet();
        return [.. bookmarkIds.Where(id => !known.Contains(id))];
    }

    /// <summary>True where no row, not even a gone one, knows one of the bookmarks.</summary>
    public static bool HaveUnknown(IDbConnection connection, IReadOnlyCollection<string> bookmarkIds) =>
        connection.QuerySingle<int>("select count(*) from clips where bookmark_id in @bookmarkIds", new { bookmarkIds }) < bookmarkIds.Count;

    public static bool Claims(Change change, string folder, string fileName) => change.Single<int>(
        "select count(*) from clips where folder = @folder and file_name = @fileName", new { folder, fileName }) > 0;
}
