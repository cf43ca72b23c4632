using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>Writes what happens to a bookmark: the row, the edit that keeps what it replaced, and the news of it.</summary>
internal sealed class BookmarkWriter(BookmarkEvents events, TimeProvider clock)
{
    /// <summary>Stores a new bookmark, or one whose deletion is taken back.</summary>
    /// <param name="change">The transaction.</param>
    /// <param name="row">The row, with its maker's own notes.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="notes">All members' own notes, by account, where it comes back.</param>
    public void Create(Change change, BookmarkRow row, Caller by, IReadOnlyDictionary<string, string>? notes = null)
    {
        BookmarkStore.Insert(change, row);
        if (notes is null && row.CreatedBy is { } maker)
            BookmarkStore.SetNotes(change, row.Id, maker, row.PrivateNotes);
        foreach (var (userId, text) in notes ?? new Dictionary<string, string>())
            BookmarkStore.SetNotes(change, row.Id, userId, text);
        BookmarkEditStore.Add(change, Edit(row, row.Rev, "created", by, undone: notes is not null), new BookmarkBefore([]));
        events.Created(change, row);
    }

    /// <summary>Stores a changed bookmark; nothing happens where nothing is different.</summary>
    /// <returns>The row as it stands now.</returns>
    public BookmarkRow Update(Change change, BookmarkRow current, BookmarkRow merged, Caller by, bool undone = false)
    {
        var now = merged.Values();
        var replaced = current.Values().Where(v => now[v.Key] != v.Value).ToDictionary();
        if (replaced.Count == 0)
            return current;
        var row = merged with { Rev = current.Rev + 1, UpdatedAtMs = NowMs };
        BookmarkStore.Update(change, row);
        if (replaced.ContainsKey("privateNotes") && by.UserId is { } author)
            BookmarkStore.SetNotes(change, row.Id, author, row.PrivateNotes);
        BookmarkEditStore.Add(change, Edit(row, row.Rev, "changed", by, undone), new BookmarkBefore(replaced));
        events.Updated(change, current, row, by);
        return row;
    }

    /// <summary>Removes a bookmark.</summary>
    public void Delete(Change change, BookmarkRow current, Caller by, bool undone = false)
    {
        var before = new BookmarkBefore([], current with { PrivateNotes = "" }, BookmarkStore.Notes(change, current.Id));
        BookmarkEditStore.Add(change, Edit(current, current.Rev + 1, "deleted", by, undone), before);
        events.Deleting(change, current, by);
        BookmarkStore.Delete(change, current.Id);
    }

    private BookmarkEdit Edit(BookmarkRow row, long rev, string kind, Caller by, bool undone) => new()
    {
        WorkspaceId = row.WorkspaceId,
        BookmarkId = row.Id,
        Rev = rev,
        Kind = kind,
        UserId = by.UserId,
        Before = "",
        Undone = undone,
        AtMs = NowMs,
    };

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
