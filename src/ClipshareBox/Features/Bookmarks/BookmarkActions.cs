using ClipshareBox.Features.Sources;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>Everything that can be done with bookmarks. Pages, programs, the hub and panels all come through here.</summary>
internal sealed class BookmarkActions(
    Database database, WorkspaceRights rights, ContentCatalogue contents, BookmarkWriter writer, BookmarkEvents events, TimeProvider clock)
{
    /// <summary>Makes a bookmark and gives it the workspace's next number.</summary>
    /// <param name="caller">Who makes it.</param>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="origin">web, panel, mqtt or api.</param>
    /// <exception cref="Refusal">A field is wrong, or the caller may not.</exception>
    public Bookmark Create(Caller caller, NewBookmark wanted, string origin) => CreateAll(caller, wanted.WorkspaceId, [wanted], origin)[0];

    /// <summary>Makes bookmarks in their order, all or none.</summary>
    /// <param name="caller">Who makes them.</param>
    /// <param name="workspaceId">The workspace of all of them.</param>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="origin">web, panel, mqtt or api.</param>
    /// <exception cref="Refusal">A field of one is wrong, or the caller may not.</exception>
    public IReadOnlyList<Bookmark> CreateAll(Caller caller, string workspaceId, IReadOnlyList<NewBookmark> wanted, string origin)
    {
        rights.Require(caller, workspaceId, Permission.CreateBookmark);
        var drafts = wanted.Select(w => (Wanted: w, Row: Draft(caller, w with { WorkspaceId = workspaceId }, origin))).ToList();
        var made = database.Write<IReadOnlyList<BookmarkRow>>(change =>
        {
            var content = ContentOf(change, workspaceId);
            return [.. drafts.Select(d => Insert(change, Placed(d.Row, d.Wanted, content), caller))];
        });
        return events.Seen(made, own: true);
    }

    /// <summary>How a bookmark would stand, without making it; it has the number 0.</summary>
    /// <exception cref="Refusal">As <see cref="Create"/>.</exception>
    public Bookmark Foresee(Caller caller, NewBookmark wanted, Content content, string origin)
    {
        rights.Require(caller, wanted.WorkspaceId, Permission.CreateBookmark);
        return Placed(Draft(caller, wanted, origin), wanted, content).Shown(null, own: true);
    }

    /// <summary>All bookmarks of a workspace by their start, as everybody may see them: without private notes.</summary>
    /// <exception cref="Refusal">The caller is no member.</exception>
    public IReadOnlyList<BookmarkRow> All(Caller caller, string workspaceId)
    {
        rights.Require(caller, workspaceId, Permission.ReadWorkspace);
        var (rows, _) = database.Read(c => BookmarkStore.List(c, workspaceId, null, null, new Paging(0, int.MaxValue)));
        return [.. rows.Select(r => r with { PrivateNotes = "" })];
    }

    /// <summary>The bookmark as the caller may see it.</summary>
    /// <exception cref="Refusal">There is none, or he is no member of its workspace.</exception>
    public Bookmark Get(Caller caller, string id) => events.Seen(Row(caller, id, Permission.ReadWorkspace), own: true);

    /// <summary>Bookmarks of a workspace by their start.</summary>
    public Page<Bookmark> List(Caller caller, string workspaceId, string? search, Paging paging)
    {
        rights.Require(caller, workspaceId, Permission.ReadWorkspace);
        var term = search is null ? null : Check.Text("search", search, 200, required: false);
        var (rows, total) = database.Read(c => BookmarkStore.List(c, workspaceId, term, caller.UserId, paging));
        return new Page<Bookmark>(events.Seen(rows, own: true), paging.Of(total));
    }

    /// <summary>Changes a bookmark; what others changed since the caller's revision is merged with it.</summary>
    /// <exception cref="Refusal">A clash, a lock, a wrong field, or the caller may not.</exception>
    public Bookmark Update(Caller caller, string id, BookmarkChange change)
    {
        var wanted = BookmarkFields.Wanted(change);
        var onlyOwn = wanted.Keys.All(field => field == "privateNotes");
        var row = Row(caller, id, onlyOwn ? Permission.ReadWorkspace : Permission.EditBookmark);
        if (onlyOwn && caller.UserId is null && wanted.Count > 0)
            throw Refusal.Denied("have private notes as a panel");
        if (!onlyOwn)
            RequireEdit(caller, row);
        var saved = database.Write(write =>
        {
            var current = BookmarkStore.Find(write, id, caller.UserId) ?? throw Refusal.NotFound("bookmark");
            if (!onlyOwn)
                RequireUnlocked(caller, current);
            if (change.Rev < 1 || change.Rev > current.Rev)
                throw Refusal.Invalid("rev", $"lies from 1 to {current.Rev}.");
            var before = BookmarkEditStore.ValuesAt(write, current, change.Rev, caller.UserId);
            var merged = BookmarkMerge.Apply(current, wanted, before, ContentOf(write, current.WorkspaceId).DurationMs);
            return writer.Update(write, current, merged, caller);
        });
        return events.Seen(saved, own: true);
    }

    /// <summary>Deletes a bookmark; its number is not used again.</summary>
    /// <exception cref="Refusal">A lock, or the caller may not.</exception>
    public void Delete(Caller caller, string id)
    {
        var row = Row(caller, id, Permission.EditBookmark);
        if (caller.UserId is null || row.CreatedBy != caller.UserId)
            rights.Require(caller, row.WorkspaceId, Permission.DeleteBookmark);
        database.Write(change =>
        {
            var current = BookmarkStore.Find(change, id) ?? throw Refusal.NotFound("bookmark");
            RequireUnlocked(caller, current);
            writer.Delete(change, current, caller);
        });
    }

    /// <summary>Keeps others from changing a bookmark, or lets them again. A lock ends by itself when its holder is away, see <see cref="LockLeases"/>.</summary>
    /// <exception cref="Refusal">Someone else holds it, or the caller may not.</exception>
    public Bookmark Lock(Caller caller, string id, LockChange wanted)
    {
        RequireEdit(caller, Row(caller, id, Permission.EditBookmark));
        var saved = database.Write(change =>
        {
            var current = BookmarkStore.Find(change, id, caller.UserId) ?? throw Refusal.NotFound("bookmark");
            // A producer may open a lock, or take it over where he says so.
            var mayPass = (!wanted.Locked || wanted.TakeOver) && rights.Require(caller, current.WorkspaceId, Permission.EditBookmark) == "producer";
            if (!mayPass)
                RequireUnlocked(caller, current);
            var row = current with { LockedBy = wanted.Locked ? caller.UserId : null, LockedAtMs = wanted.Locked ? NowMs : null };
            BookmarkStore.Update(change, row);
            if (row.LockedBy != current.LockedBy)
                events.Locked(change, row);
            return row;
        });
        return events.Seen(saved, own: true);
    }

    /// <summary>The newest bookmark of a workspace, or null.</summary>
    public BookmarkRow? Latest(string workspaceId) => database.Read(c => BookmarkStore.Latest(c, workspaceId));

    /// <summary>The row behind a bookmark, with a right checked.</summary>
    /// <exception cref="Refusal">There is none, or the caller may not.</exception>
    public BookmarkRow Row(Caller caller, string id, Permission permission)
    {
        var row = database.Read(c => BookmarkStore.Find(c, id, caller.UserId)) ?? throw Refusal.NotFound("bookmark");
        if (rights.Of(caller) is { } seen && !seen.Contains(row.WorkspaceId))
            throw Refusal.NotFound("bookmark");
        rights.Require(caller, row.WorkspaceId, permission);
        return row;
    }

    private BookmarkRow Draft(Caller caller, NewBookmark wanted, string origin) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"),
        WorkspaceId = wanted.WorkspaceId,
        CreatedBy = caller.UserId,
        CreatedByName = caller.Name,
        Label = BookmarkFields.Label(wanted.Label),
        PublicNotes = BookmarkFields.Notes("publicNotes", wanted.PublicNotes),
        PrivateNotes = BookmarkFields.Notes("privateNotes", wanted.PrivateNotes),
        Colour = BookmarkFields.Colour(wanted.Colour),
        Rating = BookmarkFields.Rating(wanted.Rating),
        Tags = BookmarkFields.Tags(wanted.Tags),
        Origin = origin,
        Rev = 1,
        CreatedAtMs = NowMs,
        UpdatedAtMs = NowMs,
    };

    private static BookmarkRow Placed(BookmarkRow draft, NewBookmark wanted, Content content) => BookmarkFields.Place(
        draft with { RateNum = content.FrameRate.Num, RateDen = content.FrameRate.Den }, wanted.StartMs, wanted.EndMs, content.DurationMs);

    private BookmarkRow Insert(Change change, BookmarkRow placed, Caller caller)
    {
        var row = placed with { Number = WorkspaceStore.TakeNumber(change, placed.WorkspaceId, placed.CreatedAtMs) };
        writer.Create(change, row, caller);
        return row;
    }

    private Content ContentOf(Change change, string workspaceId) =>
        contents.Get((WorkspaceStore.Find(change, workspaceId) ?? throw Refusal.NotFound("workspace")).ContentKey);

    // A collaborator's right reaches his own bookmarks only.
    private void RequireEdit(Caller caller, BookmarkRow row)
    {
        if (row.CreatedBy != caller.UserId && rights.Require(caller, row.WorkspaceId, Permission.EditBookmark) != "producer")
            throw Refusal.Denied("change others' bookmarks here");
    }

    private static void RequireUnlocked(Caller caller, BookmarkRow row)
    {
        if (row.LockedBy is { } owner && owner != caller.UserId)
            throw LockedBy(owner);
    }

    internal static Refusal LockedBy(string owner) =>
        new(ErrorCode.Locked, "Someone else is working on this bookmark; wait until it is unlocked.", new LockedDetails(owner));

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
