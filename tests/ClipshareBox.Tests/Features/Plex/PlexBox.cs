using System.Text.Json;
using ClipshareBox.Tests.Devices.Plex;
using FakePlex;
using TestMedia;

namespace ClipshareBox.Tests.Features.Plex;

/// <summary>A box with one Plex server as its source; the fakes stand for plex.tv and the server.</summary>
internal sealed class PlexBox : IAsyncDisposable
{
    private static readonly Cabinet Cabinet = new();
    private bool _isStopped;

    private PlexBox(TestBox box, HttpClient owner, FakePlexTv tv, FakePms server) => (Box, Owner, Tv, Server) = (box, owner, tv, server);

    public TestBox Box { get; }

    /// <summary>The box's admin: a local account.</summary>
    public HttpClient Owner { get; }

    public FakePlexTv Tv { get; }

    public FakePms Server { get; }

    /// <summary>The token that the box was given.</summary>
    public string Token { get; private set; } = "";

    public string SourceId { get; private set; } = "";

    public FakeUser Olivia { get; private set; } = null!; // set before anybody has it

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<PlexBox> StartAsync(Func<FakePms, Task> fill, object? more = null, params string[] settings)
    {
        var tv = await FakePlexTv.StartAsync(0, Ct);
        var server = await FakePms.StartAsync("Studio", 0, Ct);
        await fill(server);
        var box = await TestBox.StartAsync(Ct, settings: [$"PLEXTV={tv.Address}", .. settings]);
        using var browser = await box.ClaimAsync(Ct);
        var all = new PlexBox(box, await box.ProgramAsync(browser, Ct), tv, server) { Olivia = tv.AddUser("Olivia") };
        tv.Sharing.Register(server, all.Olivia);
        all.Token = tv.IssueToken(all.Olivia);
        var wanted = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject(); // an object is no null
        (wanted["kind"], wanted["name"], wanted["url"], wanted["token"]) = ("plex", "Studio Plex", server.Address.AbsoluteUri, all.Token);
        all.SourceId = (await all.Owner.PostDataAsync("/api/sources", wanted, Ct)).GetProperty("id").GetString() ?? "";
        return all;
    }

    /// <summary>A film of the cabinet.</summary>
    public static async Task<string> FilmAsync(string kind) => await Cabinet.PathOfAsync(SourceKinds.Named(kind), Ct);

    /// <summary>Adds a film to the server's first section.</summary>
    public static async Task<FakeItem> AddFilmAsync(FakePms server, string title = "Derby", string kind = "h264-25")
    {
        var section = server.Library.Sections.FirstOrDefault() ?? server.Library.AddSection("movie", "Films");
        return server.Library.AddMovie(section, title, await PlexStage.FilmAsync(kind));
    }

    /// <summary>The items of a library.</summary>
    public Task<JsonElement> ItemsAsync(string library, string query = "") =>
        Owner.GetDataAsync($"/api/sources/{SourceId}/libraries/{library}/items{query}", Ct);

    /// <summary>The first film's key.</summary>
    public async Task<string> KeyAsync() => (await ItemsAsync("section-1"))[0].GetProperty("contentKey").GetString() ?? "";

    /// <summary>Stops the box; the fakes go on.</summary>
    public async Task StopBoxAsync()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        Owner.Dispose();
        await Box.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopBoxAsync();
        await Server.DisposeAsync();
        await Tv.DisposeAsync();
    }
}
