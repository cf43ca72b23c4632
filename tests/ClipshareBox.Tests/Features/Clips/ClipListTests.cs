using System.Net.Http.Json;
using System.Text.Json;
using ClipshareBox.Features.Clips;
using Microsoft.Extensions.DependencyInjection;
using static ClipshareBox.Tests.Features.Clips.ClipRoom;

namespace ClipshareBox.Tests.Features.Clips;

public sealed class ClipListTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clips_are_found_by_words_state_mode_and_whether_they_are_kept()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var goal = await room.ReadyAsync(await room.MarkAsync(1_000, 1_900, Ct, "Goal 100%_left"), Ct);
        await room.ReadyAsync(await room.MarkAsync(3_000, 3_900, Ct, "Corner"), Ct);
        using var kept = await room.Owner.PutAsJsonAsync($"/api/clips/{Id(goal)}", new { keep = true, name = "Opener" }, Ct);
        var mode = goal.GetProperty("report").GetProperty("mode").GetString();
        // Ten thousand more, as a season leaves them.
        room.Box.Sql(
            """
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
            insert into clips (id, workspace_id, bookmark_id, number, label, profile, job_id, created_at_ms, updated_at_ms)
            select 'x' || i, @workspace, 'b' || i, 100 + i, 'Many', 'original', 'none', 1, 1 from n
            """,
            new { workspace = room.WorkspaceId });

        Assert.Equal(10_002, (await PageAsync(room, "")).Total);
        Assert.Equal([1], (await PageAsync(room, "&search=GOAL%20100%25_")).Numbers);
        Assert.Equal([1], (await PageAsync(room, "&search=opener%20001")).Numbers);
        Assert.Empty((await PageAsync(room, "&search=goal%20corner")).Numbers);
        Assert.Equal([1, 2], (await PageAsync(room, "&state=complete")).Numbers);
        Assert.Equal(10_000, (await PageAsync(room, "&state=failed")).Total);
        Assert.Equal(0, (await PageAsync(room, "&state=working")).Total);
        Assert.Equal([1], (await PageAsync(room, "&keep=true")).Numbers);
        Assert.Equal(10_001, (await PageAsync(room, "&keep=false")).Total);
        Assert.Contains(1, (await PageAsync(room, $"&mode={mode}")).Numbers);
        Assert.Empty((await PageAsync(room, "&mode=encode&keep=true")).Numbers);
        var last = await PageAsync(room, "&offset=10000&limit=10");
        Assert.Equal([10_099, 10_100], last.Numbers);
        using var wrong = await room.Owner.GetAsync(new Uri("/api/clips?state=lost", UriKind.Relative), Ct);
        await Answers.ErrorAsync(wrong, 400, "VALIDATION_ERROR", Ct);
    }

    [Fact]
    public async Task A_choice_of_retention_says_what_it_would_remove_before_it_holds()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var clips = new List<JsonElement>();
        for (var i = 0; i < 3; i++)
            clips.Add(await room.ReadyAsync(await room.MarkAsync(i * 1_000, i * 1_000 + 900, Ct), Ct));
        using var keep = await room.Owner.PutAsJsonAsync($"/api/clips/{Id(clips[0])}", new { keep = true }, Ct);
        room.Box.Sql("update clips set made_at_ms = 1000 where id in (@kept, @old)", new { kept = Id(clips[0]), old = Id(clips[1]) });
        var size = clips[1].GetProperty("sizeBytes").GetInt64();

        var look = await room.Owner.GetDataAsync("/api/admin/retention?keepDays=30&reserveBytes=0", Ct);
        Assert.Equal((1, size), Counted(look, "byAge"));
        Assert.Equal((0, 0), Counted(look, "bySpace"));
        Assert.Equal((3, 1), (Counted(look, "all").Clips, Counted(look, "kept").Clips));
        Assert.Equal(0, look.GetProperty("chosen").GetProperty("keepDays").GetInt32());
        var tight = await room.Owner.GetDataAsync($"/api/admin/retention?keepDays=0&reserveBytes={1L << 49}", Ct);
        Assert.Equal(2, Counted(tight, "bySpace").Clips);
        Assert.True(File.Exists(room.PathOf(clips[1])));

        using var wrong = await room.Owner.PutAsJsonAsync("/api/admin/retention", new { keepDays = -1, reserveBytes = 0 }, Ct);
        await Answers.ErrorAsync(wrong, 400, "VALIDATION_ERROR", Ct);
        using var chosen = await room.Owner.PutAsJsonAsync("/api/admin/retention", new { keepDays = 30, reserveBytes = 0 }, Ct);
        Assert.Equal(30, (await Answers.DataAsync(chosen, Ct)).GetProperty("chosen").GetProperty("keepDays").GetInt32());
        room.Box.Services.GetRequiredService<ClipRetention>().Sweep();
        Assert.Equal([true, false, true], clips.Select(c => File.Exists(room.PathOf(c))));
        var storage = await room.Owner.GetDataAsync("/api/clips/storage", Ct);
        Assert.Equal(2, storage.GetProperty("clips").GetInt64());
        Assert.True(storage.GetProperty("daysLeft").GetInt64() > 0);
    }

    private static (long Clips, long Bytes) Counted(JsonElement look, string which) =>
        (look.GetProperty(which).GetProperty("clips").GetInt64(), look.GetProperty(which).GetProperty("bytes").GetInt64());

    private static async Task<(IReadOnlyList<int> Numbers, long Total)> PageAsync(ClipRoom room, string query)
    {
        using var answer = await room.Owner.GetAsync(new Uri($"/api/clips?workspaceId={room.WorkspaceId}{query}", UriKind.Relative), Ct);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.True(body.GetProperty("success").GetBoolean(), body.ToString());
        return ([.. body.GetProperty("data").EnumerateArray().Select(c => c.GetProperty("number").GetInt32())],
            body.GetProperty("meta").GetProperty("pagination").GetProperty("total").GetInt64());
    }
}
