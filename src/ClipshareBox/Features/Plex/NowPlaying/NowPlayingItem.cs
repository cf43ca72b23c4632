namespace ClipshareBox.Features.Plex.NowPlaying;

/// <summary>Something that plays at a server.</summary>
/// <param name="Id">Its name in addresses, while it plays.</param>
/// <param name="ContentKey">The title.</param>
/// <param name="Title">Its name.</param>
/// <param name="State">playing, paused or buffering.</param>
/// <param name="User">Who watches, or null.</param>
/// <param name="Player">On what, or null.</param>
/// <param name="PositionMs">About where it is, ms: players tell it each 10 s or so; between, it is reckoned on.</param>
/// <param name="DurationMs">Length in ms, or null.</param>
public sealed record NowPlayingItem(
    string Id, string ContentKey, string Title, string State, string? User, string? Player, long PositionMs, long? DurationMs)
{
    /// <summary>Always: no player tells its place to the frame.</summary>
    public bool IsApproximate => true;
}

/// <summary>Marks what was just seen.</summary>
/// <param name="LastMs">How far back, 500 to 600,000 ms; 15,000 where none is given.</param>
/// <param name="Label">Up to 200 characters.</param>
public sealed record NowPlayingMark(long? LastMs = null, string? Label = null);
