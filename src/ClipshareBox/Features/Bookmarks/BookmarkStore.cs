using System.Data;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>The table <c>bookmarks</c>.</summary>
internal static class BookmarkStore
{
    private const string Columns =
        """
        id, workspace_id, number, created_by, created_by_name, label, public_notes, private_notes, start_ms, end_ms, start_frame, end_frame,
        rate_num, rate_den, colour, rating, tags, origin, rev, field_revs, locked_by, locked_at_ms, created_at_ms, updated_at_ms
        """;

    public static void Insert(Change change, BookmarkRow row) => change.Execute(
        $"""
        insert into bookmarks ({Columns}) values
        (@Id, @WorkspaceId, @Number, @CreatedBy, @CreatedByName, @Label, @PublicNotes, @PrivateNotes, @StartMs, @EndMs, @StartFrame, @EndFrame,
        @RateNum, @RateDen, @Colour, @Rating, @Tags, @Origin, @Rev, @FieldRevs, @LockedBy, @LockedAtMs, @CreatedAtMs, @UpdatedAtMs)
        """,
        row);

    public static void Update(Change change, BookmarkRow row) => change.Execute(
        """
        update bookmarks set label = @Label, public_notes = @PublicNotes, private_notes = @PrivateNotes, start_ms = @StartMs, end_ms = @EndMs,
            start_frame = @StartFrame, end_frame = @EndFrame, colour = @Colour, rating = @Rating, tags = @Tags, rev = @Rev,
            field_revs = @FieldRevs, locked_by = @LockedBy, locked_at_ms = @LockedAtMs, updated_at_ms = @UpdatedAtMs
        where id = @Id
        """,
        row);

    public static void Delete(Change change, string id) => change.Execute("delete from bookmarks where id = @id", new { id });

    public static BookmarkRow? Find(Change change, string id) =>
        change.Single<BookmarkRow>($"select {Columns} from bookmarks where id = @id", new { id });

    public static BookmarkRow? Find(IDbConnection connection, string id) =>
        connection.QuerySingleOrDefault<BookmarkRow>($"select {Columns} from bookmarks where id = @id", new { id });

    /// <summary>The ids of a workspace's bookmarks, the oldest first.</summary>
    public static IReadOnlyList<string> Ids(IDbConnection connection, string workspaceId) =>
        [.. connection.Query<string>("select id from bookmarks where workspace_id = @workspaceId order by number", new { workspaceId })];

    public static BookmarkRow? Latest(IDbConnection connection, string workspaceId) => connection.QuerySingleOrDefault<BookmarkRow>(
        $"select {Columns} from bookmarks where workspace_id = @workspaceId order by number desc limit 1", new { workspaceId });

    public static (IReadOnlyList<BookmarkRow> Rows, long Total) List(
        IDbConnection connection, string workspaceId, string? search, string? viewer, Paging paging)
    {
        const string where =
            """
            where workspace_id = @workspaceId and (@like is null or lower(label) like @like escape '\' or lower(public_notes) like @like escape '\'
                or lower(tags) like @like escape '\' or (created_by = @viewer and lower(private_notes) like @like escape '\'))
            """;
        var like = search is null ? null : $"%{Escaped(search)}%";
        var arguments = new { workspaceId, like, viewer, paging.Offset, paging.Limit };
        var total = connection.QuerySingle<long>($"select count(*) from bookmarks {where}", arguments);
        var rows = connection.Query<BookmarkRow>(
            $"select {Columns} from bookmarks {where} order by start_ms, number limit @Limit offset @Offset", arguments);
        return ([.. rows], total);
    }

    private static string Escaped(string search) => search
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal)
        .ToLower(System.Globalization.CultureInfo.InvariantCulture);
}
