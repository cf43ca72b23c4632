using System.Text.Json;
using ClipshareBox.Tests.Features.Accounts;
using FakePlex;
using static ClipshareBox.Tests.Features.Plex.PlexDoorStage;

namespace ClipshareBox.Tests.Features.Plex;

/// <summary>Signing in by Plex, as browsers meet it.</summary>
public sealed class PlexDoorTests
{
    [Fact]
    public async Task A_guest_who_confirms_is_signed_in_and_remembered()
    {
        await using var stage = await SetAsync();
        var browser = stage.Browser();
        var begun = await stage.BeginAsync(browser);
        var (id, code) = (Text(begun, "id"), Text(begun, "code"));
        Assert.Equal(4, code.Length);
        Assert.StartsWith($"{stage.Tv.Address}auth#?", Text(begun, "authUrl"), StringComparison.Ordinal);
        Assert.EndsWith($"?pin={code}", Text(begun, "linkUrl"), StringComparison.Ordinal);
        Assert.True(begun.GetProperty("isDemo").GetBoolean());
        Assert.Equal("waiting", Text(await stage.AskAsync(browser, id), "status"));
        Assert.Equal(401, await browser.StatusAsync(Ct));

        stage.Tv.Claim(code, stage.Guest);
        var end = await stage.EndAsync(browser, id);

        Assert.Equal("authorized", Text(end, "status"));
        Assert.True(browser.Cookies.ContainsKey(OpenBrowser.Remember));
        var user = await stage.SessionAsync(browser);
        Assert.Equal(("Gwen", "user", "plex"), (Text(user, "name"), Text(user, "role"), Text(user, "via")));
        Assert.StartsWith("https://plex.tv/users/", Text(user, "avatarUrl"), StringComparison.Ordinal);
        Assert.Contains("user.plex", await stage.AuditAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_servers_owner_comes_in_as_a_user_like_everyone()
    {
        await using var stage = await SetAsync();
        var browser = stage.Browser();

        await stage.SignInAsync(browser, stage.Owner);

        Assert.Equal("user", Text(await stage.SessionAsync(browser), "role"));
    }

    [Theory]
    [InlineData(PinEnd.NotFound)]
    [InlineData(PinEnd.Gone)]
    [InlineData(PinEnd.NullForEver)]
    public async Task A_sign_in_that_nobody_confirms_ends_whichever_way_plex_says_it(PinEnd end)
    {
        var clock = new TestClock();
        await using var stage = await SetAsync(clock);
        (stage.Tv.Switches.PinEnd, stage.Tv.Switches.Clock) = (end, clock);
        var browser = stage.Browser();
        var begun = await stage.BeginAsync(browser);
        clock.Jump(TimeSpan.FromMinutes(16));

        var stand = await stage.EndAsync(browser, Text(begun, "id"));

        Assert.Equal("expired", Text(stand, "status"));
        Assert.Contains("begin another", Text(stand, "message"), StringComparison.Ordinal);
        Assert.False(stage.Tv.Claim(Text(begun, "code"), stage.Guest));
        Assert.Equal(401, await browser.StatusAsync(Ct));
    }

    [Theory]
    [InlineData(PinEnd.NotFound)]
    [InlineData(PinEnd.Gone)]
    public async Task A_sign_in_that_plex_ends_early_is_expired(PinEnd end)
    {
        var plexClock = new TestClock();
        await using var stage = await SetAsync();
        (stage.Tv.Switches.PinEnd, stage.Tv.Switches.Clock) = (end, plexClock);
        var browser = stage.Browser();
        var begun = await stage.BeginAsync(browser);
        plexClock.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal("expired", Text(await stage.EndAsync(browser, Text(begun, "id")), "status"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stranger_and_one_who_has_not_accepted_stay_out_and_are_told_why(bool invited)
    {
        await using var stage = await SetAsync();
        var user = stage.Tv.AddUser("Stan");
        if (invited)
            stage.Tv.Sharing.ShareWith(stage.Pms, user, pending: true);
        var browser = stage.Browser();

        var stand = await stage.SignInAsync(browser, user);

        Assert.Equal("denied", Text(stand, "status"));
        Assert.Contains("accept the invitation", Text(stand, "message"), StringComparison.Ordinal);
        Assert.Equal(401, await browser.StatusAsync(Ct));
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task Without_a_server_nobody_comes_in_by_plex()
    {
        await using var stage = await SetAsync(hasServer: false);

        var stand = await stage.SignInAsync(stage.Browser(), stage.Owner);

        Assert.Equal("denied", Text(stand, "status"));
        Assert.Contains("No Plex server is set up", Text(stand, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_seen_the_id_gets_nothing_and_is_kept_off_and_the_rightful_browser_comes_in()
    {
        await using var stage = await SetAsync();
        var (browser, thief) = (stage.Browser(), stage.Browser());
        var id = Text(await stage.BeginAsync(browser), "id");
        await stage.BeginAsync(thief); // has a cookie of its own
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var answer = await stage.SendAsync(thief, "GET", $"/api/auth/plex/pin/{id}");
            await Answers.ErrorAsync(answer, 404, "NOT_FOUND", Ct);
        }
        using var blocked = await stage.SendAsync(thief, "GET", $"/api/auth/plex/pin/{id}");
        await Answers.ErrorAsync(blocked, 429, "RATE_LIMIT_EXCEEDED", Ct);

        foreach (var code in stage.Tv.OpenCodes)
            stage.Tv.Claim(code, stage.Guest);

        Assert.Equal("authorized", Text(await stage.EndAsync(browser, id), "status"));
        Assert.Equal(200, await browser.StatusAsync(Ct));
        Assert.Equal(401, await thief.StatusAsync(Ct));
    }

    [Fact]
    public async Task A_copy_of_the_cookie_that_comes_later_gets_no_second_session()
    {
        await using var stage = await SetAsync();
        var browser = stage.Browser();
        var begun = await stage.BeginAsync(browser);
        using var copy = browser.Copy();
        stage.Tv.Claim(Text(begun, "code"), stage.Guest);
        await stage.EndAsync(browser, Text(begun, "id"));

        await stage.AskAsync(copy, Text(begun, "id"));

        Assert.DoesNotContain(OpenBrowser.Session, copy.Cookies.Keys);
        Assert.Equal(401, await copy.StatusAsync(Ct));
        using var again = await stage.SendAsync(browser, "GET", $"/api/auth/plex/pin/{Text(begun, "id")}");
        await Answers.ErrorAsync(again, 404, "NOT_FOUND", Ct); // its cookie is gone
    }

    [Fact]
    public async Task The_browsers_cookie_is_kept_from_scripts_and_from_other_addresses()
    {
        await using var stage = await SetAsync();
        var browser = stage.Browser();

        await stage.BeginAsync(browser);

        var cookie = Assert.Single(browser.Set.Values);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/api/auth/plex", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_box_asks_plex_at_its_own_pace_however_often_browsers_ask()
    {
        await using var stage = await SetAsync();
        var browser = stage.Browser();
        var id = Text(await stage.BeginAsync(browser), "id");

        for (var ask = 0; ask < 100; ask++)
            await stage.AskAsync(browser, id);

        Assert.True(stage.Tv.Calls.Count("/api/v2/pins/*") < 20, "each browser's question went to plex.tv");
    }

    [Fact]
    public async Task A_browser_that_begins_again_ends_its_first_sign_in()
    {
        await using var stage = await SetAsync();
        var browser = stage.Browser();
        var first = Text(await stage.BeginAsync(browser), "id");
        await stage.BeginAsync(browser);

        using var answer = await stage.SendAsync(browser, "GET", $"/api/auth/plex/pin/{first}");

        await Answers.ErrorAsync(answer, 404, "NOT_FOUND", Ct);
    }

    [Fact]
    public async Task While_plex_is_away_one_is_told_what_to_do_and_the_boxs_own_accounts_come_in()
    {
        await using var stage = await SetAsync();
        stage.Tv.Switches.Down = true;

        using var answer = await stage.SendAsync(stage.Browser(), "POST", "/api/auth/plex/pin");

        var error = await Answers.ErrorAsync(answer, 503, "PLEX_CONNECTION_ERROR", Ct);
        Assert.Contains("name and password", Text(error, "message"), StringComparison.Ordinal);
        Assert.Equal("owner", Text(await stage.SessionAsync(await stage.LocalAsync()), "name"));
    }

    [Fact]
    public async Task A_plex_that_goes_away_between_yes_and_who_is_waited_for()
    {
        await using var stage = await SetAsync();
        stage.Tv.Faults.Next(new Fault(FaultKind.Status, 503, Where: "/api/v2/user"), times: 4);

        Assert.Equal("authorized", Text(await stage.SignInAsync(stage.Browser(), stage.Guest), "status"));
    }

    [Fact]
    public async Task More_than_thirty_a_minute_from_one_address_are_refused_for_two()
    {
        var clock = new TestClock();
        await using var stage = await SetAsync(clock);
        for (var begun = 0; begun < 30; begun++)
            await stage.BeginAsync(stage.Browser());

        using var flood = await stage.SendAsync(stage.Browser(), "POST", "/api/auth/plex/pin");
        var error = await Answers.ErrorAsync(flood, 429, "RATE_LIMIT_EXCEEDED", Ct);
        Assert.Equal((30, 60, 120), (Number(error, "limit"), Number(error, "window"), Number(error, "retryAfter")));
        Assert.True(stage.Tv.Calls.All.Count(c => c.Method == "POST") <= 30);
        clock.Jump(TimeSpan.FromSeconds(121));

        await stage.BeginAsync(stage.Browser());
    }

    [Fact]
    public async Task Another_sites_page_can_not_begin_one_in_a_visitors_browser()
    {
        await using var stage = await SetAsync();
        using var client = stage.Box.Stranger();
        client.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");

        using var answer = await client.PostAsync(new Uri("/api/auth/plex/pin", UriKind.Relative), null, Ct);

        await Answers.ErrorAsync(answer, 403, "PERMISSION_DENIED", Ct);
    }

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString() ?? "";

    private static int Number(JsonElement error, string name) => error.GetProperty("details").GetProperty(name).GetInt32();
}
