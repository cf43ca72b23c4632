using System.Net;
using System.Net.Http.Json;
using ClipshareBox.Platform.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Platform;

public sealed class RequestLimitTests
{
    private readonly TestClock _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // As the box is shipped.
    private static string Usual => $"REQUESTSPERMINUTE={BoxSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["CLIPSHAREBOX:DATA"] = Path.GetTempPath() }).Build()).RequestsPerMinute}";

    [Fact]
    public async Task Three_hundred_requests_a_minute_are_answered_and_then_none_until_the_minute_is_over()
    {
        await using var box = await BoxAsync();
        using var owner = await box.ClaimAsync(Ct);
        for (var i = 0; i < 300; i++)
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(owner, "/api/tokens"));

        using var refused = await owner.GetAsync(new Uri("/api/tokens", UriKind.Relative), Ct);

        var details = (await Answers.ErrorAsync(refused, 429, "RATE_LIMIT_EXCEEDED", Ct)).GetProperty("details");
        Assert.Equal((300, 60, 60), (details.GetProperty("limit").GetInt32(), details.GetProperty("window").GetInt32(), details.GetProperty("retryAfter").GetInt32()));
        Assert.Equal(TimeSpan.FromSeconds(60), refused.Headers.RetryAfter?.Delta);
        // Pages and what is pressed or turned quickly are not counted, and nobody pays for another.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(owner, "/api/panels"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(owner, "/api/vtr"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(owner, "/health/live"));
        using var stranger = box.Stranger();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(stranger, "/api/setup"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(owner, "/api/tokens"));
    }

    [Fact]
    public async Task Five_failures_to_sign_in_block_their_address_for_five_minutes()
    {
        await using var box = await BoxAsync();
        using var owner = await box.ClaimAsync(Ct);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(box, "not the password"));

        using var browser = box.Browser();
        using var blocked = await browser.PostAsJsonAsync("/api/auth/login", new { username = "owner", password = "correct horse battery" }, Ct);

        var details = (await Answers.ErrorAsync(blocked, 429, "RATE_LIMIT_EXCEEDED", Ct)).GetProperty("details");
        Assert.Equal((5, 60, 300), (details.GetProperty("limit").GetInt32(), details.GetProperty("window").GetInt32(), details.GetProperty("retryAfter").GetInt32()));
        using var invite = await browser.PostAsJsonAsync("/api/auth/invite", new { code = "x", displayName = "y" }, Ct);
        await Answers.ErrorAsync(invite, 429, "RATE_LIMIT_EXCEEDED", Ct);
        _clock.Jump(TimeSpan.FromSeconds(299));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(box, "correct horse battery"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(box, "correct horse battery"));
        var log = await owner.GetDataAsync("/api/admin/audit", Ct);
        Assert.Single(log.EnumerateArray(), e => e.GetProperty("act").GetString() == "sign-in.blocked");
    }

    [Fact]
    public async Task A_team_behind_one_address_signs_in_as_often_as_it_likes()
    {
        await using var box = await BoxAsync();
        using var owner = await box.ClaimAsync(Ct);

        for (var i = 0; i < 8; i++)
            Assert.Equal(HttpStatusCode.OK, await SignInAsync(box, "correct horse battery"));
    }

    private Task<TestBox> BoxAsync() => TestBox.StartAsync(Ct, null, services => services.AddSingleton<TimeProvider>(_clock), Usual);

    private static async Task<HttpStatusCode> SignInAsync(TestBox box, string password)
    {
        using var browser = box.Browser();
        using var answer = await browser.PostAsJsonAsync("/api/auth/login", new { username = "owner", password }, Ct);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Ct);
        return answer.StatusCode;
    }
}
