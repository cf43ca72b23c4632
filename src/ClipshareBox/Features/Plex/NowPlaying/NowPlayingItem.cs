namespace ClipshareBox.Features.Plex.NowPlaying;

/// <summary>Something that plays at a server.</summary>
/// <param name="Id">Its name in addresses, while it plays.</param>
/// <param name="ContentKey">The title.</param>
/// <param name="Title">Its name.</param>
/// <param name="State">playing, paused or buffering.</param>
/// <param name="User">Who watches, or null.</param>
/// <param name="Player">On what, or null.</param>
/// <param name="PositionMs">About where it was at <paramref name="AtServerMs"/>, ms: players tell it each 10 s or so; between, it is reckoned on.</param>
/// <param name="AtServerMs">The instant meant, by the box's clock: Unix time in ms.</param>
/// <param name="DurationMs">Length in ms, or null.</param>
public sealed record NowPlayingItem(
    string Id, string ContentKey, string Title, string State, string? User, string? Player, long PositionMs, long AtServerMs, long? DurationMs)
{
    /// <summary>Media.id of the version that plays, and Part.id of its file; null where the server does not say.</summary>
    internal (string? Version, string? Part) File { get; init; }

    /// <summary>Always: no player tells its place to the frame.</summary>
    public bool IsApproximate => true;

    /// <summary>The same for two readings between which the player has said nothing new.</summary>
    internal NowPlayingItem Steady => State == "playing" ? this with { PositionMs = PositionMs - AtServerMs, AtServerMs = 0 } : this with { AtServerMs = 0 };
}

/// <summary>What plays, as one caller may see it.</summary>
/// <param name="Items">Sessions of all servers.</param>
/// <param name="Faults">Why a server's sessions are missing; empty when all answered.</param>
/// <param name="Servers">How many servers this caller may ask; 0 for people without any right at one.</param>
public sealed record NowPlayingBoard(IReadOnlyList<NowPlayingItem> Items, IReadOnlyList<string> Faults, int Servers)
{
    /// <summary>True when a browser that was told the other one need not hear this one.</summary>
    internal bool SaysNoMoreThan(NowPlayingBoard other) =>
        Servers == other.Servers && Faults.SequenceEqual(other.Faults) && Items.Select(i => i.Steady).SequenceEqual(other.Items.Select(i => i.Steady));
}

/// <summary>Begins or ends to hear <c>now_playing</c>.</summary>
/// <param name="Watching">True to hear it.</param>
public sealed record NowPlayingWatch(bool Watching);

/// <summary>Marks what was just seen.</summary>
/// <param name="LastMs">How far back, 500 to 600,000 ms; 15,000 where none is given.</param>
/// <param name="Label">Up to 200 characters.</param>
public sealed record NowPlayingMark(long? LastMs = null, string? Label = null);
