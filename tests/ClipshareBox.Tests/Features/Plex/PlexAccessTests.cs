using ClipshareBox.Features.Plex;
using ClipshareBox.Tests.Features.Accounts;
using FakePlex;
using Microsoft.Extensions.DependencyInjection;
using static ClipshareBox.Tests.Features.Plex.PlexDoorStage;

namespace ClipshareBox.Tests.Features.Plex;

/// <summary>Who still may: rights withdrawn, tokens revoked or over, plex.tv away.</summary>
public sealed class PlexAccessTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_was_revoked_is_signed_out_and_nobody_else(bool is422)
    {
        await using var stage = await SetAsync();
        stage.Tv.Switches.RevokedIs422 = is422;
        var (guest, owner) = (stage.Browser(), stage.Browser());
        await stage.SignInAsync(guest, stage.Guest);
        await stage.SignInAsync(owner, stage.Owner);
        await using var hub = await guest.HubAsync(Ct);
        await hub.NextAsync("welcome", Ct);
        stage.Tv.Revoke(TokenOf(stage, stage.Guest));

        await stage.LookAsync();

        Assert.Equal((401, 200), (await guest.StatusAsync(Ct), await owner.StatusAsync(Ct)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.NextAsync("nothing", Ct));
        Assert.Equal(4001, (int?)hub.Closed);
        Assert.Contains("plex.access-ended", await stage.AuditAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_share_that_was_taken_back_ends_sessions_and_tokens_that_came_by_it_and_comes_back_with_it()
    {
        await using var stage = await SetAsync();
        var guest = stage.Browser();
        await stage.SignInAsync(guest, stage.Guest);
        var id = (await stage.SessionAsync(guest)).GetProperty("id").GetString();
        using var made = await guest.SendAsync("POST", "/api/tokens", new { name = "script" }, Ct);
        using var program = stage.Box.Stranger();
        program.DefaultRequestHeaders.Authorization = new("Bearer", (await Answers.DataAsync(made, Ct)).GetProperty("token").GetString());
        stage.Tv.Sharing.Unshare(stage.Pms, stage.Guest);

        await stage.LookAsync();

        Assert.Equal(401, await guest.StatusAsync(Ct));
        using var refused = await program.GetAsync(new Uri("/api/tokens", UriKind.Relative), Ct);
        Assert.Equal(401, (int)refused.StatusCode);
        Assert.Equal("denied", (await stage.SignInAsync(guest, stage.Guest)).GetProperty("status").GetString());
        stage.Tv.Sharing.ShareWith(stage.Pms, stage.Guest);
        await stage.SignInAsync(guest, stage.Guest);
        Assert.Equal(id, (await stage.SessionAsync(guest)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_token_that_a_server_takes_no_more_is_asked_for_anew_while_its_owner_browses()
    {
        await using var stage = await SetAsync();
        stage.Pms.Library.AddSection("movie", "Films");
        var guest = stage.Browser();
        await stage.SignInAsync(guest, stage.Guest);
        var source = (await stage.GetAsync(guest, "/api/sources"))[0].GetProperty("id").GetString();
        stage.Tv.Sharing.Unshare(stage.Pms, stage.Guest);
        stage.Tv.Sharing.ShareWith(stage.Pms, stage.Guest);

        var libraries = await stage.GetAsync(guest, $"/api/sources/{source}/libraries");

        Assert.Contains(libraries.EnumerateArray(), l => l.GetProperty("title").GetString() == "Films");
        // The share is gone for good: once looked, and then only said.
        stage.Tv.Sharing.Unshare(stage.Pms, stage.Guest);
        stage.Tv.Calls.Clear();
        for (var i = 0; i < 3; i++)
            (await stage.SendAsync(guest, "GET", $"/api/sources/{source}/libraries/recent/items")).Dispose();
        Assert.InRange(stage.Tv.Calls.Count("/api/v2/resources"), 0, 1);
    }

    [Fact]
    public async Task A_linked_account_keeps_its_own_sessions_when_its_plex_ends()
    {
        await using var stage = await SetAsync();
        var local = await stage.LocalAsync();
        await stage.SignInAsync(local, stage.Owner);
        var byPlex = stage.Browser();
        await stage.SignInAsync(byPlex, stage.Owner);
        stage.Tv.Revoke(TokenOf(stage, stage.Owner));

        await stage.LookAsync();

        Assert.Equal((200, 401), (await local.StatusAsync(Ct), await byPlex.StatusAsync(Ct)));
    }

    [Fact]
    public async Task A_source_that_is_removed_signs_nobody_out()
    {
        await using var stage = await SetAsync();
        var guest = stage.Browser();
        await stage.SignInAsync(guest, stage.Guest);
        stage.Box.Sql("update sources set removed_at_ms = 1 where kind = 'plex'");

        await stage.LookAsync();

        Assert.Equal(200, await guest.StatusAsync(Ct));
    }

    [Theory]
    [InlineData(FaultKind.Status, 503)]
    [InlineData(FaultKind.Status, 500)]
    [InlineData(FaultKind.Status, 403)]
    [InlineData(FaultKind.Status, 404)]
    [InlineData(FaultKind.Drop, 0)]
    [InlineData(FaultKind.HtmlPage, 0)]
    [InlineData(FaultKind.BrokenJson, 0)]
    [InlineData(FaultKind.TooMany, 0)]
    [InlineData(FaultKind.Redirect, 0)]
    public async Task Hours_of_a_plex_that_is_away_or_ill_sign_nobody_out(FaultKind kind, int status)
    {
        var clock = new TestClock();
        await using var stage = await SetAsync(clock);
        var guest = stage.Browser();
        await stage.SignInAsync(guest, stage.Guest);
        var userId = (await stage.SessionAsync(guest)).GetProperty("id").GetString()!; // everyone has one
        stage.Tv.Faults.Always(new Fault(kind, status, Target: "https://example.org/"));

        for (var hour = 0; hour < 3; hour++)
        {
            clock.Jump(TimeSpan.FromHours(1));
            await stage.LookAsync();
        }

        Assert.Equal(200, await guest.StatusAsync(Ct));
        var people = stage.Box.Services.GetRequiredService<PlexPeople>();
        var own = await people.TokenAtAsync(userId, stage.Pms.MachineIdentifier, Ct);
        Assert.Equal(stage.Guest.Id, stage.Pms.Tokens[own!.Reveal()].Id); // known since before
        stage.Tv.Faults.Clear();
        clock.Jump(TimeSpan.FromHours(1));
        await stage.LookAsync();
        Assert.Equal(200, await guest.StatusAsync(Ct));
    }

    [Fact]
    public async Task The_box_looks_each_hour_by_itself()
    {
        var clock = new TestClock();
        await using var stage = await SetAsync(clock);
        var guest = stage.Browser();
        await stage.SignInAsync(guest, stage.Guest);
        stage.Tv.Revoke(TokenOf(stage, stage.Guest));
        stage.Tv.Calls.Clear();

        clock.Jump(TimeSpan.FromMinutes(61));

        await stage.Tv.Calls.WaitForAsync("/api/v2/user", 1, Ct);
        while (await guest.StatusAsync(Ct) != 401)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct);
    }

    [Fact]
    public async Task A_short_lived_token_is_renewed_before_its_end_and_after_it()
    {
        var clock = new TestClock();
        await using var stage = await SetAsync(clock);
        stage.Tv.Switches.JwtTokens = true;
        var guest = stage.Browser();
        await stage.SignInAsync(guest, stage.Guest);
        var first = TokenOf(stage, stage.Guest);
        await stage.LookAsync();
        Assert.Equal(first, TokenOf(stage, stage.Guest));

        clock.Jump(TimeSpan.FromDays(4));
        await stage.LookAsync();
        var second = TokenOf(stage, stage.Guest);
        stage.Tv.Expire(second);
        clock.Jump(TimeSpan.FromHours(1));
        await stage.LookAsync();

        Assert.Equal(3, new[] { first, second, TokenOf(stage, stage.Guest) }.Distinct().Count());
        Assert.Equal(200, await guest.StatusAsync(Ct));
    }

    [Fact]
    public async Task A_restart_keeps_people_and_what_they_may()
    {
        await using var stage = await SetAsync();
        var guest = stage.Browser();
        await stage.SignInAsync(guest, stage.Guest);
        var userId = (await stage.SessionAsync(guest)).GetProperty("id").GetString()!; // everyone has one
        stage.Tv.Switches.Down = true;

        await using var again = await TestBox.StartAsync(Ct, stage.Box.Folder, settings: $"PLEXTV={stage.Tv.Address}");
        using var browser = new OpenBrowser(again) { Cookies = guest.Cookies };

        Assert.Equal(200, await browser.StatusAsync(Ct));
        var own = await again.Services.GetRequiredService<PlexPeople>().TokenAtAsync(userId, stage.Pms.MachineIdentifier, Ct);
        Assert.Equal(stage.Guest.Id, stage.Pms.Tokens[own!.Reveal()].Id); // from the store
    }

    // The person's account token, as the fake saw it last.
    private static string TokenOf(PlexDoorStage stage, FakeUser user) => stage.Tv.Calls.All
        .Last(c => c.Path == "/api/v2/user" && c.Token is not null && stage.Tv.Knows(c.Token, user)).Token!; // asked for
}
