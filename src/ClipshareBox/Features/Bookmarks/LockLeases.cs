using System.Data.Common;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>
/// Ends locks whose holder went away. An open hub connection renews all locks of its account; a holder without one keeps a lock
/// for <see cref="Lease"/> from his last sign of life.
/// </summary>
internal sealed partial class LockLeases(Database database, LiveHub hub, BookmarkEvents events, TimeProvider clock, ILogger<LockLeases> log)
    : BackgroundService
{
    /// <summary>How long a lock outlives its holder's connection.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, long> _seenAtMs = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the start comes first
        // After a start everybody gets the time to come back.
        var startedAtMs = NowMs;
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Check(startedAtMs);
            }
            catch (Exception e) when (e is DbException or IOException)
            {
                LogLook(log, e); // the next look may succeed
            }
        }
    }

    private void Check(long startedAtMs)
    {
        var holders = database.Read(BookmarkStore.Holders);
        if (holders.Count == 0)
        {
            _seenAtMs.Clear();
            return;
        }
        foreach (var userId in holders.Select(h => h.UserId).Distinct().Where(hub.IsConnected))
            _seenAtMs[userId] = NowMs;
        if (holders.Any(h => IsOver(h.UserId, h.LockedAtMs, startedAtMs)))
            database.Write(change => Release(change, startedAtMs));
    }

    private void Release(Change change, long startedAtMs)
    {
        foreach (var row in BookmarkStore.Locked(change))
        {
            if (row is not { LockedBy: { } userId, LockedAtMs: { } lockedAtMs } || !IsOver(userId, lockedAtMs, startedAtMs))
                continue;
            var free = row with { LockedBy = null, LockedAtMs = null };
            BookmarkStore.Update(change, free);
            events.Locked(change, free);
        }
    }

    private bool IsOver(string userId, long lockedAtMs, long startedAtMs) =>
        NowMs - Math.Max(Math.Max(lockedAtMs, startedAtMs), _seenAtMs.GetValueOrDefault(userId)) >= Lease.TotalMilliseconds;

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    [LoggerMessage(LogLevel.Warning, "Locks could not be looked after")]
    private static partial void LogLook(ILogger logger, Exception failure);
}
