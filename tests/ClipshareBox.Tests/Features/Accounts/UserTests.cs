using System.Net.Http.Json;
using System.Text.Json;

namespace ClipshareBox.Tests.Features.Accounts;

public sealed class UserTests
{
    private const string Password = "correct horse battery";
    private const string Other = "another long password";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_changes_their_password_is_signed_out_everywhere_else()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);
        using var program = await box.ProgramAsync(owner, Ct);
        using var here = new OpenBrowser(box);
        await here.SignInAsync("owner", Password, remember: true, Ct);
        using var there = new OpenBrowser(box);
        await there.SignInAsync("owner", Password, remember: true, Ct);
        await using var hub = await there.HubAsync(Ct);

        using var wrong = await here.SendAsync("POST", "/api/auth/password", new { current = "not this one", password = Other }, Ct);
        await Answers.ErrorAsync(wrong, 400, "VALIDATION_ERROR", Ct);
        using var changed = await here.SendAsync("POST", "/api/auth/password", new { current = Password, password = Other }, Ct);

        Assert.True(changed.IsSuccessStatusCode);
        Assert.Equal(200, await here.StatusAsync(Ct));
        Assert.Equal(401, await there.StatusAsync(Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.NextAsync("nothing", Ct));
        // Neither browser is remembered any longer.
        here.Cookies.Remove(OpenBrowser.Session);
        Assert.Equal(401, await here.StatusAsync(Ct));
        await there.SignInAsync("owner", Other, remember: false, Ct);
        Assert.Equal(JsonValueKind.Array, (await program.GetDataAsync("/api/tokens", Ct)).ValueKind);
    }

    [Fact]
    public async Task The_last_admin_can_not_be_deleted_demoted_or_disabled()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);
        var ownerId = await IdAsync(owner, "owner");
        var second = (await owner.PostDataAsync("/api/admin/users", new { username = "second", password = Other, role = "admin" }, Ct)).GetProperty("id").GetString();
        await ChangeAsync(owner, second, new { disabled = true });

        // An admin who may not sign in is none.
        foreach (var change in new object[] { new { role = "user" }, new { disabled = true } })
        {
            using var kept = await owner.PutAsJsonAsync($"/api/admin/users/{ownerId}", change, Ct);
            await Answers.ErrorAsync(kept, 409, "CONFLICT", Ct);
        }
        using var deleted = await owner.DeleteAsync(new Uri($"/api/admin/users/{ownerId}", UriKind.Relative), Ct);
        await Answers.ErrorAsync(deleted, 409, "CONFLICT", Ct);

        await ChangeAsync(owner, second, new { disabled = false });
        Assert.Equal("user", (await ChangeAsync(owner, ownerId, new { role = "user" })).GetProperty("role").GetString());
        using var refused = await owner.GetAsync(new Uri("/api/admin/users", UriKind.Relative), Ct);
        await Answers.ErrorAsync(refused, 403, "PERMISSION_DENIED", Ct);
    }

    [Fact]
    public async Task A_disabled_account_is_out_at_once_with_its_tokens_and_may_come_back()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);
        var id = (await owner.PostDataAsync("/api/admin/users", new { username = "anna", password = Other }, Ct)).GetProperty("id").GetString();
        using var anna = new OpenBrowser(box);
        await anna.SignInAsync("anna", Other, remember: true, Ct);
        using var browser = box.Browser();
        await browser.PostDataAsync("/api/auth/login", new { username = "ANNA", password = Other }, Ct);
        using var program = await box.ProgramAsync(browser, Ct);
        await using var byToken = await box.HubAsync(program, Ct);
        await using var byCookie = await anna.HubAsync(Ct);

        await ChangeAsync(owner, id, new { disabled = true });

        foreach (var hub in new[] { byToken, byCookie })
            await Assert.ThrowsAsync<InvalidOperationException>(() => hub.NextAsync("nothing", Ct));
        Assert.Equal(401, await anna.StatusAsync(Ct));
        using var refused = await program.GetAsync(new Uri("/api/tokens", UriKind.Relative), Ct);
        await Answers.ErrorAsync(refused, 401, "AUTHENTICATION_ERROR", Ct);
        using var shut = await anna.SendAsync("POST", "/api/auth/login", new { username = "anna", password = Other }, Ct);
        await Answers.ErrorAsync(shut, 401, "AUTHENTICATION_ERROR", Ct);
        await ChangeAsync(owner, id, new { disabled = false });
        Assert.Equal(JsonValueKind.Array, (await program.GetDataAsync("/api/tokens", Ct)).ValueKind);
    }

    [Fact]
    public async Task A_reset_ends_every_session_and_what_remembers_them()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);
        var id = (await owner.PostDataAsync("/api/admin/users", new { username = "anna", password = Other }, Ct)).GetProperty("id").GetString();
        using var anna = new OpenBrowser(box);
        await anna.SignInAsync("anna", Other, remember: true, Ct);
        await using var hub = await anna.HubAsync(Ct);

        await ChangeAsync(owner, id, new { password = "a password for once" });

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.NextAsync("nothing", Ct));
        Assert.Equal(401, await anna.StatusAsync(Ct));
        await anna.SignInAsync("anna", "a password for once", remember: false, Ct);
    }

    [Fact]
    public async Task A_name_is_given_once_without_regard_to_case()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);

        using var taken = await owner.PostAsJsonAsync("/api/admin/users", new { username = "OWNER", password = Other }, Ct);

        await Answers.ErrorAsync(taken, 409, "CONFLICT", Ct);
    }

    [Fact]
    public async Task What_a_deleted_account_made_stays_without_a_creator_and_its_workspace_has_an_heir()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var (box, owner) = (stage.Box, stage.Owner);
        var id = (await owner.PostDataAsync("/api/admin/users", new { username = "anna", password = Other }, Ct)).GetProperty("id").GetString();
        using var anna = box.Browser();
        await anna.PostDataAsync("/api/auth/login", new { username = "anna", password = Other }, Ct);
        var alone = (await anna.PostDataAsync("/api/workspaces", new { title = "Alone", contentKey = "film" }, Ct)).GetProperty("id").GetString();
        await owner.PostDataAsync($"/api/workspaces/{stage.Workspace}/members", new { username = "anna", role = "collaborator" }, Ct);
        var mark = (await anna.PostDataAsync("/api/bookmarks", new { workspaceId = stage.Workspace, startMs = 0, endMs = 1000 }, Ct)).GetProperty("id").GetString();

        using var deleted = await owner.DeleteAsync(new Uri($"/api/admin/users/{id}", UriKind.Relative), Ct);

        await Answers.DataAsync(deleted, Ct);
        Assert.Equal(JsonValueKind.Null, (await owner.GetDataAsync($"/api/bookmarks/{mark}", Ct)).GetProperty("createdBy").ValueKind);
        Assert.Equal("producer", (await owner.GetDataAsync($"/api/workspaces/{alone}", Ct)).GetProperty("role").GetString());
        using var gone = await anna.GetAsync(new Uri("/api/tokens", UriKind.Relative), Ct);
        await Answers.ErrorAsync(gone, 401, "AUTHENTICATION_ERROR", Ct);
    }

    [Fact]
    public async Task The_audit_log_says_who_did_what_to_whom_and_holds_no_secret()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);
        var id = (await owner.PostDataAsync("/api/admin/users", new { username = "anna", password = Other }, Ct)).GetProperty("id").GetString();
        await ChangeAsync(owner, id, new { role = "admin", password = "a password for once" });

        var log = await owner.GetDataAsync("/api/admin/audit?limit=10", Ct);

        Assert.Equal(["user.password", "user.role", "user.create", "claim"], log.EnumerateArray().Select(e => e.GetProperty("act").GetString()));
        Assert.All(log.EnumerateArray().Take(3), entry =>
        {
            Assert.Equal("owner", entry.GetProperty("actor").GetProperty("name").GetString());
            Assert.Equal("anna", entry.GetProperty("target").GetProperty("name").GetString());
        });
        Assert.DoesNotContain("password for once", log.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(Other, log.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ChangeAsync(HttpClient admin, string? id, object change)
    {
        using var answer = await admin.PutAsJsonAsync($"/api/admin/users/{id}", change, Ct);
        return await Answers.DataAsync(answer, Ct);
    }

    private static async Task<string?> IdAsync(HttpClient admin, string name) =>
        (await admin.GetDataAsync("/api/admin/users", Ct)).EnumerateArray().First(u => u.GetProperty("name").GetString() == name).GetProperty("id").GetString();
}
