using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Desk;

/// <summary>Two people who hand things to each other: a lock, a pointer, a note on a frame.</summary>
public sealed class HandsTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lock_of_one_bars_the_other_until_it_is_opened_or_taken_over()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.MarkAsync(1_001, 2_002, Ct);
        var owner = await DeskScreen.OpenAsync(browser, stage);
        var anna = await DeskScreen.OpenAsGuestAsync(browser, stage, "Anna", "producer", Ct);
        await owner.OpenMarkAsync(1);
        await anna.OpenMarkAsync(1);

        await Detail(anna, "Lock").ClickAsync();
        await Assertions.Expect(owner.Page.Locator(".detail")).ToContainTextAsync("Locked by Anna");
        await Assertions.Expect(owner.Field("label")).ToBeDisabledAsync();
        await Assertions.Expect(owner.Row(1).Locator(".lock")).ToBeVisibleAsync();
        await owner.ShootAsync("desk-locked");
        await Detail(anna, "Unlock").ClickAsync();
        await Assertions.Expect(owner.Field("label")).ToBeEnabledAsync();

        await Detail(anna, "Lock").ClickAsync();
        await Detail(owner, "Take over").ClickAsync();
        await Assertions.Expect(anna.Page.Locator(".detail")).ToContainTextAsync("Locked by owner");
        await Assertions.Expect(anna.Field("label")).ToBeDisabledAsync();
        await owner.Field("label").FillAsync("Own goal");
        await Assertions.Expect(anna.Row(1)).ToContainTextAsync("Own goal");
    }

    [Fact]
    public async Task A_pointer_is_seen_by_the_other_where_it_points_and_fades_when_it_rests()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var owner = await DeskScreen.OpenAsync(browser, stage);
        var ben = await DeskScreen.OpenAsGuestAsync(browser, stage, "Ben", "collaborator", Ct);
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Show the others where you point on the picture" }).ClickAsync();
        var laser = owner.Page.Locator(".laser");

        // For longer than a resting pointer stays, while the deck plays and tells its place.
        await ben.PressAsync("Space");
        for (var i = 0; i < 40; i++)
        {
            await PointAsync(ben, 0.25 + (i * 0.01), 0.5);
            await Assertions.Expect(laser).ToHaveCountAsync(1);
            await Task.Delay(TimeSpan.FromMilliseconds(90), TimeProvider.System, Ct);
        }
        await ben.PressAsync("k");
        await PointAsync(ben, 0.75, 0.25);

        await Assertions.Expect(laser).ToContainTextAsync("Ben");
        await Assertions.Expect(laser).ToHaveJSPropertyAsync("className", "laser");
        await owner.Page.WaitForFunctionAsync(
            """
            () => {
              const dot = document.querySelector('.laser')?.getBoundingClientRect(), picture = document.querySelector('.picture video').getBoundingClientRect();
              if (!dot) return false;
              const width = Math.min(picture.width, picture.height * 16 / 9), height = width * 9 / 16;
              const x = (dot.x + dot.width / 2 - picture.x - (picture.width - width) / 2) / width, y = (dot.y + dot.height / 2 - picture.y - (picture.height - height) / 2) / height;
              return Math.abs(x - 0.75) < 0.02 && Math.abs(y - 0.25) < 0.03;
            }
            """);
        await owner.ShootAsync("desk-pointer");
        await Assertions.Expect(laser).ToHaveCountAsync(0, new() { Timeout = 6_000 });
    }

    [Fact]
    public async Task A_note_on_a_frame_stands_on_the_timeline_of_the_other_and_leads_there()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var owner = await DeskScreen.OpenAsync(browser, stage);
        var ben = await DeskScreen.OpenAsGuestAsync(browser, stage, "Ben", "collaborator", Ct);
        await ben.PressAsync("Shift+ArrowRight");
        await ben.PressAsync("ArrowRight");
        await ben.ShowsAsync(31);

        await ben.PressAsync("c");
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Add this frame" }).ClickAsync();
        await ben.Page.Locator("#chat-text").FocusAsync();
        await ben.PressAsync("End");
        await ben.Page.Keyboard.TypeAsync("is this offside?");
        await ben.PressAsync("Enter");
        await Assertions.Expect(owner.Page.Locator(".note-flag[data-frame='31']")).ToBeVisibleAsync();
        await owner.PressAsync("Home");
        await owner.ShowsAsync(0);

        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Note of Ben at 00:00:01;01" }).ClickAsync();
        await owner.ShowsAsync(31);
        await ben.ShowsAsync(31);
        await Assertions.Expect(owner.Page.Locator(".chat li.wanted")).ToContainTextAsync("is this offside?");
        await owner.AssertOpenToAllAsync("The desk with a note");
        await owner.ShootAsync("desk-note");
    }

    private static ILocator Detail(DeskScreen desk, string name) => desk.Page.Locator(".detail").GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    // A pointer on a part of the picture itself, without the bars around it.
    private static async Task PointAsync(DeskScreen desk, double x, double y)
    {
        var box = await desk.Page.Locator(".picture video").BoundingBoxAsync() ?? throw new InvalidOperationException("No picture.");
        var width = Math.Min(box.Width, box.Height * 16 / 9);
        var height = width * 9 / 16;
        await desk.Page.Mouse.MoveAsync((float)(box.X + ((box.Width - width) / 2) + (x * width)), (float)(box.Y + ((box.Height - height) / 2) + (y * height)));
    }
}
