using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>A feature that follows bookmarks registers one of these; all of it runs within the transaction that stores the change.</summary>
/// <param name="Marked">A bookmark has new marks: it was made, or moved.</param>
/// <param name="Deleting">A bookmark is about to go.</param>
internal sealed record BookmarkListener(Action<Change, BookmarkRow>? Marked = null, Action<Change, BookmarkRow>? Deleting = null);

/// <summary>Answers how the clips of some bookmarks stand; registered by the feature that makes them.</summary>
/// <param name="Read">From bookmark ids to clips; those without one are left out.</param>
internal sealed record BookmarkClipReader(Func<IReadOnlyCollection<string>, IReadOnlyDictionary<string, BookmarkClip>> Read);

/// <summary>Tells rooms and features what happened to bookmarks, and shows bookmarks with their clips.</summary>
internal sealed class BookmarkEvents(LiveHub hub, IServiceProvider services)
{
    // Looked up late: those who listen may themselves need bookmarks.
    private IEnumerable<BookmarkListener> Listeners => services.GetServices<BookmarkListener>();

    /// <summary>Rings when a bookmark was locked or opened.</summary>
    public event Action? LockChanged;

    /// <summary>The bookmark as it is shown, with its clip.</summary>
    /// <param name="row">The row.</param>
    /// <param name="own">True to the one for whom it was read: he sees his notes.</param>
    public Bookmark Seen(BookmarkRow row, bool own) => Seen([row], own)[0];

    /// <summary>Bookmarks as they are shown, with their clips.</summary>
    public IReadOnlyList<Bookmark> Seen(IReadOnlyList<BookmarkRow> rows, bool own)
    {
        var clips = services.GetService<BookmarkClipReader>()?.Read([.. rows.Select(r => r.Id)]);
        return [.. rows.Select(r => r.Shown(clips?.GetValueOrDefault(r.Id), own))];
    }

    public void Created(Change change, BookmarkRow row)
    {
        // First, so that nobody hears of its clip's job before he hears of it.
        Tell(change, row, "bookmark_created", bookmark => bookmark);
        Marked(change, row);
    }

    public void Updated(Change change, BookmarkRow before, BookmarkRow row, Caller by)
    {
        if ((before.StartMs, before.EndMs) != (row.StartMs, row.EndMs))
            Marked(change, row);
        var user = new HubUser(by.UserId, by.Name);
        Tell(change, row, "bookmark_updated", bookmark => new BookmarkUpdated(bookmark, user));
    }

    public void Locked(Change change, BookmarkRow row)
    {
        Tell(change, row, "bookmark_locked", bookmark => bookmark);
        change.AfterCommit(() => LockChanged?.Invoke());
    }

    public void Deleting(Change change, BookmarkRow row, Caller by)
    {
        foreach (var listener in Listeners)
            listener.Deleting?.Invoke(change, row);
        change.AfterCommit(() => hub.Publish(
            row.WorkspaceId, "bookmark_deleted", new BookmarkDeleted(row.Id, row.Number, new HubUser(by.UserId, by.Name))));
    }

    // To all, and to those who have notes of their own on it with those.
    private void Tell<T>(Change change, BookmarkRow row, string type, Func<Bookmark, T> wrap)
    {
        var notes = BookmarkStore.Notes(change, row.Id);
        change.AfterCommit(() =>
        {
            var shown = Seen(row, own: false);
            hub.Publish(row.WorkspaceId, type, wrap(shown), notes.ToDictionary(n => n.Key, n => wrap(shown with { PrivateNotes = n.Value })));
        });
    }

    private void Marked(Change change, BookmarkRow row)
    {
        foreach (var listener in Listeners)
            listener.Marked?.Invoke(change, row);
    }
}
