using System.Net.Http.Json;
using System.Text.Json;
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

    [Fact]
    public async Task A_demonstration_box_has_the_demo_server_as_a_source_until_somebody_removes_it()
    {
        var film = await new Cabinet().PathOfAsync(SourceKinds.Named("h264-25"), Ct);
        await using var demo = await DemoPlex.StartAsync([film], Ct);
        var folder = Directory.CreateTempSubdirectory("clipsharebox-demo-").FullName;
        string[] settings = [$"PLEXTV={demo.Tv.Address}", "DEMOPLEX=1"];
        await using (var box = await TestBox.StartAsync(Ct, folder, settings: settings))
        {
            using var owner = await box.ClaimAsync(Ct);
            var source = await SourceAsync(owner);
            Assert.Equal("Demo Plex", source.GetProperty("name").GetString());
            using var gone = await owner.DeleteAsync(new Uri($"/api/sources/{source.GetProperty("id").GetString()}", UriKind.Relative), Ct);
        }
        demo.Tv.Calls.Clear();
        await using (var again = await TestBox.StartAsync(Ct, folder, settings: settings))
        {
            using var back = again.Browser();
            using var signedIn = await back.PostAsJsonAsync("/api/auth/login", new { username = "owner", password = "correct horse battery" }, Ct);
            Assert.Equal(0, (await back.GetDataAsync("/api/sources", Ct)).GetArrayLength());
            Assert.Equal(0, demo.Tv.Calls.Count("/fake/demo"));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_demonstration_box_that_begins_before_the_demo_server_waits_for_it()
    {
        var film = await new Cabinet().PathOfAsync(SourceKinds.Named("h264-25"), Ct);
        await using var demo = await DemoPlex.StartAsync([film], Ct);
        var server = demo.Tv.Demo;
        demo.Tv.Demo = null;
        await using var box = await TestBox.StartAsync(Ct, settings: [$"PLEXTV={demo.Tv.Address}", "DEMOPLEX=1"]);
        using var owner = await box.ClaimAsync(Ct);
        await demo.Tv.Calls.WaitForAsync("/fake/demo", 1, Ct);

        demo.Tv.Demo = server;

        Assert.Equal("Demo Plex", (await SourceAsync(owner)).GetProperty("name").GetString());
    }

    private static async Task<JsonElement> SourceAsync(HttpClient owner)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var sources = await owner.GetDataAsync("/api/sources", limit.Token);
            if (sources.GetArrayLength() > 0)
                return sources[0];
            await again.WaitForNextTickAsync(limit.Token);
        }
    }

    private static FormUrlEncodedContent Form(PlexPin pin, FakeUser user) => new(
    [
        new("code", pin.Code), new("user", user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)), new("forward", "http://box/back"),
    ]);
}
