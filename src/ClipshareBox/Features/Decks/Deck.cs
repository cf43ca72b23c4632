namespace ClipshareBox.Features.Decks;

/// <summary>An open deck: how it stands, and how it has moved in the last half minute. Used under its own lock.</summary>
internal sealed class Deck(string workspaceId, string contentKey, DeckStand stand, DeckRow? row) : IDisposable
{
    /// <summary>How far back a mark may reach.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    // A wheel turned without a pause for all of that time.
    private const int MostMotions = 8_192;

    private readonly Queue<DeckMotion> _past = new([stand.Motion]);

    /// <summary>Whoever looks at the deck or moves it holds this.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Its workspace.</summary>
    public string WorkspaceId => workspaceId;

    /// <summary>Its content.</summary>
    public string ContentKey => contentKey;

    /// <summary>How it stands.</summary>
    public DeckStand Stand { get; private set; } = stand;

    /// <summary>What is on the disk, or null.</summary>
    public DeckRow? Saved { get; set; } = row;

    /// <summary>Rings at the next heartbeat, at the end of the film, or when it is time to keep the position.</summary>
    public ITimer? Pulse { get; set; }

    /// <summary>Takes the next stand and remembers its motion.</summary>
    public void Take(DeckStand next, long nowTicks)
    {
        Stand = next;
        _past.Enqueue(next.Motion);
        while (_past.Count > MostMotions || (_past.Count > 1 && _past.ElementAt(1).SinceTicks < nowTicks - Memory.Ticks))
            _past.Dequeue();
    }

    /// <summary>The frame that was on the picture at an instant; null where that is no longer known.</summary>
    public long? FrameAt(long ticks) => _past.LastOrDefault(m => m.SinceTicks <= ticks)?.FrameAt(ticks);

    /// <inheritdoc/>
    public void Dispose() => Pulse?.Dispose();
}
