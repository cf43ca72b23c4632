using System.Net;
using ClipshareBox.Tests.Features.Clips;
using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>The page of clips in a real browser.</summary>
public sealed class ClipsPageTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_clip_is_renamed_kept_and_deleted_and_a_delete_can_be_taken_back()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var mark = await room.MarkAsync(1000, 2000, Ct);
        var clip = await room.ReadyAsync(mark, Ct);
        var path = $"/api/clips/{ClipRoom.Id(clip)}";
        var screen = await PageScreen.OpenAsync(browser, room.Box.Address, "/clips");
        var page = screen.Page;
        var tile = page.Locator(".clip");
        await Assertions.Expect(tile).ToContainTextAsync("verified");
        await screen.AssertOpenToAllAsync("clips");

        await tile.Locator(".clip-poster").HoverAsync();
        await Assertions.Expect(tile.Locator("video")).ToBeVisibleAsync();
        await tile.GetByRole(AriaRole.Button, new() { Name = "Keep", Exact = true }).ClickAsync();
        await Assertions.Expect(tile.Locator(".kept")).ToBeVisibleAsync();

        await tile.Locator(".clip-poster").ClickAsync();
        await screen.AssertOpenToAllAsync("clip");
        await screen.ShootAsync("clip");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Opening goal");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog h2")).ToContainTextAsync("Opening goal");
        await page.Keyboard.PressAsync("Escape");

        await DeleteAsync(tile);
        await Assertions.Expect(tile).ToHaveCountAsync(0);
        await screen.Button("Undo").ClickAsync();
        await Assertions.Expect(tile).ToContainTextAsync("Opening goal");
        var kept = await room.Owner.GetDataAsync(path, Ct);
        Assert.True(kept.GetProperty("keep").GetBoolean());
        Assert.Equal("Opening goal", kept.GetProperty("name").GetString());

        // Nobody waits for the end of the time to undo: whoever goes meant it.
        await DeleteAsync(tile);
        await Assertions.Expect(tile).ToHaveCountAsync(0);
        await screen.GoAsync("/api-docs");
        await ClipRoom.UntilAsync(() => room.Names().Count == 0, TimeSpan.FromSeconds(5), Ct);
        using var gone = await room.Owner.GetAsync(new Uri(path, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Ten_thousand_clips_are_turned_through_and_found_by_the_box()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        await room.ReadyAsync(await room.MarkAsync(1000, 2000, Ct, "Opening goal"), Ct);
        room.Box.Sql(
            """
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
            insert into clips (id, workspace_id, bookmark_id, number, label, profile, job_id, created_at_ms, updated_at_ms)
            select 'x' || i, @workspace, 'b' || i, 100 + i, 'Many ' || i, 'original', 'none', 1, 1 from n
            """,
            new { workspace = room.WorkspaceId });
        var screen = await PageScreen.OpenAsync(browser, room.Box.Address, "/clips");
        var page = screen.Page;
        await Assertions.Expect(page.Locator(".page-head .hint")).ToHaveTextAsync("10,001 clips");
        await Assertions.Expect(page.Locator(".clip")).ToHaveCountAsync(120);
        await screen.Button("Further").ClickAsync();
        await Assertions.Expect(page.Locator(".pager")).ToContainTextAsync("121 to 240 of 10,001");
        await Assertions.Expect(page.Locator(".clip")).ToHaveCountAsync(120);

        await page.GetByLabel("Search clips").FillAsync("opening");
        await Assertions.Expect(page.Locator(".clip")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".clip")).ToContainTextAsync("Opening goal");
        await page.GetByLabel("State").SelectOptionAsync("failed");
        await Assertions.Expect(page.Locator(".empty")).ToContainTextAsync("No clip fits");
        await screen.Button("Clear the filter").ClickAsync();
        await Assertions.Expect(page.Locator(".pager")).ToContainTextAsync("1 to 120");
        await screen.AssertOpenToAllAsync("clips-many");
        await screen.ShootAsync("clips-many");
    }

    private static async Task DeleteAsync(ILocator tile)
    {
        await tile.Locator("summary").ClickAsync();
        await tile.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
    }
}
