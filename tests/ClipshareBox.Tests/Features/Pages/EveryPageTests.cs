using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>Every page beside the desk: open to all people, and free of faults. Writes pictures where CLIPSHAREBOX_SHOTS names a folder.</summary>
public sealed class EveryPageTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Pages =
    [
        "", "library", "clips", "panel", "settings", "settings/workspaces", "settings/tokens", "settings/people", "settings/sources", "settings/share",
        "settings/panel", "settings/services", "settings/jobs", "settings/retention", "settings/backups", "settings/logs", "settings/audit", "settings/about",
        "welcome", "welcome/share", "welcome/panel", "welcome/workspace", "help", "help/trouble",
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

    [Theory]
    [InlineData(320, 640)]
    [InlineData(3840, 2160)]
    public async Task No_page_is_wider_than_its_screen_or_moves_by_itself_or_is_too_narrow_for_long_words(int width, int height)
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.MarkAsync(1000, 3000, Ct);
        await stage.Owner.PostDataAsync("/api/admin/backups", new { }, Ct);
        var screen = await PageScreen.OpenAsync(browser, stage.Box.Address, "/settings", width, height);
        await screen.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await screen.WatchShiftsAsync();
        var faults = new List<string>();
        foreach (var path in Pages)
        {
            await screen.GoAsync($"/{path}");
            await screen.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await screen.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            faults.AddRange(await screen.FaultsOfShapeAsync($"/{path}", stands: path.Length > 0));
            await screen.ShootAsync(path.Length == 0 ? "home" : path.Replace('/', '-'));
            faults.AddRange(await screen.StretchAsync($"/{path}"));
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }
}
