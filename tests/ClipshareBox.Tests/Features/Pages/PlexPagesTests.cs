using ClipshareBox.Tests.Features.Plex;
using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>Plex in a real browser: signing in, connecting a server, going through its shows.</summary>
public sealed class PlexPagesTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_a_phone_one_page_has_code_QR_and_link_and_lets_in_who_may_even_after_going_away()
    {
        await using var stage = await PlexDoorStage.SetAsync();
        var screen = await DoorAsync(stage);
        await screen.Button("Sign in with Plex").ClickAsync();
        var code = screen.Page.GetByLabel("The code", new() { Exact = true });
        await Assertions.Expect(code).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[A-Z0-9]{4}$"));
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Img, new() { Name = "Opens plex.tv/link" })).ToBeVisibleAsync();
        var shown = await code.InnerTextAsync();
        foreach (var link in await screen.Page.Locator(".plex-ways a").AllAsync())
            Assert.Contains(shown, await link.GetAttributeAsync("href"), StringComparison.Ordinal);
        await Assertions.Expect(screen.Page.GetByText("This is a demo Plex")).ToBeVisibleAsync();
        await screen.AssertOpenToAllAsync("sign-in with Plex");
        await screen.ShootAsync("plex-sign-in");

        // Plex's own page, and back: the same code still counts.
        await screen.Page.GotoAsync("about:blank");
        await screen.GoAsync("/");
        await Assertions.Expect(code).ToHaveTextAsync(shown);
        Assert.True(stage.Tv.Claim(shown, stage.Guest));

        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Workspaces" })).ToBeVisibleAsync();
        Assert.Single(screen.Page.Context.Pages);
    }

    [Fact]
    public async Task Who_has_no_access_to_the_server_is_told_why_and_what_to_do()
    {
        await using var stage = await PlexDoorStage.SetAsync();
        var screen = await DoorAsync(stage);
        await screen.Button("Sign in with Plex").ClickAsync();
        var code = await screen.Page.GetByLabel("The code", new() { Exact = true }).InnerTextAsync();
        Assert.True(stage.Tv.Claim(code, stage.Tv.AddUser("Stan")));

        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("ask the server's owner to share it with you");
        await Assertions.Expect(screen.Button("Sign in with Plex")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_server_is_connected_and_what_is_wrong_is_said_at_its_field()
    {
        await using var stage = await PlexDoorStage.SetAsync(hasServer: false);
        var screen = await PageScreen.OpenAsync(browser, stage.Box.Address, "/settings/sources", 390, 844);
        var (url, token) = (screen.Page.GetByLabel("Address of the server"), screen.Page.GetByLabel("Token", new() { Exact = true }));
        var fault = screen.Page.Locator(".field.wrong .fault");

        await url.FillAsync("http://127.0.0.1:1");
        await token.FillAsync(stage.Tv.IssueToken(stage.Owner));
        await screen.Button("Connect").ClickAsync();
        await Assertions.Expect(fault).ToContainTextAsync("Address of the server – ", new() { Timeout = 30_000 });
        await Assertions.Expect(url).ToHaveAttributeAsync("aria-invalid", "true");

        await url.FillAsync(stage.Pms.Address.AbsoluteUri);
        await token.FillAsync("not-a-token-of-this-one");
        await screen.Button("Connect").ClickAsync();
        await Assertions.Expect(fault).ToContainTextAsync("does not take this token");
        await Assertions.Expect(token).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(screen.Button("Connect")).Not.ToHaveAttributeAsync("aria-busy", "true");
        await screen.AssertOpenToAllAsync("connecting Plex");
        await screen.ShootAsync("plex-connect-wrong");

        await token.FillAsync(stage.Tv.IssueToken(stage.Owner));
        await screen.Button("Connect").ClickAsync();
        // Under its own name, not its address's.
        await Assertions.Expect(screen.Page.Locator(".lines b").Filter(new() { HasText = stage.Pms.Name })).ToBeVisibleAsync();
        await Assertions.Expect(fault).ToHaveCountAsync(0);
        await Assertions.Expect(token).ToHaveValueAsync("");
        await Assertions.Expect(screen.Page.GetByLabel("Webhook address")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("/api/plex/hook\\?key=[0-9a-f]{32}$"));
    }

    [Fact]
    public async Task From_a_show_one_goes_to_its_season_and_to_an_episode_and_makes_a_workspace_of_it()
    {
        await using var plex = await PlexBox.StartAsync(async server =>
        {
            var shows = server.Library.AddSection("show", "Shows");
            server.Library.AddShow(shows, "The Replay", 2, 3, await Devices.Plex.PlexStage.FilmAsync());
        });
        var screen = await PageScreen.OpenAsync(browser, plex.Box.Address, "/library");
        foreach (var title in new[] { "The Replay", "Season 2", "S02E03" })
            await screen.Page.Locator(".film").Filter(new() { HasText = title }).First.ClickAsync();
        await screen.ShootAsync("plex-episode");

        var dialog = screen.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByLabel("Title")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^The Replay S02E03"));
        await screen.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(screen.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/w/[0-9a-f]+$"), new() { Timeout = 60_000 });
    }

    private async Task<PageScreen> DoorAsync(PlexDoorStage stage)
    {
        var page = await browser.OpenAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        var screen = new PageScreen(page, stage.Box.Address);
        await screen.GoAsync("/");
        return screen;
    }
}
