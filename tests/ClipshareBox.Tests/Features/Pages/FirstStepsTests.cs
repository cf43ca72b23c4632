using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TestMedia;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>A new box, from the claim to the first workspace, in a real browser.</summary>
public sealed class FirstStepsTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_owner_gets_from_the_claim_to_the_first_workspace()
    {
        var film = await new Cabinet().PathOfAsync(SourceKinds.Named("h264-2997"), Ct);
        var films = Directory.CreateTempSubdirectory("clipsharebox-first-");
        File.Copy(film, Path.Combine(films.FullName, "Cup final.mp4"));
        await using var box = await TestBox.StartAsync(Ct);
        var page = await browser.OpenAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        var screen = new PageScreen(page, box.Address);
        await screen.GoAsync("/");

        await page.GetByLabel("Claim code").FillAsync((await File.ReadAllTextAsync(Path.Combine(box.Folder, "claim-code"), Ct)).Trim());
        await page.GetByLabel("Name").FillAsync("owner");
        await page.GetByLabel("Password").FillAsync("correct horse battery");
        await screen.AssertOpenToAllAsync("claim");
        await screen.ShootAsync("claim");
        await page.Keyboard.PressAsync("Enter");

        // A wrong folder is told at its field, a right one is tested at once.
        await page.GetByLabel("Path at the box").FillAsync("/no/such/folder");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("is not there");
        await page.GetByLabel("Path at the box").FillAsync(films.FullName);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".lines")).ToContainTextAsync("1 films");
        await screen.AssertOpenToAllAsync("welcome");
        await screen.Button("Next").ClickAsync();

        await Assertions.Expect(page.GetByLabel("Windows", new() { Exact = false })).ToHaveValueAsync($@"\\{box.Address.Host}\clips");
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "QR code of the share’s address" })).ToBeVisibleAsync();
        await screen.AssertOpenToAllAsync("welcome/share");
        await screen.Button("Next").ClickAsync();

        // Nothing is there yet on which keys could act; that they are heard is what counts.
        await screen.Button("Stop").ClickAsync();
        await Assertions.Expect(page.Locator(".panel-heard")).ToContainTextAsync("heard, but refused");
        await screen.AssertOpenToAllAsync("welcome/panel");
        await screen.Button("Skip").ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Cup final") }).ClickAsync();
        await screen.AssertOpenToAllAsync("new workspace");
        await screen.Button("Make workspace").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/w/"));
        films.Delete(recursive: true);
    }
}
