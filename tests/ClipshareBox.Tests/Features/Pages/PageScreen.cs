using System.Text.Json;
using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>A page of the app in a real browser, signed in as the box's owner.</summary>
internal sealed class PageScreen(IPage page, Uri box)
{
    // Pictures for the eye, where someone wants to look.
    private static readonly string? Shots = Environment.GetEnvironmentVariable("CLIPSHAREBOX_SHOTS");

    private static readonly string Axe = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js"));

    /// <summary>The page.</summary>
    public IPage Page => page;

    /// <summary>The keys of the page by their names.</summary>
    public ILocator Button(string name, bool exact = true) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    /// <summary>Opens a page of the app and signs in there.</summary>
    public static async Task<PageScreen> OpenAsync(Browser browser, Uri box, string path, int width = 1440, int height = 900)
    {
        var screen = new PageScreen(await browser.OpenAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height } }), box);
        await screen.GoAsync(path);
        await screen.Page.GetByLabel("Name").FillAsync("owner");
        await screen.Page.GetByLabel("Password").FillAsync("correct horse battery");
        await screen.Page.Keyboard.PressAsync("Enter");
        // Asked again and again: a change of address within the page is easily missed by whoever waits for the event.
        await Assertions.Expect(screen.Page).ToHaveURLAsync(new Uri(box, path).ToString());
        return screen;
    }

    /// <summary>Goes to another page.</summary>
    public Task GoAsync(string path) => page.GotoAsync(new Uri(box, path).ToString());

    /// <summary>Nobody is shut out: axe-core finds nothing serious or critical (WCAG 2.2 AA), and nothing is wider than the screen.</summary>
    public async Task AssertOpenToAllAsync(string name)
    {
        await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<JsonElement>(
            "() => axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map(v => ({ impact: v.impact, id: v.id, at: v.nodes.map(n => n.target.join(' ')) })))");
        var serious = found.EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical").Select(v => v.ToString()).ToList();
        Assert.True(serious.Count == 0, $"{name}: {string.Join("; ", serious)}");
        var over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        Assert.True(over <= 0, $"{name} is {over} px wider than the screen.");
    }

    /// <summary>Writes a picture of it, where pictures are wanted.</summary>
    public async Task ShootAsync(string name)
    {
        if (Shots is not null)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Shots, $"{name}-{page.ViewportSize?.Width}.png") });
    }
}
