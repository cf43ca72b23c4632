namespace ClipshareBox.Devices.Plex;

/// <summary>What a server says of itself to those it knows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, or null.</param>
/// <param name="Platform">Its system, or null.</param>
/// <param name="HasPlexPass">Plex Pass; null when it does not tell.</param>
internal sealed record PlexServerInfo(string Name, string? Version, string? Platform, bool? HasPlexPass);

/// <summary>One server with one person's rights; cheap to make, holds no state of its own.</summary>
internal sealed class PlexVisit
{
    private static readonly TimeSpan InfoLife = TimeSpan.FromMinutes(10);

    internal PlexVisit(PlexServer server, PlexToken token)
    {
        Server = server;
        Token = token;
    }

    /// <summary>The server.</summary>
    public PlexServer Server { get; }

    /// <summary>Sections, titles, search, lists.</summary>
    public PlexLibrary Library => new(this);

    /// <summary>Posters and backdrops.</summary>
    public PlexArt Art => new(this);

    /// <summary>Files, by range.</summary>
    public PlexFiles Files => new(this);

    /// <summary>The server's own transcoder.</summary>
    public PlexTranscoder Transcoder => new(this);

    /// <summary>What plays now; the owner's right.</summary>
    public PlexNowPlaying NowPlaying => new(this);

    /// <summary>The notification socket.</summary>
    public PlexEvents Events => new(this);

    internal PlexToken Token { get; }

    /// <summary>The server's facts; also the test whether the token is good there (an unclaimed server takes any). Kept 10 min.</summary>
    public Task<PlexAnswer<PlexServerInfo>> InfoAsync(CancellationToken ct) => KeptAsync(new PlexAsk("/"), InfoLife, Info, ct);

    /// <summary>Asks the server at once whether it takes this token.</summary>
    /// <exception cref="PlexFault">Unauthorized when not; or another fault.</exception>
    public async Task<PlexServerInfo> CheckAsync(CancellationToken ct) => await AskAsync(new PlexAsk("/"), Info, ct);

    internal async Task<T> AskAsync<T>(PlexAsk ask, Func<PlexNode, T> read, CancellationToken ct) =>
        (await Server.AskAsync(ask with { Token = Token }, read, ct)).Value;

    internal Task<PlexAnswer<T>> KeptAsync<T>(PlexAsk ask, TimeSpan life, Func<PlexNode, T> read, CancellationToken ct)
    {
        var key = $"{Server.CachePrefix}{Token.Mark}|{ask.Target}|{ask.Start}+{ask.Size}";
        return Server.Gear.Cache.GetAsync(key, life, () => Server.AskAsync(ask with { Token = Token }, read, CancellationToken.None), ct);
    }

    private PlexServerInfo Info(PlexNode container) => new(
        container.Text("friendlyName") ?? Server.Place.Name, container.Text("version"), container.Text("platform"), container.Flag("myPlexSubscription"));
}
