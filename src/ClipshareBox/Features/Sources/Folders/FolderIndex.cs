namespace ClipshareBox.Features.Sources.Folders;

/// <summary>How the index of a source stands.</summary>
/// <param name="State">indexing, ready or away.</param>
/// <param name="Watched">True when changes are heard of at once.</param>
/// <param name="Fault">What keeps it away, or null.</param>
/// <param name="IndexedAt">When it was last looked through to its end.</param>
internal sealed record IndexState(string State, bool Watched = false, string? Fault = null, DateTimeOffset? IndexedAt = null)
{
    public const string Indexing = "indexing";
    public const string Ready = "ready";
    public const string Away = "away";
}

/// <summary>Keeps the index of one folder source: looks it through, hears of changes, looks again from time to time.</summary>
internal sealed partial class FolderIndex(SourceRow source, FolderLook look, ContentNews news, TimeProvider clock, ILogger<FolderIndex> log) : IDisposable
{
    // What happens at once, the steps of a copy say, is looked at once.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan MountCheck = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RescanWatched = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RescanUnwatched = TimeSpan.FromMinutes(1);

    // A look takes its share of a slow disk or network and no more.
    private const int RestAfterLook = 20;

    private readonly AutoResetEvent _bell = new(initialState: false);
    private volatile IndexState _state = new(IndexState.Indexing);
    private volatile bool _rescan;
    private FolderWatch? _watch;
    private string _place = "";

    /// <summary>How it stands.</summary>
    public IndexState State => _state;

    /// <summary>The source.</summary>
    public SourceRow Source => source;

    /// <summary>Has everything looked at soon.</summary>
    public void Rescan()
    {
        _rescan = true;
        _bell.Set();
    }

    /// <summary>Works until it is stopped; blocks its thread while it reads the disk.</summary>
    public void Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var started = clock.GetTimestamp();
            try
            {
                LookThrough(ct);
                var took = clock.GetElapsedTime(started);
                news.Looked(source.Id);
                LogLook(log, source.Place, took.TotalMilliseconds, _state.State);
                Listen(Longer(_state.Watched ? RescanWatched : RescanUnwatched, took * RestAfterLook), ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) // the store's disk may be full; that passes
            {
                LogFailure(log, e, source.Place);
                ct.WaitHandle.WaitOne(RescanUnwatched);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
        _bell.Dispose();
    }

    private void LookThrough(CancellationToken ct)
    {
        _rescan = false;
        try
        {
            // First the watch: what changes during the look is heard.
            Watch();
            look.All(source, "", ct);
            _state = new IndexState(IndexState.Ready, _watch is not null && !MountTable.IsRemote(source.Place), null, clock.GetUtcNow());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_state.State != IndexState.Away)
                LogAway(log, source.Place, e.Message);
            _state = new IndexState(IndexState.Away, false, FaultOf(e), _state.IndexedAt);
            look.Gone(source, ct);
        }
    }

    private void Watch()
    {
        var place = PlaceNow();
        if (_watch is { IsWhole: true } && place == _place && _state.State == IndexState.Ready)
        {
            _watch.Take();
            return;
        }
        _watch?.Dispose();
        _place = place;
        _watch = FolderWatch.Start(source.Place, () => _bell.Set(), out var fault);
        if (fault is not null)
            LogUnwatched(log, source.Place, fault);
    }

    // Returns when everything has to be looked at again.
    private void Listen(TimeSpan longest, CancellationToken ct)
    {
        var since = clock.GetTimestamp();
        while (!_rescan && clock.GetElapsedTime(since) < longest)
        {
            if (!Heard(ct))
            {
                if (PlaceNow() != _place)
                    return;
                continue;
            }
            ct.WaitHandle.WaitOne(Gathering);
            ct.ThrowIfCancellationRequested();
            if (_watch?.Take() is not { } paths || !_watch.IsWhole)
                return;
            foreach (var path in paths)
                look.At(source, path, ct);
        }
    }

    // This thread is its own; nobody else needs it while it waits.
    private bool Heard(CancellationToken ct)
    {
        var heard = WaitHandle.WaitAny([_bell, ct.WaitHandle], MountCheck);
        ct.ThrowIfCancellationRequested();
        return heard == 0;
    }

    // Which folder it is, and what is mounted around it: a watch stays with the folder that it was set on.
    private string PlaceNow() => $"{RealPath.IdentityOf(source.Place)}\n{MountTable.Around(source.Place)}";

    private string FaultOf(Exception e) => e switch
    {
        DirectoryNotFoundException => $"{source.Place} is not there; check that its disk is plugged in and mounted.",
        UnauthorizedAccessException => $"{source.Place} may not be read; give the box's user the right to.",
        _ => $"{source.Place} can't be read: {e.Message}",
    };

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    [LoggerMessage(LogLevel.Information, "Looked through {Path} in {TookMs:0} ms: {State}")]
    private static partial void LogLook(ILogger logger, string path, double tookMs, string state);

    [LoggerMessage(LogLevel.Error, "The look through {Path} failed; the next one comes in a minute")]
    private static partial void LogFailure(ILogger logger, Exception failure, string path);

    [LoggerMessage(LogLevel.Warning, "The source {Path} is away: {Fault}")]
    private static partial void LogAway(ILogger logger, string path, string fault);

    [LoggerMessage(LogLevel.Warning, "The source {Path} can't be watched and is looked through every minute instead: {Fault}")]
    private static partial void LogUnwatched(ILogger logger, string path, string fault);
}
