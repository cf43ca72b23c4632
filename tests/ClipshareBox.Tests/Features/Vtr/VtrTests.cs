using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ClipshareBox.Platform.Store;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Features.Vtr;

public sealed class VtrTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_clip_is_cued_rolls_counts_down_and_leaves_the_player_empty()
    {
        var clock = new TestClock();
        await using var stage = await SetAsync(clock);

        var cued = await PostAsync(stage, "cue", new { clipId = "clip1" });
        var rolling = await PostAsync(stage, "roll");
        clock.Advance(TimeSpan.FromMilliseconds(1_500));
        var later = await stage.Program.GetDataAsync("/api/vtr", Ct);
        clock.Advance(TimeSpan.FromMilliseconds(2_600));
        var ended = await stage.Program.GetDataAsync("/api/vtr", Ct);

        Assert.Equal(("cued", 0, 4_000), Shown(cued));
        Assert.Equal(("rolling", 0, 4_000), Shown(rolling));
        Assert.Equal(("rolling", 1_500, 2_500), Shown(later));
        Assert.Equal(("empty", 0, 0), Shown(ended));
        Assert.Equal("end", ended.GetProperty("cause").GetString());
        Assert.False(rolling.GetProperty("onAir").GetBoolean());
    }

    [Fact]
    public async Task A_second_press_while_it_rolls_is_ignored_and_says_so()
    {
        await using var stage = await SetAsync(new TestClock());
        var first = await PostAsync(stage, "fire", new { clipId = "clip1" });

        var fired = await PostAsync(stage, "fire", new { bookmarkId = "clip2" });
        var rolled = await PostAsync(stage, "roll");

        Assert.All([fired, rolled], again =>
        {
            Assert.Equal(first.GetProperty("rollId").GetInt64(), again.GetProperty("rollId").GetInt64());
            Assert.Equal("clip1", again.GetProperty("clip").GetProperty("id").GetString());
            Assert.Contains("ignored", again.GetProperty("notice").GetString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task What_is_on_air_is_neither_replaced_nor_ejected_but_can_be_held_and_stopped()
    {
        var clock = new TestClock();
        await using var stage = await SetAsync(clock);
        await PostAsync(stage, "fire", new { clipId = "clip1" });

        await RefusedAsync(stage, "cue", new { clipId = "clip2" });
        await RefusedAsync(stage, "eject");
        clock.Advance(TimeSpan.FromSeconds(1));
        var held = await PostAsync(stage, "hold");
        clock.Advance(TimeSpan.FromSeconds(30));
        await RefusedAsync(stage, "eject");
        await RefusedAsync(stage, "roll");
        var stopped = await PostAsync(stage, "stop");
        var ejected = await PostAsync(stage, "eject");

        Assert.Equal(("held", 1_000, 3_000), Shown(held));
        Assert.Equal(("cued", 0, 4_000), Shown(stopped));
        Assert.Equal(("empty", 0, 0), Shown(ejected));
        await RefusedAsync(stage, "roll");
        await RefusedAsync(stage, "hold");
    }

    [Fact]
    public async Task A_press_that_was_under_way_for_too_long_fires_nothing()
    {
        var clock = new TestClock();
        await using var stage = await SetAsync(clock);
        var cued = await PostAsync(stage, "cue", new { clipId = "clip1" });

        var roll = await RefusedAsync(stage, "roll", new { atServerMs = clock.NowMs - 501 });
        var fire = await RefusedAsync(stage, "fire", new { clipId = "clip1", atServerMs = clock.NowMs - 60_000 });
        using var ahead = await stage.Program.PostAsJsonAsync("/api/vtr/roll", new { atServerMs = clock.NowMs + 1_000 }, Ct);

        Assert.Equal("late", roll.GetProperty("details").GetProperty("reason").GetString());
        Assert.Equal("late", fire.GetProperty("details").GetProperty("reason").GetString());
        await Answers.ErrorAsync(ahead, 400, "VALIDATION_ERROR", Ct);
        var state = await stage.Program.GetDataAsync("/api/vtr", Ct);
        Assert.Equal(("cued", cued.GetProperty("rollId").GetInt64()), (state.GetProperty("state").GetString(), state.GetProperty("rollId").GetInt64()));
        Assert.Equal("rolling", (await PostAsync(stage, "roll", new { atServerMs = clock.NowMs - 400 })).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Of_two_cues_the_later_press_counts_however_long_the_clips_take()
    {
        FakeRolls rolls = null!; // set before anything is pressed
        await using var stage = await Stage.SetAsync(Ct, replace: FakeRolls.In(() => rolls));
        rolls = new FakeRolls(stage.Workspace);
        var slow = rolls.Slow["clip1"] = new SlowClip();
        var first = stage.Program.PostAsJsonAsync("/api/vtr/fire", new { clipId = "clip1" }, Ct);
        await slow.Asked.Task.WaitAsync(Ct);
        await PostAsync(stage, "cue", new { clipId = "clip2" });

        slow.Found.SetResult();
        using var late = await first;

        await Answers.ErrorAsync(late, 409, "CONFLICT", Ct);
        var state = await stage.Program.GetDataAsync("/api/vtr", Ct);
        Assert.Equal(("cued", "clip2"), (state.GetProperty("state").GetString(), state.GetProperty("clip").GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("cue", "cued")]
    [InlineData("fire", "rolling")]
    public async Task After_a_kill_the_box_comes_back_cued_and_never_rolls_by_itself(string press, string before)
    {
        await using var stage = await SetAsync(new TestClock());
        await PostAsync(stage, "cue", new { clipId = "clip1" });
        Assert.Equal(before, (await PostAsync(stage, press, new { clipId = "clip1" })).GetProperty("state").GetString());

        using var killed = new Scratch();
        stage.Box.Services.GetRequiredService<Database>().BackUp(Path.Combine(killed.Path, Database.FileName));
        await using var again = await TestBox.StartAsync(Ct, killed.Path, FakeRolls.In(() => new FakeRolls(stage.Workspace)));
        using var program = again.Stranger();
        program.DefaultRequestHeaders.Authorization = stage.Program.DefaultRequestHeaders.Authorization;
        await using var hub = await again.HubAsync(program, Ct);
        var joined = await hub.AskAsync("join", new { workspaceId = stage.Workspace }, Ct);
        var state = joined.GetProperty("data").GetProperty("snapshot").GetProperty("vtr");
        if (state.GetProperty("state").GetString() == "empty")
            state = (await hub.NextAsync("vtr_state", Ct)).GetProperty("data");

        Assert.Equal(("cued", "clip1"), (state.GetProperty("state").GetString(), state.GetProperty("clip").GetProperty("id").GetString()));
        Assert.False(state.TryGetProperty("rolledAtMs", out _));
    }

    [Fact]
    public async Task Everyone_who_is_connected_sees_the_player()
    {
        await using var stage = await SetAsync(new TestClock());
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);
        await hub.NextAsync("welcome", Ct);

        await PostAsync(stage, "cue", new { clipId = "clip1" });

        var state = (await hub.NextAsync("vtr_state", Ct)).GetProperty("data");
        Assert.Equal(("cued", 0, 4_000), Shown(state));
        Assert.False(state.TryGetProperty("media", out _), "the passing address is the program page's own");
    }

    [Fact]
    public async Task Who_may_not_put_clips_on_air_can_neither_cue_nor_stop()
    {
        await using var stage = await SetAsync(new TestClock());
        await PostAsync(stage, "fire", new { clipId = "clip1" });
        stage.Box.Sql("update members set role = 'collaborator'");

        foreach (var (press, body) in new (string, object)[] { ("fire", new { clipId = "clip1" }), ("roll", new { }), ("stop", new { }), ("hold", new { }), ("eject", new { }) })
        {
            using var refused = await stage.Program.PostAsJsonAsync($"/api/vtr/{press}", body, Ct);
            await Answers.ErrorAsync(refused, 403, "PERMISSION_DENIED", Ct);
        }
        Assert.Equal("rolling", (await stage.Program.GetDataAsync("/api/vtr", Ct)).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("cue", "{}")]
    [InlineData("cue", """{"clipId":"clip1","bookmarkId":"clip1"}""")]
    [InlineData("cue", """{"slot":1}""")]
    [InlineData("cue", """{"slot":"one"}""")]
    [InlineData("cue", """{"clipId":""}""")]
    [InlineData("cue", """{"clipId":"\u0000"}""")]
    [InlineData("cue", """{"clipId":{}}""")]
    [InlineData("fire", """{"bookmarkId":5}""")]
    [InlineData("fire", """{"clipId":"clip1","atServerMs":1e308}""")]
    [InlineData("fire", "null")]
    [InlineData("fire", "[")]
    [InlineData("roll", """{"atServerMs":"x"}""")]
    [InlineData("roll", "7")]
    public async Task What_is_no_press_is_refused(string press, string body)
    {
        await using var stage = await SetAsync(new TestClock());
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var refused = await stage.Program.PostAsync(new Uri($"/api/vtr/{press}", UriKind.Relative), content, Ct);

        await Answers.ErrorAsync(refused, 400, "VALIDATION_ERROR", Ct);
    }

    [Fact]
    public async Task A_clip_that_nobody_has_is_not_found()
    {
        await using var stage = await SetAsync(new TestClock());
        using var refused = await stage.Program.PostAsJsonAsync("/api/vtr/cue", new { clipId = "../../etc/passwd" }, Ct);
        await Answers.ErrorAsync(refused, 404, "NOT_FOUND", Ct);
    }

    private static async Task<Stage> SetAsync(TimeProvider clock)
    {
        FakeRolls rolls = null!; // set before anything is pressed
        var stage = await Stage.SetAsync(Ct, clock, FakeRolls.In(() => rolls));
        rolls = new FakeRolls(stage.Workspace);
        return stage;
    }

    private static Task<JsonElement> PostAsync(Stage stage, string press, object? body = null) =>
        stage.Program.PostDataAsync($"/api/vtr/{press}", body ?? new { }, Ct);

    private static async Task<JsonElement> RefusedAsync(Stage stage, string press, object? body = null)
    {
        using var answer = await stage.Program.PostAsJsonAsync($"/api/vtr/{press}", body ?? new { }, Ct);
        return await Answers.ErrorAsync(answer, 409, "CONFLICT", Ct);
    }

    private static (string?, long, long) Shown(JsonElement vtr) =>
        (vtr.GetProperty("state").GetString(), vtr.GetProperty("positionMs").GetInt64(), vtr.GetProperty("remainingMs").GetInt64());
}
