using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Media;
using ClipshareBox.Media.Sources;
using ClipshareBox.Platform.Caching;

namespace ClipshareBox.Features.Sources;

/// <summary>
/// The contents that are open. One stays open for a while after its last use, so that the index of a film is read once for many
/// cuts; one whose file has changed is never handed out again.
/// </summary>
internal sealed partial class OpenContents : IAsyncDisposable
{
    /// <summary>Contents kept open though nobody uses them.</summary>
    internal const int MostIdle = 6;

    /// <summary>How long one is kept.</summary>
    internal static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _clock;
    private readonly ILogger<OpenContents> _log;
    private readonly IServiceProvider _services;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Shared> _open = [];
    private readonly ITimer _sweep;
    private readonly QuietMemory _memory;

    public OpenContents(IServiceProvider services, QuietMemory memory, TimeProvider clock, ILogger<OpenContents> log)
    {
        (_services, _memory, _clock, _log) = (services, memory, clock, log);
        memory.Rests += Rest;
        _sweep = clock.CreateTimer(_ => _ = CloseAsync(TakeIdle(KeptFor, MostIdle)), null, KeptFor, KeptFor / 5);
    }

    /// <summary>Contents that are open.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    /// <summary>Opens a content, or joins those who have it open.</summary>
    /// <exception cref="MediaException">It is away, was changed since it was probed, or leads out of its source's folder.</exception>
    public async Task<SourceLease> LeaseAsync(Content content, CancellationToken ct)
    {
        var (shared, stale) = Join(await CheckedAsync(content, ct));
        await CloseAsync(stale);
        try
        {
            var source = await shared.Opening.Value.WaitAsync(ct);
            return new SourceLease(shared.Content, source, () => LeaveAsync(shared));
        }
        catch
        {
            Forget(shared);
            await LeaveAsync(shared);
            throw;
        }
    }

    /// <summary>Hands the content out no more; it is closed when its last user is done.</summary>
    public void Retire(string contentKey)
    {
        Shared? stale;
        lock (_lock)
            stale = _open.Remove(contentKey, out var shared) && shared.Users == 0 ? shared : null;
        if (stale is not null)
            _ = CloseAsync([stale]);
    }

    /// <summary>Hands none of those that are open now out any more.</summary>
    public void RetireAll()
    {
        List<Shared> stale;
        lock (_lock)
        {
            stale = [.. _open.Values.Where(s => s.Users == 0)];
            _open.Clear();
        }
        _ = CloseAsync(stale);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _memory.Rests -= Rest;
        await _sweep.DisposeAsync();
        await CloseAsync(TakeIdle(TimeSpan.Zero, 0));
    }

    // A server is asked where the bytes are when they are opened; the reader itself notices when they change under it.
    private async Task<Content> CheckedAsync(Content content, CancellationToken ct)
    {
        if (content is not { Remote: { } row, Withdrawn: false, Fault: null } || IsOpen(content))
            return Checked(content);
        // Looked up late: sources may themselves need contents.
        var remote = _services.GetServices<IRemoteSource>().First(r => r.Kind == row.Kind);
        return content with { Media = await remote.LocateAsync(row, ct) };
    }

    private bool IsOpen(Content content)
    {
        lock (_lock)
            return _open.TryGetValue(content.ContentKey, out var shared) && shared.IsSame(content);
    }

    // A file is looked at anew each time: a watch may have missed that it was replaced, and a link may have been turned outwards.
    private static Content Checked(Content content)
    {
        if (content.Withdrawn)
            throw new MediaException(MediaFault.SourceMissing, $"The source of {content.Title} was removed from the box; add it again.");
        if (content.Fault is { } known && content.Remote is not null)
            throw new MediaException(MediaFault.NotMedia, $"{content.Title}: {known}");
        if (content.Root is not { } root)
            return content;
        if (RealPath.Within(root, content.Media.Location) is not { } real)
            throw new MediaException(MediaFault.SourceMissing, $"{content.Title} is away; check that its disk is there and mounted.");
        if (content.Fault is { } fault)
            throw new MediaException(MediaFault.NotMedia, $"{content.Title}: {fault}");
        if (FileStamp.Of(real) != content.Stamp)
            throw new MediaException(MediaFault.SourceLost, $"{content.Title} is being written or was replaced; try again when it has settled.");
        return content with { Media = new MediaSource(real) };
    }

    private (Shared Shared, IReadOnlyList<Shared> Stale) Join(Content content)
    {
        lock (_lock)
        {
            List<Shared> stale = [];
            if (_open.TryGetValue(content.ContentKey, out var shared) && !shared.IsSame(content))
            {
                _open.Remove(content.ContentKey);
                if (shared.Users == 0)
                    stale.Add(shared);
                shared = null;
            }
            _open[content.ContentKey] = shared ??= new Shared(content, new Lazy<Task<OpenSource>>(() => OpenSource.OpenAsync(content.Media, null, _clock, CancellationToken.None)));
            shared.Users++;
            return (shared, stale);
        }
    }

    // One that could not be opened is tried anew by the next who asks; one that is open stays for the others.
    private void Forget(Shared shared)
    {
        lock (_lock)
        {
            if (!shared.Opening.Value.IsCompletedSuccessfully && _open.GetValueOrDefault(shared.Content.ContentKey) == shared)
                _open.Remove(shared.Content.ContentKey);
        }
    }

    private async ValueTask LeaveAsync(Shared shared)
    {
        bool last;
        lock (_lock)
        {
            shared.LastUse = _clock.GetTimestamp();
            last = --shared.Users == 0 && _open.GetValueOrDefault(shared.Content.ContentKey) != shared;
        }
        await CloseAsync(last ? [shared] : TakeIdle(KeptFor, MostIdle));
    }

    private void Rest() => _ = CloseAsync(TakeIdle(TimeSpan.Zero, 0));

    private List<Shared> TakeIdle(TimeSpan age, int most)
    {
        lock (_lock)
        {
            var idle = _open.Values.Where(s => s.Users == 0).OrderByDescending(s => s.LastUse).ToList();
            var taken = idle.Where((s, i) => i >= most || _clock.GetElapsedTime(s.LastUse) >= age).ToList();
            taken.ForEach(s => _open.Remove(s.Content.ContentKey));
            return taken;
        }
    }

    private async Task CloseAsync(IReadOnlyList<Shared> closing)
    {
        foreach (var shared in closing)
        {
            try
            {
                await (await shared.Opening.Value).DisposeAsync();
            }
            catch (Exception e) when (e is MediaException or IOException)
            {
                LogClosing(_log, e, shared.Content.ContentKey);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "Content {ContentKey} was not open, or did not close cleanly")]
    private static partial void LogClosing(ILogger logger, Exception failure, string contentKey);

    private sealed record Shared(Content Content, Lazy<Task<OpenSource>> Opening)
    {
        public int Users { get; set; }

        public long LastUse { get; set; }

        public bool IsSame(Content other) => Content.Stamp == other.Stamp && (Content.Remote is not null || Content.Media == other.Media);
    }
}
