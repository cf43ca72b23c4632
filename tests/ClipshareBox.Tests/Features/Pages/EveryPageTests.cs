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
            faults.AddRange(await screen.FaultsOfShapeAsync($"/{path}"));
            await screen.ShootAsync(path.Length == 0 ? "home" : path.Replace('/', '-'));
            faults.AddRange(await screen.StretchAsync($"/{path}"));
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task What_is_waited_for_turns_after_200_ms_at_the_soonest_and_comes_without_moving_anything(int width, int height)
    {
        await using var stage = await Stage.SetAsync(Ct);
        var screen = await PageScreen.OpenAsync(browser, stage.Box.Address, "/settings", width, height);
        await screen.WatchShiftsAsync();
        await screen.AnswerLateAsync(TimeSpan.FromMilliseconds(400), Ct);
        var faults = new List<string>();
        foreach (var path in (string[])["", "clips", "library", "settings/services"])
        {
            await screen.GoAsync($"/{path}");
            await screen.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await Assertions.Expect(screen.Page.Locator(".spinner")).ToHaveCountAsync(0);
            await screen.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            faults.AddRange(await screen.FaultsOfShapeAsync($"/{path}"));
            var turned = await screen.TurnedAsync();
            Assert.NotEmpty(turned);
            faults.AddRange(turned.Where(ms => ms < 199).Select(ms => $"/{path} had a spinner that turned after {ms:0} ms"));
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task On_the_narrowest_screen_the_bar_holds_all_ways_the_lamp_and_who_i_am()
    {
        await using var box = await TestBox.StartAsync(Ct);
        await box.ClaimAsync(Ct);
        var screen = await PageScreen.OpenAsync(browser, box.Address, "/settings", 320, 640);

        var cut = await screen.Page.EvaluateAsync<string[]>(
            """
            () => {
              const parts = [...document.querySelectorAll('.bar nav a, .bar .connection, .bar summary')].map(e => [e.textContent, e.getBoundingClientRect()]);
              return parts.filter(([, at], i) => at.left < (parts[i - 1]?.[1].right ?? 0) || at.right > innerWidth).map(([text]) => text);
            }
            """);

        Assert.Empty(cut);
        Assert.Equal(0, await screen.Page.EvaluateAsync<int>("() => { const nav = document.querySelector('.bar nav'); return nav.scrollWidth - nav.clientWidth; }"));
        await Assertions.Expect(screen.Page.Locator(".bar summary")).ToContainTextAsync("owner"); // its name to who does not see it
        await screen.ShootAsync("bar");
    }
}
