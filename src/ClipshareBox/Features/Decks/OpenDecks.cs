using System.Collections.Concurrent;
using System.Data.Common;
using ClipshareBox.Features.Sources;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Decks;

/// <summary>
/// The decks that someone has used since the start, one a workspace. They run by arithmetic, whoever is connected; a timer rings only
/// for heartbeats while one moves, at the end of the film, and to keep the place where it came to rest.
/// </summary>
internal sealed partial class OpenDecks(
    Database database, ContentCatalogue contents, LiveHub hub, TimeProvider clock, ILogger<OpenDecks> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);
    private const long RevsOfARun = 1_000_000;

    private readonly ConcurrentDictionary<string, Deck> _decks = new();
    private readonly Lock _opening = new();
    private readonly long _startTicks = TicksOf(clock);

    /// <summary>The monotonic clock in 100 ns.</summary>
    public long NowTicks => TicksOf(clock);

    /// <summary>The box's clock, Unix time in ms.</summary>
    public double NowMs => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    /// <summary>The workspace's deck.</summary>
    /// <exception cref="Refusal">There is no such workspace, or its content can't be had.</exception>
    public Deck Open(string workspaceId)
    {
        if (_decks.TryGetValue(workspaceId, out var open))
            return open;
        lock (_opening)
            return _decks.TryGetValue(workspaceId, out open) ? open : _decks[workspaceId] = Restore(workspaceId);
    }

    /// <summary>Closes the deck of a workspace that goes.</summary>
    public void Close(string workspaceId)
    {
        if (_decks.TryRemove(workspaceId, out var deck))
            deck.Dispose();
    }

    /// <summary>
    /// Puts a deck into its next stand, tells those who follow it, and counts. What must last is on the disk before anybody hears of it.
    /// </summary>
    /// <param name="deck">The deck, its gate held.</param>
    /// <param name="next">The stand; its revision is given here.</param>
    /// <param name="keep">True to keep it on the disk at once.</param>
    public void Commit(Deck deck, DeckStand next, bool keep)
    {
        next = next with { Rev = deck.Stand.Rev + 1 };
        if (keep || next.Rev >= (deck.Saved?.NextRev ?? 0))
            Save(deck, next);
        deck.Take(next, NowTicks);
        Announce(deck);
    }

    /// <summary>Someone who is in the workspace now, or null.</summary>
    public HubUser? Present(string workspaceId, string userId) => hub.Present(workspaceId)
        .Where(c => c.Caller.UserId == userId).Select(c => new HubUser(userId, c.Caller.Name)).FirstOrDefault();

    /// <summary>Brings a deck up to this instant: one that reached its end stands there. Its gate is held.</summary>
    public DeckStand Settle(Deck deck)
    {
        if (deck.Stand.At(NowTicks) is var settled && settled != deck.Stand)
        {
            deck.Take(settled, NowTicks);
            Announce(deck);
        }
        return deck.Stand;
    }

    /// <summary>How a deck stands now, for clients. Its gate is held.</summary>
    public DeckState Seen(Deck deck)
    {
        var (stand, ticks) = (deck.Stand, NowTicks);
        var frame = stand.Motion.FrameAt(ticks);
        return new DeckState
        {
            Rev = stand.Rev,
            ContentKey = deck.ContentKey,
            State = Spelled(stand.Mode),
            Speed = stand.Motion.SpeedMilli / 1000.0,
            PositionMs = stand.Scale.ToMs(frame),
            PositionFrame = frame,
            AtServerMs = NowMs - ((ticks - stand.Motion.ShownSince(ticks)) / (double)TimeSpan.TicksPerMillisecond),
            DurationMs = stand.Scale.DurationMs,
            FrameRate = new FrameRate(stand.Scale.Rate.Num, stand.Scale.Rate.Den),
            MarkInMs = stand.MarkInFrame is { } @in ? stand.Scale.ToMs(@in) : null,
            MarkOutMs = stand.MarkOutFrame is { } @out ? stand.Scale.ToMs(@out) : null,
            Lead = stand.Lead,
            Followers = hub.Followers(deck.WorkspaceId),
        };
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Keeps where each deck is, so that it stands there after the next start.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var deck in _decks.Values)
        {
            deck.Dispose();
            KeepPlace(deck);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var deck in _decks.Values)
            deck.Dispose();
    }

    private Deck Restore(string workspaceId)
    {
        var (workspace, row) = database.Read(c => (WorkspaceStore.Find(c, workspaceId, null), DeckStore.Find(c, workspaceId)));
        if (workspace is null)
            throw Refusal.NotFound("workspace");
        var scale = DeckScale.Of(contents.Get(workspace.ContentKey));
        var stand = new DeckStand
        {
            // Since the box runs, it has stood there: a mark may come from before anybody looked.
            Motion = DeckMotion.Still(scale, row?.Frame ?? 0, _startTicks),
            Mode = row is { Loaded: true } ? DeckMode.Paused : DeckMode.Stopped,
            MarkInFrame = row?.MarkInFrame is { } mark ? scale.Clamp(mark) : null,
            Rev = row?.NextRev ?? 0,
        };
        var deck = new Deck(workspaceId, workspace.ContentKey, stand, row is null ? null : row with { NextRev = 0 });
        deck.Pulse = clock.CreateTimer(_ => Ring(deck), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return deck;
    }

    private void Ring(Deck deck)
    {
        lock (deck.Gate)
        {
            if (Settle(deck).Motion.IsMoving)
                Announce(deck);
            else
                KeepPlace(deck);
        }
    }

    private void KeepPlace(Deck deck)
    {
        lock (deck.Gate)
        {
            try
            {
                if (RowOf(deck, deck.Stand) != deck.Saved)
                    Save(deck, deck.Stand);
            }
            catch (Exception e) when (e is DbException or ObjectDisposedException or IOException)
            {
                // The place of a standing deck is worth a line, not the box.
                LogNotKept(log, e, deck.WorkspaceId);
            }
        }
    }

    private void Announce(Deck deck)
    {
        hub.Show(deck.WorkspaceId, "deck_state", Seen(deck));
        var due = deck.Stand.Motion.EndsAtTicks is { } end ? Min(Heartbeat, TimeSpan.FromTicks(Math.Max(0, end - NowTicks)))
            : RowOf(deck, deck.Stand) != deck.Saved ? Rest
            : Timeout.InfiniteTimeSpan;
        deck.Pulse?.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void Save(Deck deck, DeckStand stand)
    {
        var row = RowOf(deck, stand);
        if (stand.Rev >= row.NextRev)
            row = row with { NextRev = stand.Rev + RevsOfARun };
        database.Write(change => DeckStore.Save(change, row));
        deck.Saved = row;
    }

    private DeckRow RowOf(Deck deck, DeckStand stand) => new()
    {
        WorkspaceId = deck.WorkspaceId,
        Loaded = stand.Mode != DeckMode.Stopped,
        Frame = stand.Motion.FrameAt(NowTicks),
        MarkInFrame = stand.MarkInFrame,
        NextRev = deck.Saved?.NextRev ?? 0,
    };

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static string Spelled(DeckMode mode) => mode switch
    {
        DeckMode.Stopped => "stopped",
        DeckMode.Paused => "paused",
        DeckMode.Playing => "playing",
        _ => "shuttling",
    };

    // In whole numbers: a double loses ticks on a clock that has run for long.
    private static long TicksOf(TimeProvider clock) => (long)((Int128)clock.GetTimestamp() * TimeSpan.TicksPerSecond / clock.TimestampFrequency);

    [LoggerMessage(LogLevel.Warning, "The place of the deck of workspace {WorkspaceId} could not be kept")]
    private static partial void LogNotKept(ILogger logger, Exception failure, string workspaceId);
}
