using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClipshareBox.Tests.Features.Desk;

/// <summary>Two people who talk about a bookmark and name each other.</summary>
public sealed class TalkTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_named_about_a_mark_is_told_on_any_page_finds_it_later_and_answers()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.MarkAsync(1_001, 2_002, Ct);
        var owner = await DeskScreen.OpenAsync(browser, stage);
        var anna = await DeskScreen.OpenAsGuestAsync(browser, stage, "Anna Lee", "collaborator", Ct);

        // By the keyboard: the list of names opens, Escape closes it and nothing else, Enter takes the name and does not send.
        await owner.OpenMarkAsync(1);
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "What is said about it" }).ClickAsync();
        await owner.Page.Keyboard.TypeAsync("@l");
        var names = owner.Page.GetByRole(AriaRole.Listbox, new() { Name = "People to name" });
        await Expect(names.GetByRole(AriaRole.Option, new() { Name = "Anna Lee", Selected = true })).ToBeVisibleAsync();
        await Expect(Text(owner)).ToHaveAttributeAsync("aria-activedescendant", await names.GetByRole(AriaRole.Option).GetAttributeAsync("id") ?? "none");
        await owner.AssertOpenToAllAsync("The list of names");
        await owner.ShootAsync("desk-naming");
        await owner.PressAsync("Escape");
        await Expect(names).ToHaveCountAsync(0);
        await Expect(Text(owner)).ToBeFocusedAsync();
        await owner.Page.Keyboard.TypeAsync("e");
        await owner.PressAsync("ArrowDown");
        await owner.PressAsync("Enter");
        await Expect(Text(owner)).ToHaveValueAsync("@Anna Lee ");
        await owner.Page.Keyboard.TypeAsync("offside?");
        await owner.PressAsync("Enter");

        // Told where she is; it stays while she is away, and until she has seen it.
        await Expect(anna.Toasts).ToContainTextAsync("owner names you: @Anna Lee offside?");
        await Expect(anna.Row(1).Locator(".talk-count")).ToHaveTextAsync("1");
        await Expect(anna.Page.Locator("#tab-chat .calls")).ToContainTextAsync("@1");
        await anna.Page.GotoAsync(stage.Box.Address.ToString());
        await Expect(anna.Page.Locator(".room .calls")).ToContainTextAsync("You are named in 1 new message");
        await anna.ShootAsync("home-named");
        await anna.Page.Locator(".room").ClickAsync();
        await Expect(anna.Page.Locator("#tab-chat .calls")).ToContainTextAsync("@1");
        await anna.Page.Locator("#tab-chat").ClickAsync();
        await Expect(anna.Page.Locator(".chat li.wanted .mention.me")).ToHaveTextAsync("@Anna Lee");
        await Expect(anna.Page.Locator("#tab-chat .calls")).ToHaveCountAsync(0);

        // An answer belongs to the thread, which is readable when the bookmark is gone.
        await anna.Page.GetByRole(AriaRole.Button, new() { Name = "Answer owner" }).ClickAsync();
        await anna.Page.Keyboard.TypeAsync("By a foot, @own");
        await Expect(anna.Page.GetByRole(AriaRole.Listbox, new() { Name = "People to name" }).GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await anna.PressAsync("Tab");
        await anna.PressAsync("Enter");
        await Expect(owner.Page.Locator(".chat li", new() { HasText = "By a foot, @owner" }).Locator(".quote")).ToContainTextAsync("@Anna Lee offside?");
        await Expect(owner.Toasts).ToHaveCountAsync(0); // he reads it already
        await owner.ShootAsync("desk-thread");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Open bookmark 001" }).ClickAsync();
        await owner.Page.Locator(".detail").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await anna.Page.GetByRole(AriaRole.Button, new() { Name = "About 001" }).First.ClickAsync();
        await Expect(anna.Page.Locator(".chat .about")).ToContainTextAsync("deleted");
        await Expect(anna.Page.Locator(".chat li[data-message]")).ToHaveCountAsync(2);
    }

    private static ILocator Text(DeskScreen desk) => desk.Page.Locator("#chat-text");
}
