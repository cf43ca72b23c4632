using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>The start page in a real browser.</summary>
public sealed class StartPageTests(Browser browser) : IClassFixture<Browser>
{
    // Pictures for the eye, where someone wants to look.
    private static readonly string? Shots = Environment.GetEnvironmentVariable("CLIPSHAREBOX_SHOTS");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_owner_claims_the_box_by_keyboard_alone()
    {
        await using var box = await TestBox.StartAsync(Ct);
        var page = await OpenAsync(box.Address, 1280, 800);
        var code = (await File.ReadAllTextAsync(Path.Combine(box.Folder, "claim-code"), Ct)).Trim();
        await page.GetByLabel("Claim code").WaitForAsync();
        await ShootAsync(page, "claim");

        foreach (var text in new[] { "WRONG", "owner", "correct horse battery" })
        {
            await page.Keyboard.TypeAsync(text);
            await page.Keyboard.PressAsync("Tab");
        }
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        await page.GetByLabel("Claim code").FillAsync(code);
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByText("There is no workspace yet")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#link")).ToHaveTextAsync("live");
    }

    [Fact]
    public async Task A_guest_comes_in_by_the_link_of_an_invite_with_a_name_alone()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var invite = await stage.Owner.PostDataAsync($"/api/workspaces/{stage.Workspace}/invites", new { role = "collaborator", maxUses = 1 }, Ct);
        var page = await OpenAsync(new Uri(invite.GetProperty("url").GetString() ?? ""), 1280, 800);

        await page.GetByLabel("Name").FillAsync("Gast");
        await page.GetByRole(AriaRole.Button, new() { Name = "Come in" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Final" })).ToBeVisibleAsync();
        Assert.Equal(stage.Box.Address.ToString(), page.Url); // the code is gone from the address
    }

    [Theory]
    [InlineData(1280, 900, "desk")]
    [InlineData(360, 740, "phone")]
    public async Task What_happens_in_the_box_is_on_the_page_at_once(int width, int height, string name)
    {
        await using var stage = await Stage.SetAsync(Ct);
        var page = await OpenAsync(stage.Box.Address, width, height);
        var faults = new List<string>();
        page.Console += (_, message) =>
        {
            // The only refusal that is expected: nobody is signed in yet.
            if (message.Type == "error" && !message.Text.Contains("401", StringComparison.Ordinal))
                faults.Add(message.Text);
        };
        await page.GetByLabel("Name").FillAsync("owner");
        await page.GetByLabel("Password").FillAsync("correct horse battery");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Final" })).ToBeVisibleAsync();

        await stage.MarkAsync(60_060, 65_065, Ct);
        var second = await stage.Program.PostDataAsync(
            "/api/bookmarks", new { workspaceId = stage.Workspace, startMs = 120_120, endMs = 126_126, label = "<img src=x onerror=alert(1)> Save ⚽" }, Ct);
        await stage.DeckAsync(new { command = "seek", ms = 90_090 }, Ct);
        await stage.DeckAsync(new { command = "mark-in" }, Ct);

        var row = page.Locator($"tr[data-mark='{second.GetProperty("id").GetString()}']");
        await Assertions.Expect(row).ToContainTextAsync("<img src=x onerror=alert(1)> Save ⚽");
        await Assertions.Expect(row).ToContainTextAsync(second.GetProperty("timecode").GetProperty("in").GetString() ?? "");
        await Assertions.Expect(page.Locator(".deck")).ToContainTextAsync("paused at 00:01:30.090, IN at 00:01:30.090");
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"), "the page is wider than the screen");
        Assert.Empty(faults);
        await ShootAsync(page, name);
    }

    [Fact]
    public async Task Pages_are_served_with_a_strict_policy_and_are_asked_for_again()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var stranger = box.Stranger();

        foreach (var address in new[] { "/", "/program", "/box.js", "/live.js", "/box.css" })
        {
            using var page = await stranger.GetAsync(new Uri(address, UriKind.Relative), Ct);
            Assert.True(page.IsSuccessStatusCode, address);
            Assert.Contains("default-src 'none'", string.Join(' ', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", string.Join(' ', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.True(page.Headers.CacheControl?.NoCache);
            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(page.Headers.ETag ?? throw new InvalidOperationException("No ETag."));
            using var same = await stranger.SendAsync(again, Ct);
            Assert.Equal(System.Net.HttpStatusCode.NotModified, same.StatusCode);
        }
        foreach (var address in new[] { "/..%2fclipsharebox.db", "/appsettings.json", "/ClipshareBox.dll" })
        {
            using var none = await stranger.GetAsync(new Uri(address, UriKind.Relative), Ct);
            await Answers.ErrorAsync(none, 401, "AUTHENTICATION_ERROR", Ct); // as any address that does not exist, to a stranger
        }
    }

    private async Task<IPage> OpenAsync(Uri box, int width, int height)
    {
        var page = await browser.OpenAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        await page.GotoAsync(box.ToString());
        return page;
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Shots is not null)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Shots, $"{name}.png"), FullPage = true });
    }
}
