using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>The panel as an installed app where the browser lets it be one, and as a page where it does not.</summary>
public sealed class InstalledPanelTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_panel_can_be_installed_and_opens_also_while_the_box_is_away()
    {
        using var folder = new Scratch();
        await using var box = await BoxProcess.StartAsync(folder.Path, Ct);
        using var owner = await box.ClaimAsync(Ct);
        var manifest = await owner.GetFromJsonAsync<JsonElement>("/manifest.webmanifest", Ct);
        Assert.Equal("/panel", manifest.GetProperty("start_url").GetString());
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
        {
            using var answer = await owner.GetAsync(new Uri(icon.GetProperty("src").GetString() ?? "", UriKind.Relative), Ct);
            Assert.Equal(icon.GetProperty("type").GetString(), answer.Content.Headers.ContentType?.MediaType);
        }
        var screen = await PageScreen.OpenAsync(browser, box.Address, "/panel", 390, 844);
        await screen.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        // What was loaded before it took charge is kept at the next look.
        await screen.GoAsync("/panel");
        await Assertions.Expect(screen.Page.GetByText("No workspace")).ToBeVisibleAsync();
        // Calls of the API go past the worker, by the route that it gave the browser.
        Assert.Equal(["network"], await screen.Page.EvaluateAsync<string[]>(
            "() => [...new Set(performance.getEntriesByType('resource').filter(e => e.name.includes('/api/')).map(e => e.workerFinalSourceType))]"));

        await box.KillAsync();
        await screen.GoAsync("/panel");

        await Assertions.Expect(screen.Page.GetByText("The box does not answer.").First).ToBeVisibleAsync();
        Assert.Empty(await screen.Page.EvaluateAsync<string[]>(
            "() => caches.open('app-1').then(kept => kept.keys()).then(keys => keys.map(k => new URL(k.url).pathname).filter(p => !p.startsWith('/app/')))"));
    }

    [Fact]
    public async Task Over_plain_http_all_keys_work_and_a_plain_word_says_what_the_browser_forbids()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.DeckAsync(new { command = "seek", ms = 5005 }, Ct);
        var address = new UriBuilder(stage.Box.Address) { Host = Browser.PlainHost }.Uri;
        var screen = await PageScreen.OpenAsync(browser, address, "/panel", 390, 844);
        var faults = new List<string>();
        screen.Page.PageError += (_, error) => faults.Add(error);
        await screen.GoAsync("/panel");
        Assert.False(await screen.Page.EvaluateAsync<bool>("() => isSecureContext"));
        await Assertions.Expect(screen.Page.Locator(".panel-tc")).ToHaveTextAsync("00:00:05;00");

        await screen.Page.Locator(".key").Filter(new() { HasText = "Frame on" }).ClickAsync();

        await Assertions.Expect(screen.Page.Locator(".panel-tc")).ToHaveTextAsync("00:00:05;01");
        await screen.GoAsync("/settings/panel");
        await Assertions.Expect(screen.Page.GetByText("This page came by plain http").First).ToBeVisibleAsync();
        Assert.Empty(faults);
    }
}
