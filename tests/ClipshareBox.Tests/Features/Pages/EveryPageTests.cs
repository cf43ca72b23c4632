using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>Every page beside the desk: open to all people, and free of faults. Writes pictures where CLIPSHAREBOX_SHOTS names a folder.</summary>
public sealed class EveryPageTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Pages =
    [
        "", "library", "clips", "panel", "settings", "settings/workspaces", "settings/tokens", "settings/people", "settings/sources", "settings/share",
        "settings/panel", "settings/services", "settings/jobs", "settings/audit", "settings/about",
        "welcome", "welcome/share", "welcome/panel", "welcome/workspace",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task Every_page_is_open_to_all_and_fits_the_screen(int width, int height)
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.MarkAsync(1000, 3000, Ct);
        var screen = await PageScreen.OpenAsync(browser, stage.Box.Address, "/settings", width, height);
        var faults = new List<string>();
        screen.Page.PageError += (_, error) => faults.Add(error);
        screen.Page.Console += (_, line) =>
        {
            if (line.Type == "error" && line.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                faults.Add(line.Text);
        };
        foreach (var path in Pages)
        {
            await screen.GoAsync($"/{path}");
            await screen.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await screen.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await screen.AssertOpenToAllAsync($"/{path}");
            await screen.ShootAsync(path.Length == 0 ? "home" : path.Replace('/', '-'));
        }
        Assert.Empty(faults);
    }
}
