using System.Collections.Concurrent;
using ClipshareBox.Features.Plex.Sources;

namespace ClipshareBox.Features.Plex.NowPlaying;

/// <summary>How the box hears of what plays at a server.</summary>
/// <param name="Way">"listening" by the server's notification socket; "polling" where there is none now; "idle" while nobody looks.</param>
/// <param name="HookAt">When the last webhook of this server came in; null when none did since the start.</param>
public sealed record PlexFeedState(string Way, DateTimeOffset? HookAt);

/// <summary>Listens at the notification sockets of the servers, for as long as somebody looks at what plays.</summary>
internal sealed class ServerEars(PlexServers servers, NowPlayingWatchers watchers, TimeProvider clock)
{
    private const string Listening = "listening";
    private const string Polling = "polling";

    private readonly Dictionary<string, Ear> _ears = []; // touched by the feed's own loop alone
    private readonly ConcurrentDictionary<string, string> _ways = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _hooks = new();

    /// <summary>True when each server rings by itself.</summary>
    public bool AllListen => _ears.Count > 0 && _ears.Keys.All(id => _ways.GetValueOrDefault(id) == Listening);

    /// <summary>How a server is heard.</summary>
    public PlexFeedState StateOf(string sourceId) =>
        new(_ways.GetValueOrDefault(sourceId, "idle"), _hooks.TryGetValue(sourceId, out var at) ? at : null);

    /// <summary>A webhook of that server came in.</summary>
    public void Hook(string sourceId)
    {
        _hooks[sourceId] = clock.GetUtcNow();
        watchers.Ring();
    }

    /// <summary>Listens at all servers that are sources now, and at no others.</summary>
    public async Task AttendAsync(CancellationToken ct)
    {
        var all = servers.All();
        foreach (var ear in _ears.Values.Where(e => e.Listening.IsCompleted || !all.Contains(e.Known)).ToList())
            await CloseAsync(ear);
        foreach (var known in all.Where(s => !_ears.ContainsKey(s.Source.Id)))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            _ways[known.Source.Id] = Polling;
            _ears[known.Source.Id] = new Ear(known, ListenAsync(known, stop.Token), stop);
        }
    }

    /// <summary>Listens no more.</summary>
    public async Task CloseAsync()
    {
        foreach (var ear in _ears.Values.ToList())
            await CloseAsync(ear);
    }

    private async Task ListenAsync(KnownServer known, CancellationToken ct)
    {
        await foreach (var heard in known.Server.For(known.Token).Events.ListenAsync(ct))
        {
            if (heard.Type is "connected" or "away")
                _ways[known.Source.Id] = heard.Type == "connected" ? Listening : Polling;
            if (heard.Type is "connected" or "away" or "playing")
                watchers.Ring();
        }
    }

    private async Task CloseAsync(Ear ear)
    {
        _ears.Remove(ear.Known.Source.Id);
        _ways.TryRemove(ear.Known.Source.Id, out _);
        using (ear.Stop)
        {
            await ear.Stop.CancelAsync();
            try
            {
                await ear.Listening;
            }
            catch (OperationCanceledException)
            {
                // As asked.
            }
        }
    }

    private sealed record Ear(KnownServer Known, Task Listening, CancellationTokenSource Stop);
}
