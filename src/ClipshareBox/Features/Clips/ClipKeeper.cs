using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Media;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>
/// Puts the clips in order when the box starts, and looks after the share while it runs: what a power cut left in the making goes
/// before the first job begins, what should be there and is not is ordered, and what is old goes.
/// </summary>
internal sealed partial class ClipKeeper(
    Database database, ClipFiles files, ClipOrders orders, CutBench bench, ClipSweep sweep, ClipRetention retention, InstantClips instants,
    TimeProvider clock, ILogger<ClipKeeper> log) : BackgroundService, IHostedLifecycleService
{
    private const int AtOnce = 100;
    private const int Unhurried = -10;
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        files.Prepare();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start comes first.
        await Task.Yield();
        await WarmAsync();
        Try(sweep.RefreshAll);
        OrderMissing(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            Try(() =>
            {
                sweep.Run();
                retention.Sweep();
                instants.Trim();
            });
            await TidyAsync(stoppingToken);
        }
    }

    // Until the next round: what people delete goes at once.
    private async Task TidyAsync(CancellationToken stopping)
    {
        using var round = new CancellationTokenSource(Round, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, round.Token);
        try
        {
            while (true)
            {
                var workspaceId = await sweep.Asked.ReadAsync(either.Token);
                Try(() =>
                {
                    sweep.RefreshLatest(workspaceId);
                    sweep.Run();
                });
            }
        }
        catch (OperationCanceledException)
        {
            // A round is over, or the box stops; the loop sees which.
        }
    }

    private async Task WarmAsync()
    {
        try
        {
            await bench.WarmAsync();
        }
        catch (Exception e) when (e is MediaException or IOException)
        {
            // The first cut asks again, and its job says why.
            LogWarm(log, e);
        }
    }

    private void Try(Action look)
    {
        try
        {
            look();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            LogLook(log, e); // the disk may be back at the next round
        }
    }

    // A clip whose file someone removed behind the box's back, and a bookmark of a store that was brought back from elsewhere.
    private void OrderMissing(CancellationToken ct)
    {
        foreach (var clip in database.Read(ClipStore.Whole).Where(c => c.Made && !File.Exists(files.At(c.Path ?? ""))))
            database.Write(change => Order(change, clip.BookmarkId));
        foreach (var workspaceId in database.Read(WorkspaceStore.AutoCut))
        {
            foreach (var ids in database.Read(c => BookmarkStore.Ids(c, workspaceId)).Chunk(AtOnce))
            {
                if (ct.IsCancellationRequested)
                    return;
                if (database.Read(c => ClipStore.HaveUnknown(c, ids)))
                    database.Write(change => ClipStore.Unknown(change, ids).ToList().ForEach(id => Order(change, id)));
            }
        }
    }

    private void Order(Change change, string bookmarkId)
    {
        if (BookmarkStore.Find(change, bookmarkId) is { } mark && WorkspaceStore.Find(change, mark.WorkspaceId) is { AutoCut: true })
            orders.Order(change, mark, priority: Unhurried);
    }

    [LoggerMessage(LogLevel.Warning, "The encoders could not be tested yet")]
    private static partial void LogWarm(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Warning, "The share could not be looked after in this round")]
    private static partial void LogLook(ILogger logger, Exception failure);
}
