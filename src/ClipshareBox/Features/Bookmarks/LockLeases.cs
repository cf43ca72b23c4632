using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>
/// Ends locks whose holder went away. An open hub connection keeps all locks of its account; a holder without one keeps a lock
/// for <see cref="Lease"/> from his last sign of life. It sleeps until the next lock may end, or somebody locks something or goes.
/// </summary>
internal sealed partial class LockLeases(Database database, LiveHub hub, BookmarkEvents events, TimeProvider clock, ILogger<LockLeases> log)
    : BackgroundService
{
    /// <summary>How long a lock outlives its holder's connection.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AgainAfterFault = TimeSpan.FromSeconds(5);

    // When those who went had their last connection.
    private readonly ConcurrentDictionary<string, long> _leftAtMs = new();

    // One word is enough: what has changed is read from the store.
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // After a start everybody gets the time to come back.
        var startedAtMs = NowMs;
        hub.Left += Left;
        events.LockChanged += Wake;
        try
        {
            await Task.Yield(); // the start comes first
            while (true)
                await SleepAsync(Look(startedAtMs), stoppingToken);
        }
        finally
        {
            hub.Left -= Left;
            events.LockChanged -= Wake;
        }
    }

    private void Left(HubConnection connection)
    {
        if (connection.Caller.UserId is not { } userId || hub.IsConnected(userId))
            return;
        _leftAtMs[userId] = NowMs;
        Wake();
    }

    private void Wake() => _changes.Writer.TryWrite(true);

    private async Task SleepAsync(TimeSpan? most, CancellationToken ct)
    {
        using var due = most is { } time ? new CancellationTokenSource(time, clock) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, due.Token);
        try
        {
            await _changes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // It is time.
        }
    }

    private TimeSpan? Look(long startedAtMs)
    {
        try
        {
            return Check(startedAtMs);
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            LogLook(log, e); // the next look may succeed
            return AgainAfterFault;
        }
    }

    // Ends what is over; how long it is until the next may be, or null where that takes somebody's going first.
    private TimeSpan? Check(long startedAtMs)
    {
        var holders = database.Read(BookmarkStore.Holders);
        if (holders.Count == 0)
        {
            _leftAtMs.Clear();
            return null;
        }
        if (holders.Any(h => EndMs(h.UserId, h.LockedAtMs, startedAtMs) <= NowMs))
        {
            database.Write(change => Release(change, startedAtMs));
            holders = database.Read(BookmarkStore.Holders);
        }
        var next = holders.Select(h => EndMs(h.UserId, h.LockedAtMs, startedAtMs)).DefaultIfEmpty(long.MaxValue).Min();
        return next == long.MaxValue ? null : TimeSpan.FromMilliseconds(Math.Max(1, next - NowMs));
    }

    private void Release(Change change, long startedAtMs)
    {
        foreach (var row in BookmarkStore.Locked(change))
        {
            if (row is not { LockedBy: { } userId, LockedAtMs: { } lockedAtMs } || EndMs(userId, lockedAtMs, startedAtMs) > NowMs)
                continue;
            var free = row with { LockedBy = null, LockedAtMs = null };
            BookmarkStore.Update(change, free);
            events.Locked(change, free);
        }
    }

    private long EndMs(string userId, long lockedAtMs, long startedAtMs) => hub.IsConnected(userId)
        ? long.MaxValue
        : Math.Max(Math.Max(lockedAtMs, startedAtMs), _leftAtMs.GetValueOrDefault(userId)) + (long)Lease.TotalMilliseconds;

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    [LoggerMessage(LogLevel.Warning, "Locks could not be looked after")]
    private static partial void LogLook(ILogger logger, Exception failure);
}
