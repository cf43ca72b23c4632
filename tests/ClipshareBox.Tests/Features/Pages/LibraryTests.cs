using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>The library in a real browser.</summary>
public sealed class LibraryTests(Browser browser) : IClassFixture<Browser>
{
    private const int Films = 100_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_100000_films_only_those_in_sight_are_drawn_and_fetched_and_each_is_found()
    {
        await using var stage = await Stage.SetAsync(Ct);
        Plant(stage.Box);
        var screen = await PageScreen.OpenAsync(browser, stage.Box.Address, "/library");
        var page = screen.Page;
        var asked = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("/items?", StringComparison.Ordinal))
                asked.Add(request.Url);
        };
        var films = page.GetByRole(AriaRole.Listbox);
        await Assertions.Expect(page.Locator(".library-note")).ToContainTextAsync("100,001 films");

        await films.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Assertions.Expect(page.Locator(".film[aria-selected=true]")).ToContainTextAsync("Match 99999");
        Assert.InRange(await page.Locator(".film").CountAsync(), 10, 120);
        Assert.InRange(asked.Count, 1, 4);
        await screen.AssertOpenToAllAsync("library");

        // As fast as one types: one question to the box for all letters.
        asked.Clear();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("match 77123", new KeyboardTypeOptions { Delay = 30 });
        await Assertions.Expect(page.Locator(".library-note")).ToContainTextAsync("1 found");
        Assert.Single(asked);

        await films.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByLabel("Title")).ToHaveValueAsync("Match 77123");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(films).ToBeFocusedAsync();
    }

    private static void Plant(TestBox box) => box.Sql(
        """
        with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < @Films)
        insert into contents (content_key, source_id, folder, name, library, title, title_key, search_key, size_bytes, changed_at, state, due_at_ms, added_at_ms)
        select printf('f%05d', i), 's', '', printf('m%d.mp4', i), '', printf('Match %05d', i), printf('match %05d', i), printf('match %05d', i), 1000, 0, 'waiting', 9000000000000000, 0 from n
        """,
        new { Films });
}
