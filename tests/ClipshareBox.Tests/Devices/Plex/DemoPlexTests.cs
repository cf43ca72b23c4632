using ClipshareBox.Devices.Plex;
using FakePlex;
using TestMedia;
using static ClipshareBox.Tests.Devices.Plex.PlexStage;

namespace ClipshareBox.Tests.Devices.Plex;

/// <summary>The demonstration's Plex, as a newcomer meets it.</summary>
public sealed class DemoPlexTests
{
    [Fact]
    public async Task A_guest_who_confirms_on_the_page_gets_in_and_sees_what_is_shared()
    {
        var film = await new Cabinet().PathOfAsync(SourceKinds.Named("h264-25"), Ct);
        await using var demo = await DemoPlex.StartAsync([film], Ct);
        using var connections = new PlexConnections();
        var gear = new PlexGear(Me, connections, new PlexCache(TimeProvider.System), Brisk, TimeProvider.System);
        var tv = new PlexTv(demo.Tv.Address, gear);
        var pin = await tv.CreatePinAsync(Ct);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        Assert.Contains("Demo Plex", await browser.GetStringAsync(tv.ConsentPage(pin, null), Ct), StringComparison.Ordinal);
        Assert.Contains("Demo Plex", await browser.GetStringAsync(tv.LinkPage(pin), Ct), StringComparison.Ordinal);
        var guest = demo.Tv.Users.Values.Single(u => u.Title.StartsWith("Gwen", StringComparison.Ordinal));

        using var claim = await browser.PostAsync(new Uri(demo.Tv.Address, "/fake/claim"), Form(pin, guest), Ct);
        var token = (await tv.PollPinAsync(pin, Ct)).Token!;
        var access = await tv.CheckAccessAsync(token, demo.Server.MachineIdentifier, Ct);
        var finder = new PlexServerFinder(gear);
        var found = await finder.FindAsync(PlexServerFinder.Candidates(null, access.Resource), demo.Server.MachineIdentifier, "Demo Plex", Ct);
        var library = new PlexServer(found.Place!, gear).For(access.Resource!.AccessToken).Library;

        Assert.Equal("http://box/back", claim.Headers.Location?.ToString());
        Assert.Equal(["Films"], (await library.SectionsAsync(Ct)).Value.Select(s => s.Title));
        Assert.Single((await library.PageAsync("1", new PlexRange(0, 50), ct: Ct)).Value.Items);
        Assert.NotEmpty(await new PlexServer(found.Place!, gear).For(new PlexToken(demo.OwnerToken)).NowPlaying.SessionsAsync(Ct));
    }

    private static FormUrlEncodedContent Form(PlexPin pin, FakeUser user) => new(
    [
        new("code", pin.Code), new("user", user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)), new("forward", "http://box/back"),
    ]);
}
