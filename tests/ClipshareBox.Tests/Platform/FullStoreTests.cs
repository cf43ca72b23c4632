using System.Net;
using System.Net.Http.Json;

namespace ClipshareBox.Tests.Platform;

public sealed class FullStoreTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_can_not_grow_says_so_keeps_what_it_acknowledged_and_goes_on_when_there_is_room()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await using var hub = await stage.JoinedAsync(stage.Program, Ct);
        var text = new string('x', 4_000);
        stage.Box.Sql("pragma max_page_count = 1"); // no more than it has: SQLITE_FULL from the next page on, as on a full disk

        var (kept, last) = (0, HttpStatusCode.Created);
        while (last == HttpStatusCode.Created)
        {
            using var answer = await stage.Program.PostAsJsonAsync($"/api/workspaces/{stage.Workspace}/messages", new { text }, Ct);
            last = answer.StatusCode;
            kept += last == HttpStatusCode.Created ? 1 : 0;
            if (last != HttpStatusCode.Created)
                await Answers.ErrorAsync(answer, 507, "STORAGE_QUOTA_EXCEEDED", Ct);
        }
        var byHub = await hub.AskAsync("chat_message", new { text }, Ct, stage.Workspace);
        var list = await stage.Program.GetDataAsync($"/api/workspaces/{stage.Workspace}/messages?limit=500", Ct);
        stage.Box.Sql("pragma max_page_count = 1073741823");
        using var again = await stage.Program.PostAsJsonAsync($"/api/workspaces/{stage.Workspace}/messages", new { text }, Ct);

        Assert.Equal("STORAGE_QUOTA_EXCEEDED", byHub.GetProperty("data").GetProperty("code").GetString());
        Assert.Equal(kept, list.GetArrayLength());
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }
}
