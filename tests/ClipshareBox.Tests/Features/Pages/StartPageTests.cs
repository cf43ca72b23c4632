using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>The start page in a real browser.</summary>
public sealed partial class StartPageTests(Browser browser) : IClassFixture<Browser>
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

        await Assertions.Expect(page.GetByText("Where are your films?")).ToBeVisibleAsync();
        await page.GotoAsync(box.Address.ToString());
        await Assertions.Expect(page.GetByText("There is no workspace yet")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".connection")).ToHaveTextAsync("Live");
    }

    [Fact]
    public async Task A_guest_comes_in_by_the_link_of_an_invite_with_a_name_alone()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var invite = await stage.Owner.PostDataAsync($"/api/workspaces/{stage.Workspace}/invites", new { role = "collaborator", maxUses = 1 }, Ct);
        var page = await OpenAsync(new Uri(invite.GetProperty("url").GetString() ?? ""), 1280, 800);

        await page.GetByLabel("Name").FillAsync("Gast");
        await page.GetByRole(AriaRole.Button, new() { Name = "Come in" }).ClickAsync();

        // Asked again and again: a change of address within the page is easily missed by whoever waits for the event.
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(stage.Box.Address, $"/w/{stage.Workspace}").ToString());
        await page.GoBackAsync();
        Assert.DoesNotContain("#", page.Url, StringComparison.Ordinal); // the code is gone from the address, and from the way back
    }

    [Fact]
    public async Task Pages_are_served_with_a_strict_policy_and_are_asked_for_again()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var stranger = box.Stranger();

        foreach (var address in new[] { "/", "/w/x", "/library", "/sign-in", "/settings/users", "/panel", "/program", "/program.js", "/live.js" })
        {
            using var page = await stranger.GetAsync(new Uri(address, UriKind.Relative), Ct);
            Assert.True(page.IsSuccessStatusCode, address);
            Assert.Contains("default-src 'none'", string.Join(' ', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", string.Join(' ', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.True(page.Headers.CacheControl?.NoCache);
            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(page.Headers.ETag ?? throw new InvalidOperationException("No ETag."));
            using var same = await stranger.SendAsync(again, Ct);
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        }
        foreach (var address in new[] { "/..%2fclipsharebox.db", "/appsettings.json", "/ClipshareBox.dll", "/workspaces", "/app/assets/none.js" })
        {
            using var none = await stranger.GetAsync(new Uri(address, UriKind.Relative), Ct);
            await Answers.ErrorAsync(none, 401, "AUTHENTICATION_ERROR", Ct); // as any address that does not exist, to a stranger
        }
    }

    [Theory]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    public async Task Files_of_the_app_come_as_compressed_as_the_reader_takes_them_and_are_kept_for_ever(string accepted, string? coding)
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var stranger = box.Stranger();
        var page = await stranger.GetStringAsync(new Uri("/", UriKind.Relative), Ct);
        var script = AppScript().Match(page).Value;
        var plain = await stranger.GetByteArrayAsync(new Uri(script, UriKind.Relative), Ct);
        using var asked = new HttpRequestMessage(HttpMethod.Get, script);
        asked.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        using var answer = await stranger.SendAsync(asked, Ct);

        Assert.Equal(coding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Accept-Encoding", answer.Headers.Vary.Single());
        Assert.Equal(TimeSpan.FromDays(365), answer.Headers.CacheControl?.MaxAge);
        var body = await answer.Content.ReadAsStreamAsync(Ct);
        using Stream open = coding switch { "br" => new BrotliStream(body, CompressionMode.Decompress), "gzip" => new GZipStream(body, CompressionMode.Decompress), _ => body };
        using var unpacked = new MemoryStream();
        await open.CopyToAsync(unpacked, Ct);
        Assert.Equal(plain, unpacked.ToArray());
    }

    [GeneratedRegex("/app/assets/main-[A-Z0-9]+\\.js")]
    private static partial Regex AppScript();

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
