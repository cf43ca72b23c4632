using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Sources.Folders;

/// <summary>The indexes of all folder sources, each on a thread of its own: a disk that hangs holds up nobody else.</summary>
internal sealed partial class FolderIndexes(Database database, FolderLook look, ContentWriter writer, ContentNews news, TimeProvider clock, ILoggerFactory logs)
    : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ILogger<FolderIndexes> _log = logs.CreateLogger<FolderIndexes>();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Running> _running = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>How a source's index stands.</summary>
    public IndexState StateOf(string sourceId)
    {
        lock (_lock)
            return _running.GetValueOrDefault(sourceId)?.Index.State ?? new IndexState(IndexState.Indexing);
    }

    /// <summary>Starts the index of a source; one that runs already goes on.</summary>
    public void Start(SourceRow source)
    {
        lock (_lock)
        {
            if (_running.ContainsKey(source.Id) || _stopping.IsCancellationRequested)
                return;
            var index = new FolderIndex(source, look, news, clock, logs.CreateLogger<FolderIndex>());
            var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            _running[source.Id] = new Running(index, stop, Background(index.Source.Place, () => index.Run(stop.Token)));
        }
    }

    /// <summary>Has a source looked through soon.</summary>
    public void Rescan(string sourceId)
    {
        lock (_lock)
            _running.GetValueOrDefault(sourceId)?.Index.Rescan();
    }

    /// <summary>Stops the index of a removed source, and forgets in the background what nobody can have used of it.</summary>
    public void Remove(string sourceId)
    {
        Running? running;
        lock (_lock)
            _running.Remove(sourceId, out running);
        _ = EndAsync(sourceId, running);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        Running[] all;
        lock (_lock)
        {
            _stopping.Cancel();
            all = [.. _running.Values];
        }
        await base.StopAsync(cancellationToken);
        // One that hangs on its disk is left behind: its thread ends with the process.
        await Task.WhenAny(Task.WhenAll(all.Select(r => r.Done)), Task.Delay(Patience, clock, cancellationToken));
        foreach (var running in all)
            running.Index.Dispose();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _stopping.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the start does not wait for disks
        foreach (var source in database.Read(SourceStore.All).Where(s => s.Kind == SourceRow.Folder))
            Start(source);
        foreach (var id in database.Read(SourceStore.Leftovers))
            await Background(id, () => writer.Purge(id, _stopping.Token));
    }

    private async Task EndAsync(string sourceId, Running? running)
    {
        if (running is not null)
        {
            await running.Stop.CancelAsync();
            await Task.WhenAny(running.Done, Task.Delay(Patience, clock));
            running.Index.Dispose();
        }
        await Background(sourceId, () => writer.Purge(sourceId, _stopping.Token));
    }

    private async Task Background(string what, Action work)
    {
        try
        {
            await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (Exception e) // nobody awaits it: told here or nowhere
        {
            LogFailure(_log, e, what);
        }
    }

    [LoggerMessage(LogLevel.Error, "Background work on the source {What} ended")]
    private static partial void LogFailure(ILogger logger, Exception failure, string what);

    private sealed record Running(FolderIndex Index, CancellationTokenSource Stop, Task Done);
}
