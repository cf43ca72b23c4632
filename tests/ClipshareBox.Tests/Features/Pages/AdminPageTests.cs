using System.Net.Http.Json;
using ClipshareBox.Tests.Features.Clips;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>What admins do in the settings, in a real browser: read the log, back up and restore, choose how long clips stay.</summary>
public sealed class AdminPageTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_log_comes_by_itself_is_filtered_and_stands_still_when_one_reads()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var log = stage.Box.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ClipshareBox.Features.Somewhere");
        var screen = await PageScreen.OpenAsync(browser, stage.Box.Address, "/settings/logs");
        var lines = screen.Page.Locator(".log-line");

        log.Log(LogLevel.Warning, "the disk is tight; token=abcdef123456");
        await Assertions.Expect(lines.Filter(new() { HasText = "the disk is tight" })).ToContainTextAsync("token=…");
        log.Log(LogLevel.Error, new InvalidOperationException("why it broke"), "it broke");
        await Assertions.Expect(lines.Filter(new() { HasText = "why it broke" })).ToBeVisibleAsync();
        await screen.Page.GetByLabel("Level").SelectOptionAsync("error");
        await Assertions.Expect(lines.Filter(new() { HasText = "the disk is tight" })).ToHaveCountAsync(0);
        await screen.Page.GetByLabel("Search the log").FillAsync("broke somewhere");
        await Assertions.Expect(lines).ToHaveCountAsync(1);
        await screen.Page.GetByLabel("Search the log").FillAsync("");

        await screen.Button("Pause").ClickAsync();
        log.Log(LogLevel.Error, "it broke again");
        await Assertions.Expect(screen.Page.Locator(".log-count")).ToHaveTextAsync("Paused; 1 line waits");
        await Assertions.Expect(lines).ToHaveCountAsync(1);
        await screen.AssertOpenToAllAsync("logs");
        await screen.Button("Go on").ClickAsync();
        await Assertions.Expect(lines).ToHaveCountAsync(2);
        await screen.ShootAsync("logs-errors");
    }

    [Fact]
    public async Task A_backup_is_made_damaged_ones_are_refused_and_a_restore_says_what_it_does_and_comes_back()
    {
        using var folder = new Scratch();
        await using var box = await BoxProcess.StartAsync(folder.Path, Ct);
        using var owner = await box.ClaimAsync(Ct);
        var screen = await PageScreen.OpenAsync(browser, box.Address, "/settings/backups");
        var page = screen.Page;
        var lines = page.Locator(".lines .line");
        await screen.Button("Back up now").ClickAsync();
        await Assertions.Expect(lines).ToHaveCountAsync(1);
        using (var late = await owner.PostAsJsonAsync("/api/admin/users", new { username = "late", password = "correct horse battery" }, Ct))
            late.EnsureSuccessStatusCode();

        var rubbish = Path.Combine(folder.Path, "rubbish.db");
        await File.WriteAllTextAsync(rubbish, "no backup at all", Ct);
        await page.GetByLabel("Upload a backup").SetInputFilesAsync(rubbish);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no backup of a ClipshareBox");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        var good = Path.Combine(folder.Path, "good.db");
        await download.SaveAsAsync(good);
        await page.GetByLabel("Upload a backup").SetInputFilesAsync(good);
        await Assertions.Expect(lines).ToHaveCountAsync(2);
        await Assertions.Expect(lines.First).ToContainTextAsync("uploaded");

        await lines.First.GetByRole(AriaRole.Button, new() { Name = "Restore…" }).ClickAsync();
        await Assertions.Expect(page.Locator(".compared tr").Filter(new() { HasText = "People" })).ToHaveTextAsync("People21");
        await screen.AssertOpenToAllAsync("restore");
        await screen.ShootAsync("restore");
        await screen.Button("Restore").ClickAsync();
        await Assertions.Expect(page.Locator(".restoring")).ToBeVisibleAsync();
        await screen.ShootAsync("restoring");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync(new() { Timeout = 30_000 });

        await page.GetByLabel("Name").FillAsync("owner");
        await page.GetByLabel("Password").FillAsync("correct horse battery");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToHaveCountAsync(0);
        await screen.GoAsync("/settings/people");
        await Assertions.Expect(lines).ToHaveCountAsync(1);
        await screen.GoAsync("/settings/backups");
        await Assertions.Expect(lines.Filter(new() { HasText = "before a restore" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task What_a_choice_of_retention_would_remove_is_said_before_it_is_saved()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var clip = await room.ReadyAsync(await room.MarkAsync(1_000, 2_000, Ct), Ct);
        room.Box.Sql("update clips set made_at_ms = 1000");
        var screen = await PageScreen.OpenAsync(browser, room.Box.Address, "/settings/retention");
        var figures = screen.Page.Locator(".would");
        await Assertions.Expect(figures).ToContainTextAsync("By age0 clips");

        await screen.Page.GetByLabel("Days that clips stay").FillAsync("30");
        await Assertions.Expect(figures).ToContainTextAsync("By age1 clips");
        await screen.AssertOpenToAllAsync("retention");
        await screen.ShootAsync("retention");
        Assert.True(File.Exists(room.PathOf(clip)));
        await screen.Page.GetByLabel("Days that clips stay").FillAsync("many");
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("lies from 0");
        await screen.Page.GetByLabel("Days that clips stay").FillAsync("7");
        await Assertions.Expect(figures).ToContainTextAsync("By age1 clips");
        await screen.Button("Save").ClickAsync();
        await screen.Button("Save and remove").ClickAsync();

        await Assertions.Expect(screen.Page.Locator(".toast")).ToContainTextAsync("The choice holds");
        Assert.Equal(7, (await room.Owner.GetDataAsync("/api/admin/retention", Ct)).GetProperty("chosen").GetProperty("keepDays").GetInt32());
    }

    [Fact]
    public async Task A_key_shows_its_line_is_bound_anew_clashes_are_said_and_all_goes_back_to_default()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var screen = await PageScreen.OpenAsync(browser, stage.Box.Address, "/settings/panel");
        var page = screen.Page;
        var rows = page.Locator(".keys-table tbody tr");
        await rows.First.WaitForAsync();
        var before = await rows.CountAsync();
        using (var pressed = await stage.Program.PostAsJsonAsync("/api/panels/virtual/mark-in", new { @event = "press", workspaceId = stage.Workspace }, Ct))
            pressed.EnsureSuccessStatusCode();
        await Assertions.Expect(page.Locator("tr.lit").GetByLabel("Key of mark-in", new() { Exact = true })).ToBeVisibleAsync();

        // A key that nobody knew begins a line of its own.
        using (await stage.Program.PostAsJsonAsync("/api/panels/virtual/pedal", new { @event = "press" }, Ct))
            await Assertions.Expect(rows).ToHaveCountAsync(before + 1);
        await page.GetByLabel("Does of pedal").SelectOptionAsync(new SelectOptionValue { Label = "Step frames" });
        await rows.Last.GetByLabel("Frames").FillAsync("-10");
        await screen.Button("Add a line").ClickAsync();
        await page.GetByLabel("Key of ?", new() { Exact = true }).FillAsync("pedal");
        await Assertions.Expect(rows.Last.GetByRole(AriaRole.Alert)).ToContainTextAsync("pedal pressed stands twice");
        await Assertions.Expect(screen.Button("Save keys")).ToBeDisabledAsync();
        await screen.AssertOpenToAllAsync("keys");
        await screen.ShootAsync("keys");
        await rows.Last.GetByRole(AriaRole.Button, new() { Name = "Remove pedal" }).ClickAsync();
        await screen.Button("Save keys").ClickAsync();
        await Assertions.Expect(page.Locator(".toast").Filter(new() { HasText = "The keys are set" })).ToBeVisibleAsync();

        await stage.DeckAsync(new { command = "seek", ms = 5005 }, Ct);
        using (var pressed = await stage.Program.PostAsJsonAsync("/api/panels/virtual/pedal", new { @event = "press", workspaceId = stage.Workspace }, Ct))
            pressed.EnsureSuccessStatusCode();
        Assert.Equal(140, (await stage.DeckAsync(Ct)).GetProperty("positionFrame").GetInt64());
        await screen.Button("Reset to default…").ClickAsync();
        await screen.Button("Reset").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(before);
    }
}
