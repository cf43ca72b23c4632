using System.Globalization;
using ClipshareBox.Tests.Features.Pages;
using ClipshareBox.Tests.Features.Plex;
using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Desk;

/// <summary>A film of a Plex server at the desk: streams, qualities, sound and subtitles.</summary>
public sealed class PlexDeskTests(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    private static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("CLIPSHAREBOX_RUNS") ?? "3", CultureInfo.InvariantCulture);
    private const double MostMs = 10_000; // for a machine where much else runs; the figure aimed at on an idle one is 1,500

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_film_that_only_the_server_can_make_playable_is_marked_to_the_frame()
    {
        await using var plex = await PlexBox.StartAsync(server => PlexBox.AddFilmAsync(server, kind: "mpeg2-interlaced-ts"));
        var desk = await DeskScreen.OpenAsync(browser, plex.Box.Address, await WorkspaceAsync(plex));
        await StreamsAsync(desk);
        await desk.ShowsAsync(0);
        for (var second = 1; second <= 9; second++)
            await desk.PressAsync("Shift+ArrowRight");
        await desk.ShowsAsync(225);
        for (var frame = 226; frame <= 235; frame++)
            await desk.StepAsync("ArrowRight", frame);
        for (var frame = 234; frame >= 225; frame--)
            await desk.StepAsync("ArrowLeft", frame);
        await desk.PressAsync("Space");
        await desk.Page.WaitForFunctionAsync("() => said() > 260");
        await desk.PressAsync("k");
        await desk.Page.WaitForFunctionAsync("() => document.querySelector('.picture video').paused");
        var shown = await desk.Page.EvaluateAsync<int>("() => new Promise(done => setTimeout(() => done(said()), 700))");
        await desk.ShowsAsync(shown);
        Assert.NotEmpty(plex.Server.TranscodeSessions);
        Assert.Empty(plex.Server.Timelines);
    }

    [Fact]
    public async Task Another_quality_keeps_the_frame_and_is_remembered()
    {
        await using var plex = await PlexBox.StartAsync(server => PlexBox.AddFilmAsync(server, kind: "h264-2997"));
        var workspace = await WorkspaceAsync(plex);
        var desk = await DeskScreen.OpenAsync(browser, plex.Box.Address, workspace);
        for (var second = 1; second <= 5; second++)
            await desk.PressAsync("Shift+ArrowRight");
        await desk.ShowsAsync(150);

        var menu = desk.Page.Locator(".watch-menu");
        await menu.Locator("summary").FocusAsync();
        await desk.PressAsync("Enter");
        await desk.ShootAsync("desk-watch-menu");
        await menu.GetByLabel("Quality").SelectOptionAsync("480p");
        await StreamsAsync(desk);
        await desk.Page.WaitForFunctionAsync("() => document.querySelector('.picture .hold').hidden");
        await desk.ShowsAsync(150);
        Assert.NotEmpty(plex.Server.TranscodeSessions);
        await desk.PressAsync("Escape");
        await desk.StepAsync("ArrowRight", 151);

        await desk.PressAsync("Space");
        await desk.Page.WaitForFunctionAsync("() => said() > 170");
        await desk.Page.EvaluateAsync("() => { document.querySelector('.watch-menu details').open = true; }");
        await menu.GetByLabel("Quality").SelectOptionAsync("original");
        await desk.Page.WaitForFunctionAsync("() => { const v = document.querySelector('.picture video'); return v.src.endsWith('/file') && !v.paused && said() > 200; }");
        await desk.PressAsync("k");
        await menu.GetByLabel("Quality").SelectOptionAsync("480p");

        await desk.Page.ReloadAsync();
        desk = await DeskScreen.ReadyAsync(desk.Page);
        await StreamsAsync(desk);
        await Assertions.Expect(desk.Page.Locator(".watch-menu summary")).ToContainTextAsync("480p");
    }

    [Fact]
    public async Task Subtitles_are_shown_over_the_picture_and_turned_off_again()
    {
        await using var plex = await PlexBox.StartAsync(async server =>
        {
            var film = await PlexBox.AddFilmAsync(server, kind: "h264-2997");
            film.Versions[0].Parts[0].Subtitle = "1\n00:00:02,000 --> 00:00:09,000\nTor für Köln\n";
        });
        var desk = await DeskScreen.OpenAsync(browser, plex.Box.Address, await WorkspaceAsync(plex));
        await desk.Page.Locator(".watch-menu summary").ClickAsync();
        var choice = desk.Page.Locator(".watch-menu").GetByLabel("Subtitles");
        await choice.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await desk.PressAsync("Escape");
        for (var second = 1; second <= 5; second++)
            await desk.PressAsync("Shift+ArrowRight");
        await Assertions.Expect(desk.Page.Locator(".captions")).ToHaveTextAsync("Tor für Köln");
        await desk.ShootAsync("desk-captions");

        await desk.Page.Locator(".watch-menu summary").ClickAsync();
        await choice.SelectOptionAsync("");
        await Assertions.Expect(desk.Page.Locator(".captions")).ToBeHiddenAsync();
    }

    [Theory, Trait("Figures", "desk")]
    [InlineData("h264-2997")]
    [InlineData("mpeg2-interlaced-ts")]
    public async Task The_first_frame_is_there_soon_after_the_press(string kind)
    {
        await using var plex = await PlexBox.StartAsync(async server =>
        {
            var film = await Devices.Plex.PlexStage.FilmAsync(kind);
            var films = server.Library.AddSection("movie", "Films");
            for (var i = 0; i <= Runs; i++)
                server.Library.AddMovie(films, $"Derby {i:00}", film);
        });
        var screen = await PageScreen.OpenAsync(browser, plex.Box.Address, "/library");
        var (times, videos) = (new List<double>(), new List<double>());
        for (var i = 0; i <= Runs; i++)
        {
            if (i > 0)
                await screen.GoAsync("/library");
            await screen.Page.GetByRole(AriaRole.Option, new() { Name = $"Derby {i:00}" }).First.ClickAsync();
            await screen.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
            var came = await screen.Page.EvaluateAsync<double[]>(
                """
                () => new Promise(done => {
                  const start = performance.now();
                  let shown = 0;
                  const look = () => {
                    const video = document.querySelector('.picture video'), picture = document.querySelector('.picture');
                    if (shown === 0 && picture && picture.dataset.frame !== '') shown = performance.now() - start;
                    if (shown > 0 && video.readyState >= 2 && video.videoWidth > 0) done([shown, performance.now() - start]);
                    else requestAnimationFrame(look);
                  };
                  document.querySelector('dialog .button.main').click();
                  look();
                })
                """);
            times.Add(came[0]);
            videos.Add(came[1]);
        }
        times.RemoveAt(0); // the first one warms the box up
        videos.RemoveAt(0);
        output.WriteLine($"{kind}: first frame after the press: {DeskTests.Figures(times)}; ready to play: {DeskTests.Figures(videos)}");
        Assert.True(times[times.Count / 2] < MostMs, $"the first frame came after {times[times.Count / 2]:0} ms");
    }

    // hls.js has the video, and there is a picture.
    private static async Task StreamsAsync(DeskScreen desk) => await desk.Page.WaitForFunctionAsync(
        "() => { const v = document.querySelector('.picture video'); return v.src.startsWith('blob:') && v.readyState >= 2 && v.videoWidth > 0; }");

    private static async Task<string> WorkspaceAsync(PlexBox plex)
    {
        var made = await plex.Owner.PostDataAsync("/api/workspaces", new { title = "Final", contentKey = await plex.KeyAsync() }, Ct);
        return made.GetProperty("id").GetString() ?? "";
    }
}
