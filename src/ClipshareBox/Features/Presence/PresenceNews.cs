using System.Collections.Concurrent;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Presence;

/// <summary>Tells rooms who is in them, a moment after somebody came or went: when hundreds come back at once, once for all of them.</summary>
internal sealed class PresenceNews(LiveHub hub, PresenceActions presence, TimeProvider clock) : IHostedService, IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, bool> _changed = new();
    private ITimer? _timer;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = clock.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        hub.PresenceChanged += Note;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        hub.PresenceChanged -= Note;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void Note(string workspaceId)
    {
        if (_changed.TryAdd(workspaceId, true))
            _timer?.Change(Moment, Timeout.InfiniteTimeSpan);
    }

    private void Tell()
    {
        foreach (var workspaceId in _changed.Keys)
        {
            // Taken out first: who comes while this is written is told of by the next.
            _changed.TryRemove(workspaceId, out _);
            hub.Show(workspaceId, "presence", presence.Of(workspaceId));
        }
    }
}
