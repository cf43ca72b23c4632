using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>The touch panel in a real browser of a phone's size.</summary>
public sealed class PanelPageTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thumb_on_a_phone_marks_jogs_and_is_told_what_came_of_it()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.DeckAsync(new { command = "seek", ms = 5005 }, Ct);
        var screen = await PageScreen.OpenAsync(browser, stage.Box.Address, "/panel", 390, 844);
        var page = screen.Page;
        var place = page.Locator(".panel-tc");
        await Assertions.Expect(place).ToHaveTextAsync("00:00:05;00");
        await Assertions.Expect(page.Locator(".connection")).ToHaveAttributeAsync("data-state", "open");

        // IN is red on its own picture and green elsewhere.
        var mark = page.Locator(".key").Filter(new() { HasTextRegex = new Regex("^IN") });
        await mark.ClickAsync();
        await Assertions.Expect(mark).ToHaveAttributeAsync("data-lamp", "red");
        await TurnAsync(page, 5);
        await Assertions.Expect(place).ToHaveTextAsync("00:00:05;05");
        await Assertions.Expect(mark).ToHaveAttributeAsync("data-lamp", "green");
        Assert.Equal(5005, (await stage.DeckAsync(Ct)).GetProperty("markInMs").GetInt64());

        await page.Locator(".jog-wheel").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(place).ToHaveTextAsync("00:00:05;04");

        await screen.Button("STOP", exact: false).ClickAsync();
        await Assertions.Expect(page.Locator(".panel-said")).ToContainTextAsync("Nothing rolls");
        await screen.AssertOpenToAllAsync("panel");
        await screen.ShootAsync("panel-marked");
    }

    [Fact]
    public async Task Fingers_on_a_phone_hit_every_key_and_turn_the_wheel_without_moving_the_page()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.DeckAsync(new { command = "seek", ms = 5005 }, Ct);
        var screen = await PageScreen.OpenAsync(browser, stage.Box.Address, "/panel", 360, 640, touch: true);
        var page = screen.Page;
        var place = page.Locator(".panel-tc");
        await Assertions.Expect(place).ToHaveTextAsync("00:00:05;00");
        await Assertions.Expect(page.Locator(".connection")).ToHaveAttributeAsync("data-state", "open");
        // WCAG 2.5.5: a thumb needs 44 px.
        Assert.Empty(await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('.key')].filter(k => k.getBoundingClientRect().width < 44 || k.getBoundingClientRect().height < 44).map(k => k.textContent)"));

        await page.Locator(".key").Filter(new() { HasTextRegex = new Regex("^IN") }).TapAsync();
        await Assertions.Expect(page.Locator(".key").Filter(new() { HasTextRegex = new Regex("^IN") })).ToHaveAttributeAsync("data-lamp", "red");
        await page.Locator(".jog-wheel").ScrollIntoViewIfNeededAsync();
        var top = await page.EvaluateAsync<double>("() => scrollY");
        await TouchTurnAsync(page, 10);
        await Assertions.Expect(place).ToHaveTextAsync("00:00:05;10");
        Assert.Equal(top, await page.EvaluateAsync<double>("() => scrollY"));
        await page.Locator(".key").Filter(new() { HasTextRegex = new Regex("^OUT") }).TapAsync();

        await Assertions.Expect(page.Locator(".panel-said")).ToHaveTextAsync("OUT: Done");
        var made = Assert.Single((await stage.Program.GetDataAsync($"/api/bookmarks?workspaceId={stage.Workspace}", Ct)).EnumerateArray());
        Assert.Equal((150, 160), (made.GetProperty("startFrame").GetInt64(), made.GetProperty("endFrame").GetInt64()));
        await screen.AssertOpenToAllAsync("panel-phone");
        await screen.ShootAsync("panel-phone");
    }

    // As a thumb does it: down at the top, clockwise, up.
    private static async Task TouchTurnAsync(IPage page, int notches)
    {
        var wheel = await page.Locator(".jog-wheel").BoundingBoxAsync() ?? throw new InvalidOperationException("There is no wheel.");
        var fingers = await page.Context.NewCDPSessionAsync(page);
        for (var i = 0; i <= 4 * notches + 1; i++)
        {
            var angle = 2 * Math.PI * i / 100 - Math.PI / 2;
            var at = new Dictionary<string, object>
            {
                ["x"] = wheel.X + wheel.Width / 2 + wheel.Width * 0.3 * Math.Cos(angle),
                ["y"] = wheel.Y + wheel.Height / 2 + wheel.Width * 0.3 * Math.Sin(angle),
            };
            await fingers.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = i == 0 ? "touchStart" : "touchMove", ["touchPoints"] = new[] { at } });
        }
        await fingers.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
    }

    // 25 notches a turn, from the top, clockwise.
    private static async Task TurnAsync(IPage page, int notches)
    {
        var wheel = await page.Locator(".jog-wheel").BoundingBoxAsync() ?? throw new InvalidOperationException("There is no wheel.");
        var (x, y, radius) = (wheel.X + wheel.Width / 2, wheel.Y + wheel.Height / 2, wheel.Width * 0.3);
        for (var i = 0; i <= 4 * notches + 1; i++)
        {
            var angle = 2 * Math.PI * i / 100 - Math.PI / 2;
            await page.Mouse.MoveAsync((float)(x + radius * Math.Cos(angle)), (float)(y + radius * Math.Sin(angle)));
            if (i == 0)
                await page.Mouse.DownAsync();
        }
        await page.Mouse.UpAsync();
    }
}
