using ClipshareBox.Media.Time;
using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Desk;

/// <summary>One person at the desk: keys, frames, marks.</summary>
public sealed class DeskTests(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bookmark_is_marked_with_keys_alone_and_its_clip_appears()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var desk = await DeskScreen.OpenAsync(browser, stage, 1440, 900);

        await desk.PressAsync("Shift+ArrowRight");
        await desk.ShowsAsync(30);
        await desk.PressAsync("i");
        await Assertions.Expect(desk.Page.Locator(".open-mark")).ToHaveAttributeAsync("data-frame", "30");
        for (var i = 0; i < 3; i++)
            await desk.PressAsync("Shift+ArrowRight");
        await desk.ShowsAsync(120);
        await desk.PressAsync("o");
        await Assertions.Expect(desk.Row(1)).ToContainTextAsync("00:00:01;00");
        await Assertions.Expect(desk.Field("label")).ToBeVisibleAsync();
        await desk.PressAsync("n");
        await desk.Page.Keyboard.TypeAsync("Goal");
        await desk.PressAsync("Enter");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Cut", Exact = true }).ClickAsync();

        await Assertions.Expect(desk.Row(1).Locator("[data-clip='complete']")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var marks = await stage.Program.GetDataAsync($"/api/bookmarks?workspaceId={stage.Workspace}", Ct);
        Assert.Equal((30, 120, "Goal"), (marks[0].GetProperty("startFrame").GetInt32(), marks[0].GetProperty("endFrame").GetInt32(), marks[0].GetProperty("label").GetString()));
        await desk.PressAsync("Shift+i");
        await desk.ShowsAsync(30);
        await desk.ShootAsync("desk-clip");
    }

    [Fact]
    public async Task A_mark_while_it_plays_is_of_the_frame_that_was_on_the_screen()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var desk = await DeskScreen.OpenAsync(browser, stage);
        await desk.PressAsync("Space");
        await desk.Page.WaitForFunctionAsync("() => said() > 40");
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);
        await hub.AskAsync("join", new { workspaceId = stage.Workspace }, Ct);

        var seen = await desk.Page.EvaluateAsync<int>(
            "() => { const frame = said(); window.dispatchEvent(new KeyboardEvent('keydown', { key: 'i', cancelable: true })); return frame; }");
        await desk.PressAsync("k");

        var state = await hub.NextAsync(f => f.GetProperty("type").GetString() == "deck_state" && f.GetProperty("data").TryGetProperty("markInMs", out _), Ct);
        Assert.Equal(seen, (int)FrameTime.FirstFrameFrom(state.GetProperty("data").GetProperty("markInMs").GetInt64(), Stage.Rate));
        await desk.PressAsync("Escape");
        await Assertions.Expect(desk.Page.Locator(".open-mark")).ToHaveCountAsync(0);
    }

    [Fact]
    [Trait("Figures", "desk")]
    public async Task A_list_of_ten_thousand_bookmarks_scrolls_and_is_searched_without_waiting()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var first = await stage.MarkAsync(10, 60, Ct);
        stage.Box.Sql(
            """
            with recursive n(i) as (select 2 union all select i + 1 from n where i < 10000)
            insert into bookmarks (id, workspace_id, number, created_by, created_by_name, label, public_notes, start_ms, end_ms, start_frame, end_frame,
                rate_num, rate_den, rating, tags, origin, rev, created_at_ms, updated_at_ms)
            select 'many' || i, workspace_id, i, created_by, created_by_name, 'Mark ' || i, '', i * 50, i * 50 + 40, i, i + 1,
                rate_num, rate_den, 0, tags, 'api', 1, created_at_ms, updated_at_ms
            from n, bookmarks where id = @first
            """,
            new { first });
        var desk = await DeskScreen.OpenAsync(browser, stage);
        await Assertions.Expect(desk.Page.Locator(".count-shown")).ToHaveTextAsync("10000", new() { Timeout = 30_000 });

        var frames = await desk.Page.EvaluateAsync<double[]>(
            """
            () => new Promise(done => {
              const rows = document.querySelector('.rows'), times = [];
              let last = performance.now(), left = 120;
              const go = now => {
                times.push(now - last);
                last = now;
                rows.scrollTop += 340;
                left-- > 0 ? requestAnimationFrame(go) : done(times.slice(1));
              };
              requestAnimationFrame(go);
            })
            """);
        Assert.InRange(await desk.Page.Locator(".sheet .row").CountAsync(), 5, 80);
        await Assertions.Expect(desk.Row(1)).ToHaveCountAsync(0);
        output.WriteLine($"frames while scrolling: {Figures([.. frames])}");

        await desk.PressAsync("/");
        await desk.Page.Keyboard.TypeAsync("mark 9999");
        await Assertions.Expect(desk.Page.Locator(".sheet .row")).ToHaveCountAsync(1);
        await Assertions.Expect(desk.Row(9999)).ToBeVisibleAsync();
        await desk.ShootAsync("desk-search");
    }

    [Theory]
    [InlineData(320, 640)]
    [InlineData(390, 844)]
    [InlineData(900, 700)]
    [InlineData(1440, 900)]
    [InlineData(3840, 2160)]
    public async Task The_desk_is_open_to_all_and_fits_the_screen(int width, int height)
    {
        await using var stage = await Stage.SetAsync(Ct);
        for (var i = 0; i < 12; i++)
        {
            await stage.Program.PostDataAsync(
                "/api/bookmarks",
                new { workspaceId = stage.Workspace, startMs = 1_001 * i, endMs = (1_001 * i) + 900, label = "<img src=x onerror=alert(1)> Donaudampfschifffahrtsgesellschaft", tags = new[] { "halbzeit", "tor" } }, Ct);
        }
        var faults = new List<string>();
        var desk = await DeskScreen.OpenAsync(browser, stage, width, height, page =>
        {
            page.Console += (_, message) =>
            {
                if (message.Type == "error" && !message.Text.Contains("401", StringComparison.Ordinal))
                    faults.Add(message.Text);
            };
            page.PageError += (_, fault) => faults.Add(fault);
            return Task.CompletedTask;
        });

        await Assertions.Expect(desk.Row(1)).ToContainTextAsync("<img src=x onerror=alert(1)>");
        await desk.ShootAsync($"desk-{width}");
        await desk.AssertOpenToAllAsync("The desk");
        await desk.OpenMarkAsync(1);
        await Assertions.Expect(desk.Field("label")).ToBeVisibleAsync();
        await desk.AssertOpenToAllAsync("The desk with a bookmark open");
        await desk.ShootAsync($"desk-{width}-open");
        Assert.Empty(faults);
    }

    internal static string Figures(List<double> times)
    {
        times.Sort();
        return $"p50 {times[times.Count / 2]:0} ms, p95 {times[times.Count * 95 / 100]:0} ms, most {times[^1]:0} ms";
    }
}
