using System.Net.Http.Json;
using static ClipshareBox.Tests.Features.Clips.ClipRoom;

namespace ClipshareBox.Tests.Features.Clips;

public sealed class ClipRefusalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bad_orders_and_changes_are_refused_and_change_nothing()
    {
        await using var room = await ClipRoom.StartAsync(Ct, workspace: new { autoCut = false });
        var mark = await room.MarkAsync(1_000, 2_000, Ct);

        foreach (var profile in new[] { "", "8k", "../x", new string('x', 10_000) })
            await RefusedAsync(room.Owner.PostAsJsonAsync($"/api/bookmarks/{Id(mark)}/clip", new { profile }, Ct), 400, "VALIDATION_ERROR");
        await RefusedAsync(room.Owner.PostAsJsonAsync($"/api/bookmarks/{Id(mark)}/clip", new { profile = 7 }, Ct), 400, "VALIDATION_ERROR");
        await RefusedAsync(room.Owner.PostAsJsonAsync("/api/bookmarks/nobody/clip", new { }, Ct), 404, "NOT_FOUND");
        await RefusedAsync(room.Owner.PostAsJsonAsync("/api/workspaces/nobody/process", new { }, Ct), 404, "NOT_FOUND");
        await RefusedAsync(room.Owner.GetAsync(new Uri("/api/clips?workspaceId=nobody", UriKind.Relative), Ct), 404, "NOT_FOUND");
        foreach (var part in new[] { "", "/file", "/download", "/poster.jpg" })
            await RefusedAsync(room.Owner.GetAsync(new Uri($"/api/clips/..%2F..%2Fclaim-code{part}", UriKind.Relative), Ct), 404, "NOT_FOUND");

        Assert.Equal(0, (await room.Owner.GetDataAsync($"/api/clips?workspaceId={room.WorkspaceId}", Ct)).GetArrayLength());
    }

    [Fact]
    public async Task A_clip_takes_no_bad_name_and_serves_no_version_that_it_has_not()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var clip = await room.ReadyAsync(await room.MarkAsync(1_000, 2_000, Ct), Ct);

        foreach (var name in new[] { new string('x', 201), "tab\tand\u0007bell" })
            await RefusedAsync(room.Owner.PutAsJsonAsync($"/api/clips/{Id(clip)}", new { name }, Ct), 400, "VALIDATION_ERROR");
        await RefusedAsync(room.Owner.GetAsync(new Uri($"/api/clips/{Id(clip)}/file?v=99", UriKind.Relative), Ct), 404, "NOT_FOUND");
        await RefusedAsync(room.Owner.GetAsync(new Uri($"/api/clips/{Id(clip)}/file?v=-1", UriKind.Relative), Ct), 404, "NOT_FOUND");
        await RefusedAsync(room.Owner.GetAsync(new Uri($"/api/clips/{Id(clip)}/file?v=1e9", UriKind.Relative), Ct), 400, "VALIDATION_ERROR");
        using var stranger = await room.Box.Stranger().GetAsync(new Uri($"/api/clips/{Id(clip)}/file", UriKind.Relative), Ct);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    [Fact]
    public async Task Workspaces_of_one_title_have_folders_of_their_own_that_stay_when_the_title_changes()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var first = await room.ReadyAsync(await room.MarkAsync(1_000, 2_000, Ct), Ct);
        await room.OpenAsync("DERBY!", null, Ct);
        var second = await room.ReadyAsync(await room.MarkAsync(1_000, 2_000, Ct), Ct);
        var rev = (await room.Owner.GetDataAsync($"/api/workspaces/{room.WorkspaceId}", Ct)).GetProperty("rev").GetInt64();
        using var renamed = await room.Owner.PutAsJsonAsync($"/api/workspaces/{room.WorkspaceId}", new { rev, title = "Final" }, Ct);
        await Answers.DataAsync(renamed, Ct);
        var third = await room.ReadyAsync(await room.MarkAsync(3_000, 4_000, Ct), Ct);

        Assert.StartsWith("Derby/001_", first.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("DERBY_2/001_", second.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("DERBY_2/002_", third.GetProperty("path").GetString(), StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(Task<HttpResponseMessage> asking, int status, string code)
    {
        using var answer = await asking;
        await Answers.ErrorAsync(answer, status, code, Ct);
    }
}
