namespace FakePlex;

/// <summary>The demonstration's Plex: a plex.tv with an owner and two guests, and one server over the films of a folder.</summary>
public sealed class DemoPlex : IAsyncDisposable
{
    private const int Episodes = 4;

    private DemoPlex(FakePlexTv tv, FakePms server, string ownerToken)
    {
        Tv = tv;
        Server = server;
        OwnerToken = ownerToken;
    }

    /// <summary>plex.tv; its address goes to CLIPSHAREBOX__PLEXTV.</summary>
    public FakePlexTv Tv { get; }

    /// <summary>The media server.</summary>
    public FakePms Server { get; }

    /// <summary>The owner's token, for a source that is added by hand.</summary>
    public string OwnerToken { get; }

    /// <summary>Starts both.</summary>
    /// <param name="films">Paths of media files.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="port">TCP port of plex.tv; the server has the next one, and both know after a restart whom they knew before. 0 for any.</param>
    public static async Task<DemoPlex> StartAsync(IReadOnlyList<string> films, CancellationToken ct, int port = 0)
    {
        var tv = await FakePlexTv.StartAsync(port, ct);
        tv.Switches.LastingTokens = port != 0;
        var server = await FakePms.StartAsync("Demo Plex", port == 0 ? 0 : port + 1, ct);
        var owner = tv.AddUser("Olivia (owner)");
        var guest = tv.AddUser("Gwen (sees films only)");
        var invited = tv.AddUser("Ivan (invited, has not accepted)");
        _ = tv.AddUser("Stan (a stranger)");
        tv.Sharing.Register(server, owner);
        var token = tv.IssueToken(owner);
        if (tv.Switches.LastingTokens)
            _ = tv.Users.Values.Select(tv.IssueToken).ToList();
        tv.Sharing.ShareWith(server, guest);
        tv.Sharing.ShareWith(server, invited, pending: true);
        await FillAsync(server.Library, films, ct);
        server.Library.Grants[guest.Id] = ["1"];
        if (server.Library.Items.FirstOrDefault(i => i.Type == "movie") is { } playing)
            server.Play("7", playing, owner, playing.DurationMs / 4, "paused");
        tv.Demo = (server.Address, token);
        return new DemoPlex(tv, server, token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Tv.DisposeAsync();
    }

    private static async Task FillAsync(FakeLibrary library, IReadOnlyList<string> paths, CancellationToken ct)
    {
        var movies = library.AddSection("movie", "Films");
        var shows = library.AddSection("show", "Shows");
        var read = new List<FakeFilm>();
        foreach (var path in paths)
            read.Add(await FakeFilm.ReadAsync(path, ct));
        foreach (var film in read)
        {
            var item = library.AddMovie(movies, Path.GetFileNameWithoutExtension(film.Path), film);
            item.Chapters.Add(("Beginning", 0, film.DurationMs / 2));
            item.Chapters.Add(("End", film.DurationMs / 2, film.DurationMs));
        }
        if (read.Count == 0)
            return;
        _ = library.AddShow(shows, "The Replay", seasons: 2, Episodes, read[0]);
        _ = library.AddList(movies, "Matches", [.. library.Items.Where(i => i.Type == "movie")]);
        _ = library.AddList(null, "Watch together", [.. library.Items.Where(i => i.Type == "movie").Take(2)]);
    }
}
