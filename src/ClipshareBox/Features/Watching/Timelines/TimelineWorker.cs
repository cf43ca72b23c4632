using System.Collections.Concurrent;
using System.Threading.Channels;
using ClipshareBox.Features.Sources;
using ClipshareBox.Media;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Watching.Timelines;

/// <summary>Something of a film's timeline that is to be made.</summary>
/// <param name="Film">The film.</param>
/// <param name="Name">What: its file, or its first.</param>
/// <param name="Make">Makes it in a folder; every file in it is kept.</param>
internal sealed record TimelineWork(WatchedFilm Film, string Name, Func<SourceLease, string, IProgress<double>, CancellationToken, Task> Make)
{
    /// <summary>One work is not begun twice.</summary>
    public string Key => $"{Film.Content.ContentKey}/{Film.Tag}/{Name}";
}

/// <summary>Makes the parts of timelines in the background, one after the other.</summary>
internal sealed partial class TimelineWorker(TimelineFiles files, ContentCatalogue contents, ILogger<TimelineWorker> log) : BackgroundService
{
    private const int MostWaiting = 64;

    // What finds no room is asked for again by the next look.
    private readonly Channel<TimelineWork> _waiting =
        Channel.CreateBounded<TimelineWork>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ConcurrentDictionary<string, Progress> _known = new();

    /// <summary>How far a work is; begins it if nobody has.</summary>
    public (string State, int Percent, string? Fault) Ask(TimelineWork work)
    {
        var progress = _known.GetOrAdd(work.Key, _ => new Progress());
        if (progress.Queue() && !_waiting.Writer.TryWrite(work))
            _known.TryRemove(work.Key, out _);
        return (progress.State, progress.Percent, progress.Fault);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        files.Sweep();
        await foreach (var work in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            if (_known.TryGetValue(work.Key, out var progress))
                await MakeAsync(work, progress, stoppingToken);
        }
    }

    private async Task MakeAsync(TimelineWork work, Progress progress, CancellationToken ct)
    {
        var folder = files.NewFolder();
        try
        {
            progress.State = MakingState.Making;
            await using (var lease = await contents.OpenAsync(work.Film.Content.ContentKey, ct))
                await work.Make(lease, folder, progress, ct);
            // The first one last: where it is, all are.
            foreach (var file in Directory.EnumerateFiles(folder).OrderDescending(StringComparer.Ordinal))
                files.Put(work.Film, file, Path.GetFileName(file));
            _known.TryRemove(work.Key, out _);
            files.Sweep();
        }
        catch (MediaException e) when (e.Fault is MediaFault.SourceLost or MediaFault.SourceMissing)
        {
            LogFailed(log, e, work.Name, work.Film.Content.Title);
            _known.TryRemove(work.Key, out _); // it may be back at the next look
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(log, e, work.Name, work.Film.Content.Title);
            progress.Fail(ErrorAnswers.RefusalOf(e).Message);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Progress : IProgress<double>
    {
        private int _queued;

        public string State { get; set; } = MakingState.Waiting;

        public int Percent { get; private set; }

        public string? Fault { get; private set; }

        /// <summary>True for the one who has to queue it.</summary>
        public bool Queue() => Interlocked.Exchange(ref _queued, 1) == 0;

        public void Report(double value) => Percent = (int)(Math.Clamp(value, 0, 0.99) * 100);

        // It stays failed until the film changes or the box starts anew: the next look would fail alike, at the cost of a reading.
        public void Fail(string why) => (State, Fault) = (MakingState.Failed, why);
    }

    [LoggerMessage(LogLevel.Warning, "{Part} of the timeline of {Title} could not be made")]
    private static partial void LogFailed(ILogger logger, Exception failure, string part, string title);
}
