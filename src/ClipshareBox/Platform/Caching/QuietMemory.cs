using System.Runtime.InteropServices;

namespace ClipshareBox.Platform.Caching;

/// <summary>
/// Gives memory back when the box has come to rest. The collector works when memory is asked for, so a box at which nobody asks for anything
/// would hold for days what its last busy minute needed. A box at work never pays for this.
/// </summary>
internal sealed partial class QuietMemory(TimeProvider clock, ILogger<QuietMemory> log) : BackgroundService
{
    // In that time less than this was asked for: what timers and a page that polls take.
    private const long Little = 4 << 20;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private long _before;
    private int _quietLooks;

    /// <summary>Rings once when the box has come to rest: caches let go of most of what they keep, and nobody waits for it.</summary>
    public event Action? Rests;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look(GC.GetTotalAllocatedBytes());
            _before = GC.GetTotalAllocatedBytes(); // without what this took itself
        }
    }

    /// <summary>Looks how busy the box was since the last look.</summary>
    /// <param name="allocated">Bytes that were asked for since the start.</param>
    internal void Look(long allocated)
    {
        _quietLooks = allocated - _before < Little ? _quietLooks + 1 : 0;
        _before = allocated;
        // What is let go of takes a moment to close.
        if (_quietLooks == 1)
            Rests?.Invoke();
        else if (_quietLooks == 2)
            Release();
    }

    private void Release()
    {
        var (held, paused) = (Environment.WorkingSet, GC.GetTotalPauseDuration());
        // What was kept for long dies of two collections: the first one runs the finalizers.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _ = TrimNative(0);
        LogReleased(log, held >> 20, Environment.WorkingSet >> 20, (GC.GetTotalPauseDuration() - paused).TotalMilliseconds);
    }

    [LoggerMessage(LogLevel.Debug, "At rest: {Before} MB resident before, {After} MB after; the box stood still for {PauseMs} ms")]
    private static partial void LogReleased(ILogger logger, long before, long after, double pauseMs);

    // malloc_trim(3), <malloc.h> of glibc: gives free pages of all arenas back.
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimNative(nuint pad);
}
