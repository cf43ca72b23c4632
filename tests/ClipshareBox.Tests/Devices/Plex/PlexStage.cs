using ClipshareBox.Devices.Plex;
using FakePlex;
using TestMedia;

namespace ClipshareBox.Tests.Devices.Plex;

/// <summary>A plex.tv with an owner and a guest, a server with a few films, and the box's client over both.</summary>
internal sealed class PlexStage : IAsyncDisposable
{
    private static readonly Cabinet Cabinet = new();

    private PlexStage(FakePlexTv tv, FakePms pms, PlexLimits limits, TimeProvider clock)
    {
        Fakes = (tv, pms);
        Gear = new PlexGear(Me, new PlexConnections(), new PlexCache(clock), limits, clock);
        Tv = new PlexTv(tv.Address, Gear);
        Owner = tv.AddUser("Olivia");
        Guest = tv.AddUser("Gwen");
        OwnerAtServer = new PlexToken(tv.Sharing.Register(pms, Owner));
        GuestAtServer = new PlexToken(tv.Sharing.ShareWith(pms, Guest));
        Server = new PlexServer(new PlexPlace(pms.Address, pms.MachineIdentifier, "Studio"), Gear);
    }

    public static PlexIdentity Me { get; } = new("test-box-1", "ClipshareBox", "1.0", "Regie-Böx");

    /// <summary>Pauses short enough for a test; limits as in life.</summary>
    public static PlexLimits Brisk { get; } = new() { RetryPause = TimeSpan.FromMilliseconds(1) };

    public (FakePlexTv Tv, FakePms Pms) Fakes { get; }

    public FakePms Pms => Fakes.Pms;

    public PlexGear Gear { get; }

    public PlexTv Tv { get; }

    public PlexServer Server { get; }

    public FakeUser Owner { get; }

    public FakeUser Guest { get; }

    public PlexToken OwnerAtServer { get; }

    public PlexToken GuestAtServer { get; }

    public PlexVisit Visit => Server.For(OwnerAtServer);

    public PlexLibrary Library => Visit.Library;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<PlexStage> SetAsync(PlexLimits? limits = null, TimeProvider? clock = null)
    {
        var tv = await FakePlexTv.StartAsync(0, Ct);
        return new PlexStage(tv, await FakePms.StartAsync("Studio", 0, Ct), limits ?? Brisk, clock ?? TimeProvider.System);
    }

    /// <summary>A film of the cabinet.</summary>
    public static async Task<FakeFilm> FilmAsync(string kind = "h264-25") =>
        await FakeFilm.ReadAsync(await Cabinet.PathOfAsync(SourceKinds.Named(kind), Ct), Ct);

    /// <summary>A section with one film.</summary>
    public async Task<FakeItem> AddFilmAsync(string title = "Ночь 🎬 & Tag", string kind = "h264-25")
    {
        var section = Pms.Library.Sections.FirstOrDefault() ?? Pms.Library.AddSection("movie", "Films");
        return Pms.Library.AddMovie(section, title, await FilmAsync(kind));
    }

    public async ValueTask DisposeAsync()
    {
        Gear.Connections.Dispose();
        await Pms.DisposeAsync();
        await Fakes.Tv.DisposeAsync();
    }

    /// <summary>The fault of a call that must fail.</summary>
    public static async Task<PlexFault> FaultOf(Task call) => await Assert.ThrowsAsync<PlexFault>(() => call);
}
