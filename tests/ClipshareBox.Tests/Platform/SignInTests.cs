using System.Net.Http.Json;

namespace ClipshareBox.Tests.Platform;

public sealed class SignInTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_claim_code_makes_one_owner_and_is_gone()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var browser = await box.ClaimAsync(Ct);

        Assert.True((await browser.GetDataAsync("/api/setup", Ct)).GetProperty("claimed").GetBoolean());
        Assert.False(File.Exists(Path.Combine(box.Folder, "claim-code")));
        using var again = await box.Browser().PostAsJsonAsync("/api/setup/claim", new { code = "x", username = "b", password = "long enough now" }, Ct);
        await Answers.ErrorAsync(again, 409, "CONFLICT", Ct);
    }

    [Fact]
    public async Task A_wrong_claim_code_is_refused_and_guessing_is_slowed_down()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var browser = box.Browser();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await browser.PostAsJsonAsync("/api/setup/claim", new { code = $"{i}", username = "b", password = "long enough now" }, Ct);
            await Answers.ErrorAsync(wrong, 403, "PERMISSION_DENIED", Ct);
        }
        using var blocked = await browser.PostAsJsonAsync("/api/setup/claim", new { code = "11", username = "b", password = "long enough now" }, Ct);
        await Answers.ErrorAsync(blocked, 429, "RATE_LIMIT_EXCEEDED", Ct);
    }

    [Fact]
    public async Task A_session_ends_for_good_when_its_owner_signs_out()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);
        using var browser = box.Browser();
        await browser.PostDataAsync("/api/auth/login", new { username = "OWNER", password = "correct horse battery" }, Ct);
        Assert.Equal("owner", (await browser.GetDataAsync("/api/auth/session", Ct)).GetProperty("user").GetProperty("name").GetString());

        using var cookie = await browser.PostAsJsonAsync("/api/auth/logout", new { }, Ct);

        using var after = await browser.GetAsync(new Uri("/api/auth/session", UriKind.Relative), Ct);
        await Answers.ErrorAsync(after, 401, "AUTHENTICATION_ERROR", Ct);
    }

    [Fact]
    public async Task A_token_works_until_it_is_revoked()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var browser = await box.ClaimAsync(Ct);
        using var program = await box.ProgramAsync(browser, Ct);
        var id = (await program.GetDataAsync("/api/tokens", Ct))[0].GetProperty("id").GetString();

        using var revoked = await browser.DeleteAsync(new Uri($"/api/tokens/{id}", UriKind.Relative), Ct);

        using var after = await program.GetAsync(new Uri("/api/tokens", UriKind.Relative), Ct);
        await Answers.ErrorAsync(after, 401, "AUTHENTICATION_ERROR", Ct);
    }

    [Fact]
    public async Task A_token_that_only_reads_changes_nothing_over_http_or_the_hub()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var browser = await box.ClaimAsync(Ct);
        using var reader = box.Stranger();
        var token = (await browser.PostDataAsync("/api/tokens", new { name = "reader", scopes = new[] { "read" } }, Ct)).GetProperty("token").GetString();
        reader.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token);

        Assert.Equal(System.Text.Json.JsonValueKind.Array, (await reader.GetDataAsync("/api/workspaces", Ct)).ValueKind);
        using var refused = await reader.PostAsJsonAsync("/api/tokens", new { name = "more" }, Ct);
        await Answers.ErrorAsync(refused, 403, "PERMISSION_DENIED", Ct);
        await using var hub = await box.HubAsync(reader, Ct);
        var answer = await hub.AskAsync("bookmark_delete", new { id = "x" }, Ct);
        Assert.Equal("PERMISSION_DENIED", answer.GetProperty("data").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_page_of_another_site_can_not_act_with_the_visitors_cookie()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var browser = await box.ClaimAsync(Ct);
        browser.DefaultRequestHeaders.Remove("Origin");
        browser.DefaultRequestHeaders.Add("Origin", "http://elsewhere.example");

        using var answer = await browser.PostAsJsonAsync("/api/tokens", new { name = "stolen" }, Ct);

        await Answers.ErrorAsync(answer, 403, "PERMISSION_DENIED", Ct);
    }

    [Fact]
    public async Task The_hub_refuses_strangers_and_foreign_pages()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var browser = await box.ClaimAsync(Ct);

        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => HubClient.ConnectAsync(box.Address, null, Ct));
    }

    [Fact]
    public async Task The_hub_welcomes_tells_its_clock_and_answers_rubbish_with_an_error()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var browser = await box.ClaimAsync(Ct);
        using var program = await box.ProgramAsync(browser, Ct);
        await using var hub = await box.HubAsync(program, Ct);

        var welcome = await hub.NextAsync("welcome", Ct);
        Assert.Equal("owner", welcome.GetProperty("data").GetProperty("user").GetProperty("name").GetString());
        Assert.Equal(7, (await hub.AskAsync("ping", new { t0 = 7 }, Ct)).GetProperty("data").GetProperty("t0").GetDouble());
        await hub.SendAsync("no json", Ct);
        Assert.Equal("VALIDATION_ERROR", (await hub.NextAsync("error", Ct)).GetProperty("data").GetProperty("code").GetString());
        await hub.SendAsync(new string('x', 70_000), Ct);
        Assert.Equal("FILE_TOO_LARGE", (await hub.NextAsync("error", Ct)).GetProperty("data").GetProperty("code").GetString());
        Assert.Equal("error", (await hub.AskAsync("no_such_message", new { }, Ct)).GetProperty("type").GetString());
    }
}
