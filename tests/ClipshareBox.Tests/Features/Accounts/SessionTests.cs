using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Features.Accounts;

public sealed class SessionTests
{
    private const string Password = "correct horse battery";
    private readonly TestClock _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_in_use_lasts_and_one_left_alone_ends_after_thirty_days()
    {
        await using var box = await BoxAsync();
        using var browser = new OpenBrowser(box);
        await browser.SignInAsync("owner", Password, remember: false, Ct);
        Assert.DoesNotContain("expires", browser.Set[OpenBrowser.Session], StringComparison.Ordinal);

        for (var day = 0; day < 40; day++)
        {
            _clock.Jump(TimeSpan.FromDays(1));
            Assert.Equal(200, await browser.StatusAsync(Ct));
            Assert.True(browser.Set.ContainsKey(OpenBrowser.Session), $"day {day}: the cookie was not set again");
        }
        Assert.Equal(200, await browser.StatusAsync(Ct));
        Assert.Empty(browser.Set); // once a day is enough
        _clock.Jump(TimeSpan.FromDays(30));
        Assert.Equal(401, await browser.StatusAsync(Ct));
    }

    [Fact]
    public async Task Both_cookies_are_kept_from_scripts_and_the_remembering_one_goes_to_one_address()
    {
        await using var box = await BoxAsync();
        using var browser = new OpenBrowser(box);

        await browser.SignInAsync("owner", Password, remember: true, Ct);

        Assert.All(browser.Set.Values, cookie => Assert.Contains("httponly", cookie, StringComparison.Ordinal));
        Assert.All(browser.Set.Values, cookie => Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal));
        Assert.All(browser.Set.Values, cookie => Assert.Contains("expires=", cookie, StringComparison.Ordinal));
        Assert.Contains("path=/api/auth/session", browser.Set[OpenBrowser.Remember], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remembered_browser_gets_a_new_session_and_a_new_token_at_each_use()
    {
        await using var box = await BoxAsync();
        using var browser = new OpenBrowser(box);
        await browser.SignInAsync("owner", Password, remember: true, Ct);
        for (var month = 0; month < 4; month++)
        {
            var before = browser.Cookies[OpenBrowser.Remember];
            _clock.Jump(TimeSpan.FromDays(80));

            Assert.Equal(200, await browser.StatusAsync(Ct));
            Assert.NotEqual(before, browser.Cookies[OpenBrowser.Remember]);
            using var works = await browser.SendAsync("GET", "/api/tokens", null, Ct);
            Assert.True(works.IsSuccessStatusCode);
        }
        _clock.Jump(TimeSpan.FromDays(90));
        Assert.Equal(401, await browser.StatusAsync(Ct));
    }

    [Fact]
    public async Task Two_tabs_that_wake_up_together_do_no_harm()
    {
        await using var box = await BoxAsync();
        using var first = new OpenBrowser(box);
        await first.SignInAsync("owner", Password, remember: true, Ct);
        _clock.Jump(TimeSpan.FromDays(31));
        using var second = first.Copy();
        Assert.Equal(200, await first.StatusAsync(Ct));

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(401, await second.StatusAsync(Ct));
        Assert.Equal(200, await first.StatusAsync(Ct));
    }

    [Fact]
    public async Task A_stolen_remember_me_token_ends_its_whole_family_and_nobody_elses()
    {
        await using var box = await BoxAsync();
        using var owner = new OpenBrowser(box);
        await owner.SignInAsync("owner", Password, remember: true, Ct);
        using var other = new OpenBrowser(box);
        await other.SignInAsync("owner", Password, remember: true, Ct);
        using var thief = owner.Copy();
        _clock.Jump(TimeSpan.FromDays(31));
        Assert.Equal(200, await other.StatusAsync(Ct));
        Assert.Equal(200, await thief.StatusAsync(Ct));
        await using var hub = await thief.HubAsync(Ct);
        await hub.NextAsync("welcome", Ct);
        _clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(401, await owner.StatusAsync(Ct));

        Assert.Equal(401, await thief.StatusAsync(Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.NextAsync("nothing", Ct));
        Assert.Equal(4001, (int?)hub.Closed);
        Assert.Equal(200, await other.StatusAsync(Ct));
        using var admin = await box.ProgramAsync(await SignedInAsync(box), Ct);
        Assert.Contains("remember.replayed", (await admin.GetDataAsync("/api/admin/audit", Ct)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_what_the_browser_was_remembered_by()
    {
        await using var box = await BoxAsync();
        using var browser = new OpenBrowser(box);
        await browser.SignInAsync("owner", Password, remember: true, Ct);
        using var copy = browser.Copy();

        using var left = await browser.SendAsync("POST", "/api/auth/logout", null, Ct);

        Assert.True(left.IsSuccessStatusCode);
        Assert.Empty(browser.Cookies);
        Assert.Equal(401, await copy.StatusAsync(Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("../../etc/passwd")]
    [InlineData("' or 1=1 --")]
    public async Task Forged_cookies_and_tokens_open_nothing(string value)
    {
        await using var box = await BoxAsync();
        using var browser = new OpenBrowser(box);
        await browser.SignInAsync("owner", Password, remember: true, Ct);
        var (session, remember) = (browser.Cookies[OpenBrowser.Session], browser.Cookies[OpenBrowser.Remember]);

        // What is made up, what one letter is missing of, and what is good for something else.
        foreach (var forged in new[] { value, session[..^1], remember[..^1], session.ToUpperInvariant() })
        {
            browser.Cookies[OpenBrowser.Session] = Uri.EscapeDataString(forged);
            browser.Cookies[OpenBrowser.Remember] = Uri.EscapeDataString(forged);
            Assert.Equal(401, await browser.StatusAsync(Ct));
        }
        browser.Cookies[OpenBrowser.Session] = remember;
        browser.Cookies[OpenBrowser.Remember] = session;
        Assert.Equal(401, await browser.StatusAsync(Ct));
        using var program = box.Stranger();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session);
        using var answer = await program.GetAsync(new Uri("/api/tokens", UriKind.Relative), Ct);
        await Answers.ErrorAsync(answer, 401, "AUTHENTICATION_ERROR", Ct);
    }

    [Fact]
    public async Task An_open_connection_ends_soon_after_its_token_has()
    {
        await using var box = await BoxAsync();
        using var owner = await SignedInAsync(box);
        var end = (_clock.GetUtcNow() + TimeSpan.FromMinutes(2)).ToString("O", CultureInfo.InvariantCulture);
        var token = (await owner.PostDataAsync("/api/tokens", new { name = "short", expiresAt = end }, Ct)).GetProperty("token").GetString();
        await using var hub = await HubClient.ConnectAsync(box.Address, token, Ct);
        await hub.NextAsync("welcome", Ct);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await hub.AskAsync("ping", new { t0 = 1 }, Ct);

        _clock.Advance(TimeSpan.FromMinutes(2));

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.NextAsync("nothing", Ct));
        Assert.Equal(4001, (int?)hub.Closed);
    }

    [Fact]
    public async Task What_has_ended_is_forgotten()
    {
        await using var box = await BoxAsync();
        using var browser = new OpenBrowser(box);
        await browser.SignInAsync("owner", Password, remember: true, Ct);
        _clock.Jump(TimeSpan.FromDays(91));

        box.Services.GetRequiredService<ClipshareBox.Features.Accounts.Sessions>().Sweep();

        var database = box.Services.GetRequiredService<ClipshareBox.Platform.Store.Database>();
        Assert.Equal(0, database.Read(c => Dapper.SqlMapper.QuerySingle<long>(c, "select (select count(*) from remembered) + (select count(*) from sign_ins)")));
    }

    private async Task<TestBox> BoxAsync()
    {
        var box = await TestBox.StartAsync(Ct, replace: services => services.AddSingleton<TimeProvider>(_clock));
        using var owner = await box.ClaimAsync(Ct);
        return box;
    }

    private static async Task<HttpClient> SignedInAsync(TestBox box)
    {
        var browser = box.Browser();
        await browser.PostDataAsync("/api/auth/login", new { username = "owner", password = Password }, Ct);
        return browser;
    }
}
