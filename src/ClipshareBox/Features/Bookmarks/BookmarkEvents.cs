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

    /// <summary>The bookmark as an account may see it, with its clip.</summary>
    public Bookmark Seen(BookmarkRow row, string? viewer) => Seen([row], viewer)[0];

    /// <summary>Bookmarks as an account may see them, with their clips.</summary>
    public IReadOnlyList<Bookmark> Seen(IReadOnlyList<BookmarkRow> rows, string? viewer)
    {
        var clips = services.GetService<BookmarkClipReader>()?.Read([.. rows.Select(r => r.Id)]);
        return [.. rows.Select(r => r.For(viewer, clips?.GetValueOrDefault(r.Id)))];
    }

    public void Created(Change change, BookmarkRow row)
    {
        // First, so that nobody hears of its clip's job before he hears of it.
        change.AfterCommit(() => hub.Publish(
            row.WorkspaceId, "bookmark_created", Seen(row, null), row.CreatedBy, Seen(row, row.CreatedBy)));
        Marked(change, row);
    }

    public void Updated(Change change, BookmarkRow before, BookmarkRow row, Caller by)
    {
        if ((before.StartMs, before.EndMs) != (row.StartMs, row.EndMs))
            Marked(change, row);
        var user = new HubUser(by.UserId, by.Name);
        change.AfterCommit(() => hub.Publish(
            row.WorkspaceId,
            "bookmark_updated",
            new BookmarkUpdated(Seen(row, null), user),
            row.CreatedBy,
            new BookmarkUpdated(Seen(row, row.CreatedBy), user)));
    }

    public void Locked(Change change, BookmarkRow row) => change.AfterCommit(() => hub.Publish(
        row.WorkspaceId, "bookmark_locked", Seen(row, null), row.CreatedBy, Seen(row, row.CreatedBy)));

    public void Deleting(Change change, BookmarkRow row, Caller by)
    {
        foreach (var listener in Listeners)
            listener.Deleting?.Invoke(change, row);
        change.AfterCommit(() => hub.Publish(
            row.WorkspaceId, "bookmark_deleted", new BookmarkDeleted(row.Id, row.Number, new HubUser(by.UserId, by.Name))));
    }

    private void Marked(Change change, BookmarkRow row)
    {
        foreach (var listener in Listeners)
            listener.Marked?.Invoke(change, row);
    }
}
