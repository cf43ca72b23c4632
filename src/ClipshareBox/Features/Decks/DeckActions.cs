using System.Globalization;
using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Decks;

/// <summary>What can be done with a workspace's deck. Pages, programs, the hub and panels all come through here.</summary>
internal sealed class DeckActions(WorkspaceRights rights, OpenDecks decks, BookmarkActions bookmarks, Database database)
{
    private const long PreMs = 5_000;
    private const long PostMs = 2_000;
    private const long OutAloneMs = 10_000;
    private const long MostMs = 600_000;

    // Two clocks that were set by each other's messages are never quite equal.
    private const double AheadMs = 50;

    /// <summary>How the deck stands.</summary>
    /// <exception cref="Refusal">The caller is no member.</exception>
    public DeckState Get(Caller caller, string workspaceId)
    {
        rights.Require(caller, workspaceId, Permission.ReadWorkspace);
        try
        {
            var deck = decks.Open(workspaceId);
            lock (deck.Gate)
            {
                decks.Settle(deck);
                return decks.Seen(deck);
            }
        }
        catch (Refusal gone) when (gone.Code is ErrorCode.NotFound or ErrorCode.Conflict or ErrorCode.ServiceUnavailable or ErrorCode.ProcessingFailed)
        {
            return Without(workspaceId);
        }
    }

    /// <summary>Does a command.</summary>
    /// <param name="caller">Who gives it.</param>
    /// <param name="workspaceId">Whose deck.</param>
    /// <param name="command">The command.</param>
    /// <param name="origin">Where a mark comes from: web, panel, mqtt or api.</param>
    /// <exception cref="Refusal">A field is wrong, its instant is too old, or the caller may not.</exception>
    public DeckState Do(Caller caller, string workspaceId, DeckCommand command, string origin)
    {
        var role = rights.Require(caller, workspaceId, Permission.CreateBookmark);
        var deck = decks.Open(workspaceId);
        lock (deck.Gate)
        {
            var stand = Wheel(caller, deck, decks.Settle(deck), command.Command);
            var frame = FrameOnPicture(deck, command.AtServerMs);
            var (next, made) = command.Command switch
            {
                "mark-in" => (stand with { MarkInFrame = frame, MarkOutFrame = null }, null),
                "cancel-mark" => (stand with { MarkInFrame = null, MarkOutFrame = null }, null),
                "mark-out" => Made(stand, frame, bookmarks.Create(caller, UpTo(workspaceId, stand, frame, command.Label), origin)),
                "mark" => (stand, bookmarks.Create(caller, Around(workspaceId, stand, frame, command), origin)),
                "lead" => (stand with { Lead = NewLead(caller, role, deck, command.UserId) }, null),
                _ => (DeckRules.Move(stand, command, decks.NowTicks) ?? throw Unknown(), null as Bookmark),
            };
            // Where it came to rest is worth a write, where a wheel passes is not.
            decks.Commit(deck, next, keep: command.Command is "load" or "pause" || next.MarkInFrame != stand.MarkInFrame);
            return decks.Seen(deck) with { Bookmark = made };
        }
    }

    // Whoever has the wheel moves the deck; marks are free to all, and the panel at the box always may.
    private DeckStand Wheel(Caller caller, Deck deck, DeckStand stand, string command)
    {
        if (stand.Lead is not { Id: { } leadId } lead || leadId == caller.UserId || caller.IsPanel || command is "mark-in" or "mark-out" or "mark" or "cancel-mark" or "lead")
            return stand;
        if (decks.Present(deck.WorkspaceId, leadId) is null)
            return stand with { Lead = null }; // gone away with it
        throw new Refusal(ErrorCode.Conflict, $"{lead.Name} has the wheel; ask a producer for it.", new CurrentDeck(decks.Seen(deck)));
    }

    private HubUser? NewLead(Caller caller, string role, Deck deck, string? userId)
    {
        var gives = string.IsNullOrEmpty(userId);
        if (role != "producer" && !(gives && deck.Stand.Lead?.Id == caller.UserId))
            throw Refusal.Denied("give or take the wheel");
        return gives ? null : decks.Present(deck.WorkspaceId, userId ?? "")
            ?? throw new Refusal(ErrorCode.Conflict, "Only someone who is in the workspace now can have the wheel.", new CurrentDeck(decks.Seen(deck)));
    }

    private static (DeckStand, Bookmark) Made(DeckStand stand, long frame, Bookmark made) =>
        (stand with { MarkInFrame = null, MarkOutFrame = frame }, made);

    private static NewBookmark UpTo(string workspaceId, DeckStand stand, long outFrame, string? label)
    {
        if (stand.MarkInFrame is { } inFrame && outFrame <= inFrame)
        {
            throw Refusal.Invalid("command", string.Create(
                CultureInfo.InvariantCulture,
                $"OUT would lie at frame {outFrame}, at or before IN at frame {inFrame}; go on behind IN, or cancel the mark."));
        }
        var endMs = stand.Scale.ToMs(outFrame);
        var startMs = stand.MarkInFrame is { } mark ? stand.Scale.ToMs(mark) : Math.Max(0, endMs - OutAloneMs);
        return endMs > startMs
            ? new NewBookmark { WorkspaceId = workspaceId, StartMs = startMs, EndMs = endMs, Label = label }
            : throw Refusal.Invalid("command", "there is nothing before OUT; the deck stands on the first frame.");
    }

    private static NewBookmark Around(string workspaceId, DeckStand stand, long frame, DeckCommand command)
    {
        var at = stand.Scale.ToMs(frame);
        var startMs = Math.Max(0, at - Check.Within("preMs", command.PreMs ?? PreMs, 0, MostMs));
        var endMs = Math.Min(stand.Scale.DurationMs, at + Check.Within("postMs", command.PostMs ?? PostMs, 0, MostMs));
        return endMs > startMs
            ? new NewBookmark { WorkspaceId = workspaceId, StartMs = startMs, EndMs = endMs, Label = command.Label }
            : throw Refusal.Invalid("postMs", "preMs and postMs together leave no frame.");
    }

    private long FrameOnPicture(Deck deck, double? atServerMs)
    {
        var now = decks.NowTicks;
        if (atServerMs is not { } at)
            return deck.Stand.Motion.FrameAt(now);
        var age = decks.NowMs - at;
        if (!(age >= -AheadMs))
            throw Refusal.Invalid("atServerMs", "lies in the future; take the box's clock from welcome or pong.");
        if (age > Deck.Memory.TotalMilliseconds)
            throw Refusal.Invalid("atServerMs", $"is too old; the deck remembers {(int)Deck.Memory.TotalSeconds} s.");
        return deck.FrameAt(now - (long)(Math.Max(0, age) * TimeSpan.TicksPerMillisecond))
            ?? throw Refusal.Invalid("atServerMs", "is too old; the box did not run then, or the deck has moved too often since.");
    }

    // A room can be entered while its film is away; its deck then stands still.
    private DeckState Without(string workspaceId)
    {
        var workspace = database.Read(c => WorkspaceStore.Find(c, workspaceId, null)) ?? throw Refusal.NotFound("workspace");
        return new DeckState
        {
            Rev = 0,
            ContentKey = workspace.ContentKey,
            State = "stopped",
            Speed = 0,
            PositionMs = 0,
            PositionFrame = 0,
            AtServerMs = decks.NowMs,
            DurationMs = 0,
            FrameRate = new FrameRate(25, 1),
            Followers = 0,
        };
    }

    private static Refusal Unknown() => Refusal.Invalid(
        "command", "is one of load, play, pause, play-pause, seek, step, jog, shuttle, mark-in, mark-out, mark, cancel-mark, lead.");
}
