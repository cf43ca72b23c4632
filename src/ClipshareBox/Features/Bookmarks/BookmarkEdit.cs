using System.Text.Json;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>A row of the table <c>bookmark_edits</c>: what someone did to a bookmark, and what stood there before.</summary>
internal sealed record BookmarkEdit
{
    public required string WorkspaceId { get; init; }

    /// <summary>Counts the edits of the workspace.</summary>
    public long Number { get; init; }

    public required string BookmarkId { get; init; }

    /// <summary>The revision that it made.</summary>
    public required long Rev { get; init; }

    /// <summary>"created", "changed" or "deleted".</summary>
    public required string Kind { get; init; }

    public string? UserId { get; init; }

    /// <summary>JSON, see <see cref="BookmarkBefore"/>.</summary>
    public required string Before { get; init; }

    /// <summary>True when it was taken back, or takes another one back.</summary>
    public bool Undone { get; init; }

    public long AtMs { get; init; }

    /// <summary>What stood there before.</summary>
    public BookmarkBefore Read() =>
        JsonSerializer.Deserialize(Before, BookmarksJson.Default.BookmarkBefore) ?? throw new InvalidOperationException("An edit holds null.");
}

/// <summary>What an edit replaced.</summary>
/// <param name="Values">The changed fields as they were, by the names of the API.</param>
/// <param name="Row">Of a deletion: the whole row.</param>
/// <param name="Notes">Of a deletion: the members' own notes, by account.</param>
internal sealed record BookmarkBefore(
    Dictionary<string, string> Values, BookmarkRow? Row = null, Dictionary<string, string>? Notes = null);

/// <summary>The table <c>bookmark_edits</c>.</summary>
internal static class BookmarkEditStore
{
    // A workspace's oldest edits go: by then nobody still holds a page from before them.
    private const long Kept = 20_000;

    private const string Columns = "workspace_id, number, bookmark_id, rev, kind, user_id, before, undone, at_ms";

    public static void Add(Change change, BookmarkEdit edit, BookmarkBefore before)
    {
        var number = change.Single<long>(
            "select coalesce(max(number), 0) + 1 from bookmark_edits where workspace_id = @WorkspaceId", new { edit.WorkspaceId });
        change.Execute(
            $"insert into bookmark_edits ({Columns}) values (@WorkspaceId, @Number, @BookmarkId, @Rev, @Kind, @UserId, @Before, @Undone, @AtMs)",
            edit with { Number = number, Before = JsonSerializer.Serialize(before, BookmarksJson.Default.BookmarkBefore) });
        change.Execute(
            "delete from bookmark_edits where workspace_id = @WorkspaceId and number <= @oldest", new { edit.WorkspaceId, oldest = number - Kept });
    }

    /// <summary>The edits of a bookmark behind a revision, the oldest first.</summary>
    public static IReadOnlyList<BookmarkEdit> Since(Change change, string bookmarkId, long rev) => [.. change.Query<BookmarkEdit>(
        $"select {Columns} from bookmark_edits where bookmark_id = @bookmarkId and rev > @rev order by rev", new { bookmarkId, rev })];

    /// <summary>The last edit of an account that can be taken back.</summary>
    public static BookmarkEdit? LastOf(Change change, string workspaceId, string userId) => change.Single<BookmarkEdit>(
        $"""
        select {Columns} from bookmark_edits where workspace_id = @workspaceId and user_id = @userId and undone = 0
        order by number desc limit 1
        """,
        new { workspaceId, userId });

    public static void SetUndone(Change change, BookmarkEdit edit) => change.Execute(
        "update bookmark_edits set undone = 1 where workspace_id = @WorkspaceId and number = @Number", new { edit.WorkspaceId, edit.Number });

    /// <summary>What a bookmark's fields held at an older revision; null for what is no longer known.</summary>
    /// <param name="change">The transaction.</param>
    /// <param name="current">The row as it stands, read for <paramref name="viewer"/>.</param>
    /// <param name="rev">The revision.</param>
    /// <param name="viewer">Whose own notes are meant.</param>
    public static Func<string, string?> ValuesAt(Change change, BookmarkRow current, long rev, string? viewer)
    {
        var since = Since(change, current.Id, rev);
        var known = since.Count == current.Rev - rev;
        var older = new Dictionary<string, string>();
        foreach (var edit in since)
        {
            foreach (var (field, value) in edit.Read().Values)
            {
                if (field != "privateNotes" || edit.UserId == viewer)
                    older.TryAdd(field, value);
            }
        }
        var now = current.Values();
        return field => older.TryGetValue(field, out var value) ? value : known ? now[field] : null;
    }
}
