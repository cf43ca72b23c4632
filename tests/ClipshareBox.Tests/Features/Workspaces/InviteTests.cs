using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClipshareBox.Platform.Http;
using ClipshareBox.Tests.Features.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Features.Workspaces;

public sealed class InviteTests
{
    private readonly TestClock _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invite_makes_an_account_without_a_password_that_is_remembered()
    {
        await using var stage = await StageAsync();
        var invite = await MakeAsync(stage, new { role = "collaborator" });
        var code = invite.GetProperty("code").GetString();
        Assert.Equal($"{stage.Box.Address.GetLeftPart(UriPartial.Authority)}/invite#{code}", invite.GetProperty("url").GetString());
        using var guest = new OpenBrowser(stage.Box);

        using var came = await guest.SendAsync("POST", "/api/auth/invite", new { code, displayName = "Gäst 😀" }, Ct);

        var data = await Answers.DataAsync(came, Ct);
        Assert.Equal((stage.Workspace, "collaborator"), (data.GetProperty("workspaceId").GetString(), data.GetProperty("role").GetString()));
        using var seen = await guest.SendAsync("GET", $"/api/workspaces/{stage.Workspace}", null, Ct);
        Assert.Equal("collaborator", (await Answers.DataAsync(seen, Ct)).GetProperty("role").GetString());
        _clock.Jump(TimeSpan.FromDays(60));
        Assert.Equal(200, await guest.StatusAsync(Ct));
        // Nobody signs in to it by a password, also not by an empty one, until its owner sets one.
        using var empty = await guest.SendAsync("POST", "/api/auth/login", new { username = "Gäst 😀", password = "" }, Ct);
        await Answers.ErrorAsync(empty, 401, "AUTHENTICATION_ERROR", Ct);
        using var set = await guest.SendAsync("POST", "/api/auth/password", new { password = "my own long password" }, Ct);
        await Answers.DataAsync(set, Ct);
        await guest.SignInAsync("gäst 😀", "my own long password", remember: false, Ct);
    }

    [Fact]
    public async Task A_guest_opens_no_workspace_until_an_admin_makes_the_account_a_full_one()
    {
        await using var stage = await StageAsync();
        var code = (await MakeAsync(stage, new { role = "collaborator" })).GetProperty("code").GetString();
        using var guest = new OpenBrowser(stage.Box);
        using var came = await guest.SendAsync("POST", "/api/auth/invite", new { code, displayName = "guest" }, Ct);
        var content = (await stage.Owner.GetDataAsync($"/api/workspaces/{stage.Workspace}", Ct)).GetProperty("contentKey").GetString();
        var own = new { title = "My own", contentKey = content };

        using (var refused = await guest.SendAsync("POST", "/api/workspaces", own, Ct))
            await Answers.ErrorAsync(refused, 403, "PERMISSION_DENIED", Ct);
        // A password that one gives oneself opens nothing more.
        using (var set = await guest.SendAsync("POST", "/api/auth/password", new { password = "my own long password" }, Ct))
            await Answers.DataAsync(set, Ct);
        using (var refused = await guest.SendAsync("POST", "/api/workspaces", own, Ct))
            await Answers.ErrorAsync(refused, 403, "PERMISSION_DENIED", Ct);
        using (var roll = await guest.SendAsync("POST", "/api/vtr/stop", null, Ct))
            await Answers.ErrorAsync(roll, 403, "PERMISSION_DENIED", Ct);

        var id = (await stage.Owner.GetDataAsync("/api/admin/users", Ct)).EnumerateArray()
            .Single(u => u.GetProperty("name").GetString() == "guest").GetProperty("id").GetString();
        using (var given = await stage.Owner.PutAsJsonAsync($"/api/admin/users/{id}", new { password = "a given long password" }, Ct))
            await Answers.DataAsync(given, Ct);
        await guest.SignInAsync("guest", "a given long password", remember: false, Ct);
        using var made = await guest.SendAsync("POST", "/api/workspaces", own, Ct);
        await Answers.DataAsync(made, Ct);
    }

    [Fact]
    public async Task An_invite_joins_the_account_that_is_signed_in_and_is_used_up_once_by_each()
    {
        await using var stage = await StageAsync();
        await stage.Owner.PostDataAsync("/api/admin/users", new { username = "anna", password = "another long password" }, Ct);
        using var anna = stage.Box.Browser();
        await anna.PostDataAsync("/api/auth/login", new { username = "anna", password = "another long password" }, Ct);
        var code = (await MakeAsync(stage, new { role = "producer", maxUses = 5 })).GetProperty("code").GetString();

        for (var i = 0; i < 3; i++)
            Assert.Equal("producer", (await anna.PostDataAsync("/api/auth/invite", new { code }, Ct)).GetProperty("role").GetString());

        Assert.Equal("anna", (await anna.GetDataAsync("/api/auth/session", Ct)).GetProperty("user").GetProperty("name").GetString());
        var listed = (await stage.Owner.GetDataAsync(Invites(stage), Ct))[0];
        Assert.Equal(1, listed.GetProperty("uses").GetInt32());
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("code").ValueKind);
        Assert.DoesNotContain(code ?? "?", (await stage.Owner.GetDataAsync("/api/admin/audit", Ct)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_twenty_who_come_at_once_by_an_invite_for_three_three_get_in()
    {
        await using var stage = await StageAsync();
        var code = (await MakeAsync(stage, new { role = "collaborator", maxUses = 3 })).GetProperty("code").GetString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => ComeAsync(stage, code, $"guest {i}")));

        Assert.Equal(3, answers.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(17, answers.Count(status => status == HttpStatusCode.NotFound));
        Assert.Equal(4, (await stage.Owner.GetDataAsync($"/api/workspaces/{stage.Workspace}/members", Ct)).GetArrayLength());
    }

    [Fact]
    public async Task Forged_ended_revoked_and_stolen_from_elsewhere_none_lets_anyone_in()
    {
        await using var stage = await StageAsync();
        var ended = await MakeAsync(stage, new { role = "collaborator", expiresAt = _clock.GetUtcNow().AddHours(1).ToString("O", CultureInfo.InvariantCulture) });
        var revoked = await MakeAsync(stage, new { role = "collaborator" });
        var good = (await MakeAsync(stage, new { role = "collaborator" })).GetProperty("code").GetString() ?? "";
        using var done = await stage.Owner.DeleteAsync(new Uri($"{Invites(stage)}/{revoked.GetProperty("id").GetString()}", UriKind.Relative), Ct);
        await Answers.DataAsync(done, Ct);
        _clock.Jump(TimeSpan.FromHours(1));

        string?[] bad = [Code(ended), Code(revoked), good[..^1], good.ToUpperInvariant(), "x", "' or 1=1 --", new string('x', 200)];
        foreach (var code in bad)
            Assert.Equal(HttpStatusCode.NotFound, await ComeAsync(stage, code, "nobody"));

        Assert.Equal(HttpStatusCode.Conflict, await ComeAsync(stage, good, "OWNER"));
        Assert.Equal(HttpStatusCode.BadRequest, await ComeAsync(stage, good, ""));
        Assert.Equal(HttpStatusCode.Created, await ComeAsync(stage, good, "somebody"));
    }

    private static string? Code(JsonElement invite) => invite.GetProperty("code").GetString();

    private static string Invites(Stage stage) => $"/api/workspaces/{stage.Workspace}/invites";

    private static Task<JsonElement> MakeAsync(Stage stage, object wanted) => stage.Owner.PostDataAsync(Invites(stage), wanted, Ct);

    private static async Task<HttpStatusCode> ComeAsync(Stage stage, string? code, string displayName)
    {
        using var browser = stage.Box.Browser();
        using var answer = await browser.PostAsJsonAsync("/api/auth/invite", new { code, displayName }, Ct);
        return answer.StatusCode;
    }

    // More come here than may fail in a minute.
    private Task<Stage> StageAsync() => Stage.SetAsync(Ct, _clock, services => services.AddSingleton(new RequestLimits(int.MaxValue, int.MaxValue)));
}
