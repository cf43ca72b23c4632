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
        id, workspace_id, number, created_by, created_by_name, label, public_notes, start_ms, end_ms, start_frame, end_frame,
        rate_num, rate_den, colour, rating, tags, origin, rev, locked_by, locked_at_ms, created_at_ms, updated_at_ms
        """;

    // The reader's own notes come with the row.
    private const string Read =
        $"{Columns}, coalesce((select p.notes from private_notes p where p.bookmark_id = b.id and p.user_id = @viewer), '') as private_notes";

    public static void Insert(Change change, BookmarkRow row) => change.Execute(
        $"""
        insert into bookmarks ({Columns}) values
        (@Id, @WorkspaceId, @Number, @CreatedBy, @CreatedByName, @Label, @PublicNotes, @StartMs, @EndMs, @StartFrame, @EndFrame,
        @RateNum, @RateDen, @Colour, @Rating, @Tags, @Origin, @Rev, @LockedBy, @LockedAtMs, @CreatedAtMs, @UpdatedAtMs)
        """,
        row);

    public static void Update(Change change, BookmarkRow row) => change.Execute(
        """
        update bookmarks set label = @Label, public_notes = @PublicNotes, start_ms = @StartMs, end_ms = @EndMs,
            start_frame = @StartFrame, end_frame = @EndFrame, colour = @Colour, rating = @Rating, tags = @Tags, rev = @Rev,
            locked_by = @LockedBy, locked_at_ms = @LockedAtMs, updated_at_ms = @UpdatedAtMs
        where id = @Id
        """,
        row);

    public static void Delete(Change change, string id) => change.Execute("delete from bookmarks where id = @id", new { id });

    public static BookmarkRow? Find(Change change, string id, string? viewer = null) =>
        change.Single<BookmarkRow>($"select {Read} from bookmarks b where id = @id", new { id, viewer });

    public static BookmarkRow? Find(IDbConnection connection, string id, string? viewer = null) =>
        connection.QuerySingleOrDefault<BookmarkRow>($"select {Read} from bookmarks b where id = @id", new { id, viewer });

    /// <summary>All members' own notes on a bookmark, by account.</summary>
    public static Dictionary<string, string> Notes(Change change, string id) => change
        .Query<(string UserId, string Notes)>("select user_id, notes from private_notes where bookmark_id = @id", new { id })
        .ToDictionary(n => n.UserId, n => n.Notes);

    /// <summary>Keeps a member's own notes on a bookmark; an account that is gone has none.</summary>
    public static void SetNotes(Change change, string id, string userId, string notes)
    {
        change.Execute("delete from private_notes where bookmark_id = @id and user_id = @userId", new { id, userId });
        if (notes.Length > 0)
        {
            change.Execute(
                "insert into private_notes (bookmark_id, user_id, notes) select @id, id, @notes from users where id = @userId", new { id, userId, notes });
        }
    }

    /// <summary>The bookmarks that someone keeps from others' hands.</summary>
    public static IReadOnlyList<BookmarkRow> Locked(Change change) =>
        [.. change.Query<BookmarkRow>($"select {Columns} from bookmarks where locked_by is not null")];

    /// <summary>The bookmarks that someone keeps from others' hands: who, and since when.</summary>
    public static IReadOnlyList<(string UserId, long LockedAtMs)> Holders(IDbConnection connection) =>
        [.. connection.Query<(string, long)>("select locked_by, locked_at_ms from bookmarks where locked_by is not null")];

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
                or lower(tags) like @like escape '\' or exists (select 1 from private_notes n
                    where n.bookmark_id = b.id and n.user_id = @viewer and lower(n.notes) like @like escape '\'))
            """;
        var like = search is null ? null : $"%{Escaped(search)}%";
        var arguments = new { workspaceId, like, viewer, paging.Offset, paging.Limit };
        var total = connection.QuerySingle<long>($"select count(*) from bookmarks b {where}", arguments);
        var rows = connection.Query<BookmarkRow>(
            $"select {Read} from bookmarks b {where} order by start_ms, number limit @Limit offset @Offset", arguments);
        return ([.. rows], total);
    }

    private static string Escaped(string search) => search
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal)
        .ToLower(System.Globalization.CultureInfo.InvariantCulture);
}
