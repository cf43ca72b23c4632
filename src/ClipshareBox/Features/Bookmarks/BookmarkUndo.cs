using ClipshareBox.Features.Sources;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>Takes back what someone did last. What others did since stays; where it can't, the undo is refused.</summary>
internal sealed class BookmarkUndo(
    Database database, WorkspaceRights rights, ContentCatalogue contents, BookmarkWriter writer, BookmarkEvents events)
{
    /// <summary>Takes back the caller's last edit in a workspace that he has not yet taken back.</summary>
    /// <exception cref="Refusal">There is none, or others built on it.</exception>
    public UndoAnswer Undo(Caller caller, string workspaceId)
    {
        rights.Require(caller, workspaceId, Permission.EditBookmark);
        var (edit, row) = database.Write(change =>
        {
            var last = (caller.UserId is { } userId ? BookmarkEditStore.LastOf(change, workspaceId, userId) : null)
                ?? throw new Refusal(ErrorCode.Conflict, "There is nothing of yours to take back here.", new UndoBarred(null));
            BookmarkEditStore.SetUndone(change, last);
            return (last, Revert(change, last, caller));
        });
        return new UndoAnswer(edit.Kind, edit.BookmarkId, row.Number, edit.Kind == "created" ? null : events.Seen(row, own: true));
    }

    private BookmarkRow Revert(Change change, BookmarkEdit edit, Caller caller)
    {
        var current = BookmarkStore.Find(change, edit.BookmarkId, caller.UserId);
        if (current?.LockedBy is { } owner && owner != caller.UserId)
            throw BookmarkActions.LockedBy(owner);
        return edit.Kind switch
        {
            "created" => Unmake(change, edit, current ?? throw Gone(), caller),
            "changed" => Unchange(change, edit, current ?? throw Gone(), caller),
            _ => Bring(change, edit, caller),
        };
    }

    private BookmarkRow Unmake(Change change, BookmarkEdit edit, BookmarkRow current, Caller caller)
    {
        if (BookmarkEditStore.Since(change, current.Id, edit.Rev).Any(e => e.UserId != caller.UserId))
        {
            throw new Refusal(
                ErrorCode.Conflict,
                $"Others have worked on bookmark {current.Number} since you made it; delete it if it shall go all the same.",
                new UndoBarred(events.Seen(current, own: true)));
        }
        writer.Delete(change, current, caller, undone: true);
        return current;
    }

    // A merge like any other: made on what the edit left, it puts back what was there before.
    private BookmarkRow Unchange(Change change, BookmarkEdit edit, BookmarkRow current, Caller caller)
    {
        var left = BookmarkEditStore.ValuesAt(change, current, edit.Rev, caller.UserId);
        var workspace = WorkspaceStore.Find(change, current.WorkspaceId) ?? throw Refusal.NotFound("workspace");
        var merged = BookmarkMerge.Apply(current, edit.Read().Values, left, contents.Get(workspace.ContentKey).DurationMs);
        return writer.Update(change, current, merged, caller, undone: true);
    }

    private BookmarkRow Bring(Change change, BookmarkEdit edit, Caller caller)
    {
        var before = edit.Read();
        var row = (before.Row ?? throw new InvalidOperationException("A deletion was kept without its row.")) with
        {
            Rev = edit.Rev + 1,
            LockedBy = null,
            LockedAtMs = null,
            PrivateNotes = before.Notes?.GetValueOrDefault(caller.UserId ?? "") ?? "",
        };
        writer.Create(change, row, caller, before.Notes ?? []);
        return row;
    }

    private static Refusal Gone() => new(ErrorCode.Conflict, "Someone deleted that bookmark meanwhile.", new UndoBarred(null));
}
