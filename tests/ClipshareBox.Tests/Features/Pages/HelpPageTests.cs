using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>The guide in the box.</summary>
public sealed class HelpPageTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_guide_opens_by_its_key_is_searched_and_is_there_without_a_sign_in_and_without_the_box()
    {
        using var folder = new Scratch();
        await using var box = await BoxProcess.StartAsync(folder.Path, Ct);
        var page = await browser.OpenAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        var stranger = new PageScreen(page, box.Address);
        await stranger.GoAsync("/help/first-steps");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Claim the box" })).ToBeVisibleAsync();
        using var owner = await box.ClaimAsync(Ct);

        var screen = await PageScreen.OpenAsync(browser, box.Address, "/", 1280, 800);
        await screen.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await screen.Page.Keyboard.PressAsync("?");
        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "The guide" })).ToBeVisibleAsync();
        await screen.ShootAsync("help");
        await screen.Page.GetByLabel("Search the help").FillAsync("drop-frame numbers");
        await Expect(screen.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "1 part" })).ToBeVisibleAsync();
        await screen.ShootAsync("help-search");
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Marking, keys and timecode: Timecode" }).ClickAsync();
        await Expect(screen.Page.Locator("#timecode")).ToBeInViewportAsync();
        await Expect(screen.Page).ToHaveURLAsync(new Uri(box.Address, "/help/marking#timecode").ToString());
        await screen.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        await Expect(screen.Page.Locator(".bar")).ToBeHiddenAsync();
        await screen.ShootAsync("help-print");
        await screen.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Screen });

        // This browser has opened the panel only; the guide was kept all the same.
        var phone = await PageScreen.OpenAsync(browser, box.Address, "/panel", 320, 640);
        await phone.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await box.KillAsync();
        await phone.GoAsync("/library");
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "What to do" }).ClickAsync();
        await Expect(phone.Page.GetByRole(AriaRole.Heading, new() { Name = "NETWORK" })).ToBeInViewportAsync();
        await phone.ShootAsync("help-offline");
        await phone.GoAsync("/help/trouble#locked");
        await Expect(phone.Page.GetByRole(AriaRole.Heading, new() { Name = "LOCKED" })).ToBeInViewportAsync();
    }
}
