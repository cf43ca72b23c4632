namespace ClipshareBox.Devices.Plex;

/// <summary>
/// Since when each player is where it last said it is. A server repeats a player's last report until the next one, some 10 s later: without
/// this each reading would set the place back.
/// </summary>
internal sealed class PlexReports
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (PlexPlaying Report, DateTimeOffset ReadAt)> _known = [];

    /// <summary>The same sessions, with the instant at which each place was first read.</summary>
    /// <param name="read">What was read just now.</param>
    /// <param name="now">The instant of the reading.</param>
    public IReadOnlyList<PlexPlaying> Since(IReadOnlyList<PlexPlaying> read, DateTimeOffset now)
    {
        lock (_lock)
        {
            // Who may see one session only must not make the others forgotten: age does.
            foreach (var (key, old) in _known.Where(k => now - k.Value.ReadAt > Forgotten).ToList())
                _known.Remove(key);
            return [.. read.Select(playing => Since(playing, now))];
        }
    }

    private PlexPlaying Since(PlexPlaying playing, DateTimeOffset now)
    {
        var isOld = _known.TryGetValue(playing.SessionKey, out var known)
            && (known.Report.ItemKey, known.Report.State, known.Report.ViewOffsetMs) == (playing.ItemKey, playing.State, playing.ViewOffsetMs);
        var since = isOld ? playing with { SeenAt = known.Report.SeenAt } : playing;
        _known[playing.SessionKey] = (since, now);
        return since;
    }
}
