using System.Collections.Concurrent;
using System.Threading.Channels;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Plex.NowPlaying;

/// <summary>The pages that look at what plays, each with what it was told last; and the bell that says that there is something to look for.</summary>
internal sealed class NowPlayingWatchers
{
    /// <summary>Name of the state that they hear.</summary>
    public const string State = "now_playing";

    private readonly ConcurrentDictionary<HubConnection, NowPlayingBoard?> _watching = new();
    private readonly FrameWriter _frames;
    private readonly TimeProvider _clock;

    // Ringing twice before somebody comes is ringing once.
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public NowPlayingWatchers(LiveHub hub, FrameWriter frames, TimeProvider clock)
    {
        (_frames, _clock) = (frames, clock);
        hub.Left += connection => _watching.TryRemove(connection, out _);
    }

    /// <summary>True while somebody looks.</summary>
    public bool Any => !_watching.IsEmpty;

    /// <summary>Who looks, each account once.</summary>
    public IReadOnlyList<Caller> Callers => [.. _watching.Keys.Select(c => c.Caller).DistinctBy(c => (c.UserId, c.IsAdmin))];

    /// <summary>A page begins or ends to look; who begins is told at once.</summary>
    public void Watch(HubConnection connection, bool watching)
    {
        if (!watching)
        {
            _watching.TryRemove(connection, out _);
            return;
        }
        _watching[connection] = null;
        Ring();
    }

    /// <summary>Tells an account's pages what plays, where they don't know it yet.</summary>
    public void Tell(Caller caller, NowPlayingBoard board)
    {
        foreach (var (connection, told) in _watching.Where(w => (w.Key.Caller.UserId, w.Key.Caller.IsAdmin) == (caller.UserId, caller.IsAdmin)))
        {
            // Who looks away meanwhile is not put back.
            if (told?.SaysNoMoreThan(board) != true && _watching.TryUpdate(connection, board, told))
                connection.Outbox.Show(State, _frames.Write(State, board));
        }
    }

    /// <summary>Something may play, pause or have stopped, or somebody looks anew.</summary>
    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Waits for the bell, or for that long.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(most, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            await _bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time to look anyway.
        }
    }
}
