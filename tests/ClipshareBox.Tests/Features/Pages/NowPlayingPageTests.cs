using System.Text.RegularExpressions;
using ClipshareBox.Tests.Features.Plex;
using FakePlex;
using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>What plays in Plex, on the home page in a real browser.</summary>
public sealed partial class NowPlayingPageTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_just_seen_becomes_a_clip_in_one_press_and_nothing_on_the_page_moves()
    {
        var (plex, film) = await SetAsync();
        await using var closing = plex;
        plex.Server.Play("7", film, plex.Olivia, 8_000, "paused");
        var screen = await PageScreen.OpenAsync(browser, plex.Box.Address, "/");
        var card = CardOf(screen);
        var asked = 0;
        screen.Page.Request += (_, request) => asked += request.Url.EndsWith("/now-playing", StringComparison.Ordinal) ? 1 : 0;
        foreach (var text in new[] { film.Title, "Olivia on Living room", "Paused", "≈ 0:08 of 0:1" })
            await Assertions.Expect(card).ToContainTextAsync(text);
        await card.GetByLabel("Last").FillAsync("3");
        var below = await JobsAsync(screen);
        await screen.AssertOpenToAllAsync("home with Plex");

        await card.GetByRole(AriaRole.Button, new() { Name = "Last 3 s" }).ClickAsync();

        await Assertions.Expect(card.GetByRole(AriaRole.Status)).ToContainTextAsync("Mark 1 is being cut.");
        Assert.Equal(below, await JobsAsync(screen));
        await screen.ShootAsync("home-playing");
        await card.GetByRole(AriaRole.Link, new() { Name = "Workspace" }).ClickAsync();
        await Assertions.Expect(screen.Page).ToHaveURLAsync(Room());
        var room = Room().Match(screen.Page.Url).Groups[1].Value;
        var mark = (await plex.Owner.GetDataAsync($"/api/bookmarks?workspaceId={room}", Ct))[0];
        Assert.Equal((5_000L, 8_000L), (mark.GetProperty("startMs").GetInt64(), mark.GetProperty("endMs").GetInt64()));

        // The length is kept, and so is the card's place.
        await screen.WatchShiftsAsync();
        await screen.GoAsync("/");
        await Assertions.Expect(card.GetByRole(AriaRole.Button, new() { Name = "Last 3 s" })).ToBeVisibleAsync();
        plex.Server.Sessions.Clear();
        await plex.Server.Notices.PushPlayingAsync("7", film.RatingKey, "stopped", 8_000, Ct);
        await Assertions.Expect(card).ToContainTextAsync("Nothing plays");
        Assert.Equal(below, await JobsAsync(screen));
        Assert.Empty(await screen.FaultsOfShapeAsync("home with Plex"));
        Assert.Equal(0, asked); // it is told, and polls nothing

        // Of many, two are shown; the others are behind their number, and do not move what stands below.
        await PlayAsync(plex, film, "1", "2");
        await Assertions.Expect(card.Locator(".playing")).ToHaveCountAsync(2);
        var roomy = await JobsAsync(screen);
        await PlayAsync(plex, film, "3", "4", "5");
        await card.GetByRole(AriaRole.Button, new() { Name = "3 more play" }).ClickAsync();
        await Assertions.Expect(card.Locator(".playing")).ToHaveCountAsync(5);
        await screen.AssertOpenToAllAsync("home with five sessions");
        await card.GetByRole(AriaRole.Button, new() { Name = "Show fewer" }).ClickAsync();
        await Assertions.Expect(card.Locator(".playing")).ToHaveCountAsync(2);
        Assert.Equal(roomy, await JobsAsync(screen));
        await screen.ShootAsync("home-playing-many");
        plex.Server.Sessions.Clear();
        await plex.Server.Notices.PushPlayingAsync("1", film.RatingKey, "stopped", 8_000, Ct);
        await Assertions.Expect(card).ToContainTextAsync("Nothing plays");
        Assert.Equal(roomy, await JobsAsync(screen));
    }

    [Fact]
    public async Task What_plays_ticks_on_and_opens_where_it_stands_also_on_the_smallest_phone()
    {
        var (plex, film) = await SetAsync();
        await using var closing = plex;
        var screen = await PageScreen.OpenAsync(browser, plex.Box.Address, "/", 320, 640);
        var card = CardOf(screen);
        await screen.WatchShiftsAsync();
        await screen.GoAsync("/");
        await Assertions.Expect(card).ToContainTextAsync("Nothing plays");
        await plex.Server.Notices.WaitForListenerAsync(Ct);

        plex.Server.Play("7", film, plex.Olivia, 2_000);
        await plex.Server.Notices.PushPlayingAsync("7", film.RatingKey, "playing", 2_000, Ct);
        foreach (var second in new[] { "≈ 0:03", "≈ 0:05" })
            await Assertions.Expect(card).ToContainTextAsync(second, new() { Timeout = 10_000 });
        await screen.AssertOpenToAllAsync("home with Plex, 320 px");
        Assert.Empty(await screen.FaultsOfShapeAsync("home with Plex, 320 px"));
        await screen.ShootAsync("home-playing");

        plex.Server.Play("7", film, plex.Olivia, 6_000, "paused");
        await plex.Server.Notices.PushPlayingAsync("7", film.RatingKey, "paused", 6_000, Ct);
        await Assertions.Expect(card).ToContainTextAsync("≈ 0:06");
        await card.GetByRole(AriaRole.Button, new() { Name = "Open here" }).ClickAsync();
        await Assertions.Expect(screen.Page).ToHaveURLAsync(Room(), new() { Timeout = 30_000 });
        var deck = await plex.Owner.GetDataAsync($"/api/workspaces/{Room().Match(screen.Page.Url).Groups[1].Value}/deck", Ct);
        Assert.Equal(6_000, deck.GetProperty("positionMs").GetDouble(), 40.0);
    }

    [Fact]
    public async Task Without_a_server_the_card_is_not_there()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var screen = await PageScreen.OpenAsync(browser, stage.Box.Address, "/");
        await Assertions.Expect(screen.Page.Locator(".connection")).ToHaveTextAsync("Live");
        await screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Jobs" }).WaitForAsync();

        await Assertions.Expect(CardOf(screen)).ToHaveCountAsync(0);
    }

    private static async Task<(PlexBox Plex, FakeItem Film)> SetAsync()
    {
        FakeItem? film = null;
        var plex = await PlexBox.StartAsync(async server => film = await PlexBox.AddFilmAsync(server));
        return (plex, film!); // it was added
    }

    private static async Task PlayAsync(PlexBox plex, FakeItem film, params string[] sessions)
    {
        foreach (var session in sessions)
            plex.Server.Play(session, film, plex.Olivia, 8_000, "paused");
        await plex.Server.Notices.PushPlayingAsync(sessions[0], film.RatingKey, "paused", 8_000, Ct);
    }

    private static ILocator CardOf(PageScreen screen) => screen.Page.GetByRole(AriaRole.Region, new() { Name = "Playing in Plex" });

    private static async Task<float> JobsAsync(PageScreen screen) =>
        (await screen.Page.Locator("#jobs-now").BoundingBoxAsync() ?? throw new InvalidOperationException("It is not shown.")).Y;

    [GeneratedRegex("/w/([0-9a-f]+)$")]
    private static partial Regex Room();
}
