using System.Net.Http.Json;
using System.Text.Json;

namespace ClipshareBox.Tests.Features.Workspaces;

public sealed class MemberTests
{
    private const string Password = "another long password";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Members_are_listed_added_and_changed_and_the_room_hears_of_each()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var anna = await PersonAsync(stage, "anna");
        var members = $"/api/workspaces/{stage.Workspace}/members";
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);
        await hub.AskAsync("join", new { workspaceId = stage.Workspace }, Ct);

        var added = await stage.Owner.PostDataAsync(members, new { username = "ANNA", role = "collaborator" }, Ct);
        var id = added.GetProperty("user").GetProperty("id").GetString();
        using var twice = await stage.Owner.PostAsJsonAsync(members, new { username = "anna", role = "producer" }, Ct);
        using var raised = await stage.Owner.PatchAsJsonAsync($"{members}/{id}", new { role = "producer" }, Ct);

        await Answers.ErrorAsync(twice, 409, "CONFLICT", Ct);
        await Answers.DataAsync(raised, Ct);
        var first = await hub.NextAsync("member_changed", Ct);
        Assert.Equal(("anna", "collaborator"), (first.GetProperty("data").GetProperty("user").GetProperty("name").GetString(), first.GetProperty("data").GetProperty("role").GetString()));
        var second = await hub.NextAsync("member_changed", Ct);
        Assert.Equal("producer", second.GetProperty("data").GetProperty("role").GetString());
        Assert.Equal(first.GetProperty("seq").GetInt64() + 1, second.GetProperty("seq").GetInt64());
        var list = (await anna.GetDataAsync(members, Ct)).EnumerateArray().Select(m => m.GetProperty("user").GetProperty("name").GetString());
        Assert.Equal(["owner", "anna"], list);
    }

    [Fact]
    public async Task A_removed_member_hears_it_and_then_nothing_more_of_the_room()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var anna = await PersonAsync(stage, "anna");
        var members = $"/api/workspaces/{stage.Workspace}/members";
        var id = (await stage.Owner.PostDataAsync(members, new { username = "anna", role = "collaborator" }, Ct)).GetProperty("user").GetProperty("id").GetString();
        await using var hub = await stage.Box.HubAsync(anna, Ct);
        await hub.AskAsync("join", new { workspaceId = stage.Workspace }, Ct);

        using var removed = await stage.Owner.DeleteAsync(new Uri($"{members}/{id}", UriKind.Relative), Ct);
        await stage.MarkAsync(0, 1000, Ct);

        var news = await hub.NextAsync("member_changed", Ct);
        Assert.Equal(JsonValueKind.Null, news.GetProperty("data").GetProperty("role").ValueKind);
        // The answer to a question that was asked after the bookmark: were it sent, it would stand before.
        await hub.SendAsync("""{"type":"ping","id":"after","data":{"t0":1}}""", Ct);
        Assert.Equal("pong", (await hub.NextAsync(f => f.GetProperty("type").GetString() is "pong" or "bookmark_created", Ct)).GetProperty("type").GetString());
        Assert.Equal("NOT_FOUND", (await hub.AskAsync("join", new { workspaceId = stage.Workspace }, Ct)).GetProperty("data").GetProperty("code").GetString());
        using var gone = await anna.GetAsync(new Uri($"/api/workspaces/{stage.Workspace}", UriKind.Relative), Ct);
        await Answers.ErrorAsync(gone, 404, "NOT_FOUND", Ct);
    }

    [Fact]
    public async Task The_last_producer_can_neither_leave_nor_be_demoted_and_everyone_else_may_leave()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var anna = await PersonAsync(stage, "anna");
        var members = $"/api/workspaces/{stage.Workspace}/members";
        var annaId = (await stage.Owner.PostDataAsync(members, new { username = "anna", role = "collaborator" }, Ct)).GetProperty("user").GetProperty("id").GetString();
        var ownerId = (await stage.Owner.GetDataAsync("/api/auth/session", Ct)).GetProperty("user").GetProperty("id").GetString();

        using var leaving = await stage.Owner.DeleteAsync(new Uri($"{members}/{ownerId}", UriKind.Relative), Ct);
        using var falling = await stage.Owner.PatchAsJsonAsync($"{members}/{ownerId}", new { role = "collaborator" }, Ct);

        await Answers.ErrorAsync(leaving, 409, "CONFLICT", Ct);
        await Answers.ErrorAsync(falling, 409, "CONFLICT", Ct);
        using var others = await anna.DeleteAsync(new Uri($"{members}/{ownerId}", UriKind.Relative), Ct);
        await Answers.ErrorAsync(others, 403, "PERMISSION_DENIED", Ct);
        using var left = await anna.DeleteAsync(new Uri($"{members}/{annaId}", UriKind.Relative), Ct);
        await Answers.DataAsync(left, Ct);
        var log = (await stage.Owner.GetDataAsync("/api/admin/audit", Ct)).EnumerateArray().Select(e => e.GetProperty("act").GetString());
        Assert.Equal(["member.leave", "member.add"], log.Take(2));
    }

    private static async Task<HttpClient> PersonAsync(Stage stage, string name)
    {
        await stage.Owner.PostDataAsync("/api/admin/users", new { username = name, password = Password }, Ct);
        using var browser = stage.Box.Browser();
        await browser.PostDataAsync("/api/auth/login", new { username = name, password = Password }, Ct);
        return await stage.Box.ProgramAsync(browser, Ct);
    }
}
