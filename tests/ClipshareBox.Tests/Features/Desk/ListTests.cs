using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Desk;

/// <summary>The list of bookmarks: on paper, as files, many at once, and by links.</summary>
public sealed class ListTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Spreadsheet (CSV)", ".csv", "number,name,in,out")]
    [InlineData("Edit decision list (EDL)", ".edl", "TITLE: ")]
    [InlineData("OpenTimelineIO", ".otio", "\"OTIO_SCHEMA\"")]
    [InlineData("Final Cut Pro XML", ".fcpxml", "<fcpxml")]
    public async Task The_export_menu_gives_the_list_as_a_file(string entry, string extension, string sign)
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.MarkAsync(1_001, 2_002, Ct);
        var desk = await DeskScreen.OpenAsync(browser, stage);
        await Assertions.Expect(desk.Row(1)).ToBeVisibleAsync();

        await desk.Page.GetByText("Export", new() { Exact = true }).ClickAsync();
        if (extension == ".csv")
            await desk.ShootAsync("desk-export");
        var download = await desk.Page.RunAndWaitForDownloadAsync(() => desk.Page.GetByText(entry).ClickAsync());

        Assert.EndsWith(extension, download.SuggestedFilename, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(await download.PathAsync(), Ct);
        Assert.Contains(sign, text, StringComparison.Ordinal);
        Assert.Contains("Goal", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_paper_stand_all_bookmarks_of_the_view_and_nothing_else()
    {
        await using var stage = await Stage.SetAsync(Ct);
        for (var i = 0; i < 60; i++)
        {
            await stage.Program.PostDataAsync(
                "/api/bookmarks",
                new { workspaceId = stage.Workspace, startMs = 1_001 * i, endMs = (1_001 * i) + 900, label = i == 7 ? "Corner" : "Goal", publicNotes = "From the left", privateNotes = "not for paper" }, Ct);
        }
        var desk = await DeskScreen.OpenAsync(browser, stage);
        await Assertions.Expect(desk.Page.Locator(".count-shown")).ToHaveTextAsync("60");
        await desk.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Microsoft.Playwright.Media.Print });

        await desk.Page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        var sheet = desk.Page.Locator(".print-sheet");
        await Assertions.Expect(sheet.Locator("tbody tr")).ToHaveCountAsync(60);
        await Assertions.Expect(sheet.Locator("tr[data-number='8']")).ToContainTextAsync("Corner");
        await Assertions.Expect(sheet.Locator("tr[data-number='8']")).ToContainTextAsync("From the left");
        await Assertions.Expect(sheet).Not.ToContainTextAsync("not for paper");
        await Assertions.Expect(desk.Page.Locator(".picture")).ToBeHiddenAsync();
        await desk.ShootAsync("desk-print");
        await desk.Page.EvaluateAsync("() => dispatchEvent(new Event('afterprint'))");

        await desk.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Microsoft.Playwright.Media.Screen });
        await desk.PressAsync("/");
        await desk.Page.Keyboard.TypeAsync("corner");
        await desk.Page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        await Assertions.Expect(sheet.Locator("tbody tr")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Many_are_chosen_cut_and_deleted_at_once_and_come_back()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        for (var i = 1; i <= 4; i++)
            await stage.MarkAsync(1_001 * i, (1_001 * i) + 500, Ct);
        var desk = await DeskScreen.OpenAsync(browser, stage);
        await desk.Row(1).ClickAsync();
        await desk.Row(3).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Assertions.Expect(desk.Page.Locator(".chosen")).ToContainTextAsync("3 chosen");
        await desk.Page.Locator(".chosen").GetByRole(AriaRole.Button, new() { Name = "Cut" }).ClickAsync();
        await Assertions.Expect(desk.Page.Locator(".sheet [data-clip='complete']")).ToHaveCountAsync(3, new() { Timeout = 60_000 });
        await Assertions.Expect(desk.Toasts.Filter(new() { HasText = "is ready" }).First).ToBeVisibleAsync();
        await desk.ShootAsync("desk-many");

        await desk.Page.GetByText("Filter", new() { Exact = true }).ClickAsync();
        await desk.Page.GetByLabel("Clip", new() { Exact = true }).SelectOptionAsync("ready");
        await Assertions.Expect(desk.Page.Locator(".count-shown")).ToHaveTextAsync("3 of 4");
        await desk.Page.GetByLabel("Clip", new() { Exact = true }).SelectOptionAsync("all");
        await desk.Page.Locator(".chosen").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(desk.Page.Locator(".sheet .row")).ToHaveCountAsync(1);
        await desk.Toasts.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(desk.Page.Locator(".sheet .row")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task A_link_opens_the_bookmark_and_stands_on_its_moment()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        await stage.MarkAsync(1_001, 2_002, Ct);

        var desk = await DeskScreen.OpenAsync(browser, stage, query: "?mark=1&t=00:00:01;10");

        await desk.ShowsAsync(40);
        await Assertions.Expect(desk.Field("label")).ToHaveValueAsync("Goal");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Copy a link to this bookmark" }).ClickAsync();
        await Assertions.Expect(desk.Toasts.First).ToContainTextAsync("link");
    }

    [Fact]
    public async Task Keys_are_moved_in_the_list_of_keys_and_stay_there()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var desk = await DeskScreen.OpenAsync(browser, stage);
        await desk.PressAsync("?");
        await desk.ShootAsync("desk-keys");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Mark IN: I" }).ClickAsync();
        await desk.PressAsync("x");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Button, new() { Name = "Mark IN: X" })).ToBeVisibleAsync();
        await desk.PressAsync("Escape");

        await desk.PressAsync("i");
        await desk.PressAsync("ArrowRight");
        await Assertions.Expect(desk.Page.Locator(".open-mark")).ToHaveCountAsync(0);
        await desk.Page.ReloadAsync();
        await desk.Page.WaitForSelectorAsync(".picture video");
        await desk.PressAsync("x");
        await Assertions.Expect(desk.Page.Locator(".open-mark")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task J_and_L_play_faster_with_each_press_and_K_stops()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var desk = await DeskScreen.OpenAsync(browser, stage);
        var speed = desk.Page.Locator(".readout .speed");

        foreach (var (key, shown) in new[] { ("l", "1×"), ("l", "2×"), ("l", "4×"), ("k", "0×"), ("Shift+l", "0.75×"), ("Shift+l", "0.50×"), ("k", "0×") })
        {
            await desk.PressAsync(key);
            await Assertions.Expect(speed).ToHaveTextAsync(shown);
        }
        await desk.PressAsync("PageDown");
        await desk.PressAsync("j");
        await desk.PressAsync("j");
        await Assertions.Expect(speed).ToHaveTextAsync("−2×");
        await desk.PressAsync("k");
        await Assertions.Expect(speed).ToHaveTextAsync("0×");
    }

    [Fact]
    public async Task On_a_phone_one_finger_jogs_marks_and_names()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var desk = await DeskScreen.OpenAsync(browser, stage, 390, 844);
        var jog = await desk.Page.Locator(".jog").BoundingBoxAsync() ?? throw new InvalidOperationException("The wheel is not there.");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "IN", Exact = true }).TapAsync();
        await Assertions.Expect(desk.Page.Locator(".open-mark")).ToHaveCountAsync(1);

        await desk.Page.Mouse.MoveAsync(jog.X + 20, jog.Y + 20);
        await desk.Page.Mouse.DownAsync();
        await desk.Page.Mouse.MoveAsync(jog.X + 20 + 90, jog.Y + 20, new() { Steps = 10 });
        await desk.Page.Mouse.UpAsync();
        await desk.ShowsAsync(10);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "OUT", Exact = true }).TapAsync();
        await desk.Field("label").FillAsync("Goal");
        await desk.ShootAsync("desk-phone-open");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).Last.TapAsync();

        await Assertions.Expect(desk.Row(1)).ToContainTextAsync("Goal");
        await desk.ShootAsync("desk-phone");
    }
}
