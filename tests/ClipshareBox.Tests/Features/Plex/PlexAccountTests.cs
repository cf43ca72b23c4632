using System.Text.Json;
using ClipshareBox.Tests.Features.Accounts;
using static ClipshareBox.Tests.Features.Plex.PlexDoorStage;

namespace ClipshareBox.Tests.Features.Plex;

/// <summary>Which account a Plex person is.</summary>
public sealed class PlexAccountTests
{
    [Fact]
    public async Task A_person_with_another_name_is_the_same_account_with_the_new_name()
    {
        await using var stage = await SetAsync();
        var browser = stage.Browser();
        await stage.SignInAsync(browser, stage.Guest);
        var first = await stage.SessionAsync(browser);

        stage.Tv.Users[stage.Guest.Id] = stage.Guest with { Username = "gwendolyn", Title = "Gwendolyn", Email = "new@example.org" };
        var other = stage.Browser();
        await stage.SignInAsync(other, stage.Guest);

        var second = await stage.SessionAsync(other);
        Assert.Equal(Text(first, "id"), Text(second, "id"));
        Assert.Equal("Gwendolyn", Text(second, "name"));
        Assert.Contains("user.rename", await stage.AuditAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("owner", "owner 2")]
    [InlineData("OWNER", "OWNER 2")]
    [InlineData("O\u0007wner", "Owner 2")]
    [InlineData("\u0007", "Guest")]
    [InlineData("Ñandú 🎬", "Ñandú 🎬")]
    public async Task A_name_that_is_taken_or_odd_is_made_one_of_its_own(string plexName, string name)
    {
        await using var stage = await SetAsync();
        var user = stage.Tv.AddUser(plexName);
        stage.Tv.Sharing.ShareWith(stage.Pms, user);
        var browser = stage.Browser();

        await stage.SignInAsync(browser, user);
        await stage.SignInAsync(browser, user);

        Assert.Equal(name, Text(await stage.SessionAsync(browser), "name"));
    }

    [Fact]
    public async Task A_disabled_account_stays_out_by_plex_too()
    {
        await using var stage = await SetAsync();
        var browser = stage.Browser();
        await stage.SignInAsync(browser, stage.Guest);
        stage.Box.Sql("update users set disabled = 1 where name = 'Gwen'");

        var stand = await stage.SignInAsync(stage.Browser(), stage.Guest);

        Assert.Equal("denied", Text(stand, "status"));
        Assert.Contains("disabled", Text(stand, "message"), StringComparison.Ordinal);
        Assert.Equal(401, await browser.StatusAsync(Ct));
    }

    [Fact]
    public async Task An_account_that_is_signed_in_is_linked_and_comes_in_by_plex_from_then_on()
    {
        await using var stage = await SetAsync();
        var browser = await stage.LocalAsync();
        var session = browser.Cookies[OpenBrowser.Session];

        Assert.Equal("authorized", Text(await stage.SignInAsync(browser, stage.Owner), "status"));
        Assert.Equal(session, browser.Cookies[OpenBrowser.Session]);
        var other = stage.Browser();
        await stage.SignInAsync(other, stage.Owner);

        var user = await stage.SessionAsync(other);
        Assert.Equal(("owner", "admin", "plex"), (Text(user, "name"), Text(user, "role"), Text(user, "via")));
        Assert.Contains("plex.link", await stage.AuditAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_links_its_plex_before_there_is_a_server()
    {
        await using var stage = await SetAsync(hasServer: false);

        Assert.Equal("authorized", Text(await stage.SignInAsync(await stage.LocalAsync(), stage.Owner), "status"));
    }

    [Fact]
    public async Task A_plex_person_of_another_account_and_a_second_plex_person_are_not_linked()
    {
        await using var stage = await SetAsync();
        await stage.SignInAsync(stage.Browser(), stage.Guest);
        var browser = await stage.LocalAsync();

        var taken = await stage.SignInAsync(browser, stage.Guest);
        Assert.Equal("authorized", Text(await stage.SignInAsync(browser, stage.Owner), "status"));
        var another = stage.Tv.AddUser("Otto");
        stage.Tv.Sharing.ShareWith(stage.Pms, another);
        var second = await stage.SignInAsync(browser, another);

        Assert.Equal(("denied", "denied"), (Text(taken, "status"), Text(second, "status")));
        Assert.Contains("belongs to another account", Text(taken, "message"), StringComparison.Ordinal);
        Assert.Contains("'Olivia'", Text(second, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_signs_out_while_linking_is_not_linked()
    {
        await using var stage = await SetAsync();
        var browser = await stage.LocalAsync();
        var begun = await stage.BeginAsync(browser);
        browser.Cookies.Remove(OpenBrowser.Session);
        stage.Tv.Claim(Text(begun, "code"), stage.Owner);

        Assert.Equal("denied", Text(await stage.EndAsync(browser, Text(begun, "id")), "status"));
        Assert.Equal(401, await browser.StatusAsync(Ct));
    }

    [Fact]
    public async Task Forgetting_plex_ends_its_token_and_its_sessions_and_unlinks()
    {
        await using var stage = await SetAsync();
        var local = await stage.LocalAsync();
        await stage.SignInAsync(local, stage.Owner);
        var byPlex = stage.Browser();
        await stage.SignInAsync(byPlex, stage.Owner);

        using var done = await stage.SendAsync(local, "DELETE", "/api/auth/plex");

        Assert.True(done.IsSuccessStatusCode);
        Assert.Equal(1, stage.Tv.Calls.Count("/api/v2/users/signout"));
        Assert.Equal(401, await byPlex.StatusAsync(Ct));
        Assert.Equal(200, await local.StatusAsync(Ct));
        using var twice = await stage.SendAsync(local, "DELETE", "/api/auth/plex");
        await Answers.ErrorAsync(twice, 404, "NOT_FOUND", Ct);
        await stage.SignInAsync(byPlex, stage.Owner);
        Assert.Equal("Olivia", Text(await stage.SessionAsync(byPlex), "name"));
    }

    [Fact]
    public async Task Who_forgets_the_plex_that_made_the_account_finds_it_again()
    {
        await using var stage = await SetAsync();
        var browser = stage.Browser();
        await stage.SignInAsync(browser, stage.Guest);
        var id = Text(await stage.SessionAsync(browser), "id");

        using var done = await stage.SendAsync(browser, "DELETE", "/api/auth/plex");
        Assert.Equal(401, await browser.StatusAsync(Ct));
        await stage.SignInAsync(browser, stage.Guest);

        Assert.Equal(id, Text(await stage.SessionAsync(browser), "id"));
    }

    [Fact]
    public async Task Signing_out_leaves_the_persons_token_at_plex_alone()
    {
        await using var stage = await SetAsync();
        var browser = stage.Browser();
        await stage.SignInAsync(browser, stage.Guest);

        using var left = await stage.SendAsync(browser, "POST", "/api/auth/logout");

        Assert.Equal(401, await browser.StatusAsync(Ct));
        Assert.Equal(0, stage.Tv.Calls.Count("/api/v2/users/signout"));
    }

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString() ?? "";
}
