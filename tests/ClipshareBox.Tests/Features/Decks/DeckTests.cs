using System.Text.Json;
using ClipshareBox.Media.Time;
using ClipshareBox.Platform.Store;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Features.Decks;

public sealed class DeckTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deck_plays_with_nobody_connected_and_stands_on_the_last_frame_at_the_end()
    {
        var clock = new TestClock();
        await using var stage = await Stage.SetAsync(Ct, clock);
        Assert.Equal("stopped", State(await stage.DeckAsync(Ct)));

        await stage.DeckAsync(new { command = "play" }, Ct);
        clock.Advance(TimeSpan.FromSeconds(100));
        var playing = await stage.DeckAsync(Ct);
        clock.Advance(TimeSpan.FromSeconds(1000));
        var ended = await stage.DeckAsync(Ct);

        Assert.Equal("playing", State(playing));
        Assert.Equal(2997, Frame(playing)); // 100 s × 30000/1001 = 2997.002…
        Assert.Equal(FrameTime.ToMs(2997, Stage.Rate), Long(playing, "positionMs"));
        Assert.Equal("paused", State(ended));
        Assert.Equal(FrameTime.FirstFrameFrom(Stage.DurationMs, Stage.Rate) - 1, Frame(ended));
        Assert.True(Long(ended, "rev") > Long(playing, "rev"));
    }

    [Fact]
    public async Task Steps_and_jogs_are_true_frames_and_stop_at_the_ends()
    {
        var clock = new TestClock();
        await using var stage = await Stage.SetAsync(Ct, clock);
        await stage.DeckAsync(new { command = "load" }, Ct);

        for (var i = 1; i <= 40; i++)
            Assert.Equal(i, Frame(await stage.DeckAsync(new { command = "step", frames = 1 }, Ct)));
        Assert.Equal(15, Frame(await stage.DeckAsync(new { command = "jog", frames = -25 }, Ct)));
        Assert.Equal(0, Frame(await stage.DeckAsync(new { command = "jog", frames = -100 }, Ct)));
        Assert.Equal("paused", State(await stage.DeckAsync(Ct)));
    }

    [Fact]
    public async Task A_ring_that_is_moved_all_the_time_loses_no_part_of_a_frame()
    {
        var clock = new TestClock();
        await using var stage = await Stage.SetAsync(Ct, clock);
        await stage.DeckAsync(new { command = "seek", ms = 10_010 }, Ct);

        for (var i = 0; i < 100; i++)
        {
            await stage.DeckAsync(new { command = "shuttle", speed = i % 2 == 0 ? 0.5 : 0.25 }, Ct);
            clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        // 500 ms at 0.5 and 500 ms at 0.25: 0.375 s of film, 11.2 frames.
        Assert.Equal(300 + 11, Frame(await stage.DeckAsync(Ct)));
        Assert.Equal("paused", State(await stage.DeckAsync(new { command = "shuttle", speed = 0 }, Ct)));
    }

    [Fact]
    public async Task A_mark_uses_the_frame_that_was_on_the_picture_at_the_press()
    {
        var clock = new TestClock();
        await using var stage = await Stage.SetAsync(Ct, clock);
        await stage.DeckAsync(new { command = "play" }, Ct);
        clock.Advance(TimeSpan.FromSeconds(20));
        var pressed = clock.NowMs;
        clock.Advance(TimeSpan.FromSeconds(3));
        await stage.DeckAsync(new { command = "seek", ms = 500_000 }, Ct);
        await stage.DeckAsync(new { command = "shuttle", speed = -8 }, Ct);
        clock.Advance(TimeSpan.FromSeconds(2));

        var marked = await stage.DeckAsync(new { command = "mark-in", atServerMs = pressed }, Ct);

        Assert.Equal(FrameTime.ToMs(599, Stage.Rate), Long(marked, "markInMs")); // 20 s × 30000/1001 = 599.4
    }

    [Fact]
    public async Task Marks_that_are_too_old_or_from_the_future_are_refused()
    {
        var clock = new TestClock();
        await using var stage = await Stage.SetAsync(Ct, clock);
        await stage.DeckAsync(new { command = "play" }, Ct);
        clock.Advance(TimeSpan.FromSeconds(60));

        foreach (var at in new[] { clock.NowMs - 30_500, clock.NowMs + 1_000, 0, -1e300, 1e300 })
        {
            using var refused = await stage.TryDeckAsync(new { command = "mark-in", atServerMs = at }, Ct);
            await Answers.ErrorAsync(refused, 400, "VALIDATION_ERROR", Ct);
        }
        var good = await stage.DeckAsync(new { command = "mark-in", atServerMs = clock.NowMs - 29_500 }, Ct);
        Assert.Equal(FrameTime.ToMs(914, Stage.Rate), Long(good, "markInMs")); // 30.5 s
    }

    [Fact]
    public async Task In_and_out_make_a_bookmark_that_ends_before_the_frame_shown_at_out()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.DeckAsync(new { command = "seek", ms = FrameTime.ToMs(1000, Stage.Rate) }, Ct);
        await stage.DeckAsync(new { command = "mark-in" }, Ct);
        await stage.DeckAsync(new { command = "jog", frames = 90 }, Ct);

        var made = (await stage.DeckAsync(new { command = "mark-out", label = "Goal" }, Ct));

        var bookmark = made.GetProperty("bookmark");
        Assert.Equal((1000, 1090), (Long(bookmark, "startFrame"), Long(bookmark, "endFrame")));
        Assert.Equal(("Goal", "api"), (bookmark.GetProperty("label").GetString(), bookmark.GetProperty("origin").GetString()));
        Assert.False(made.TryGetProperty("markInMs", out _));
    }

    [Fact]
    public async Task Out_alone_makes_the_last_ten_seconds_and_a_quick_mark_reaches_both_ways()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.DeckAsync(new { command = "seek", ms = 60_060 }, Ct);

        var alone = (await stage.DeckAsync(new { command = "mark-out" }, Ct)).GetProperty("bookmark");
        var quick = (await stage.DeckAsync(new { command = "mark", label = "Save" }, Ct)).GetProperty("bookmark");
        await stage.DeckAsync(new { command = "seek", ms = Stage.DurationMs - 100 }, Ct);
        var last = (await stage.DeckAsync(new { command = "mark", preMs = 1000, postMs = 500_000 }, Ct)).GetProperty("bookmark");

        Assert.Equal((50_060, 60_060), (Long(alone, "startMs"), Long(alone, "endMs")));
        Assert.Equal((55_060, 62_060), (Long(quick, "startMs"), Long(quick, "endMs")));
        Assert.Equal(Stage.DurationMs, Long(last, "endMs"));
    }

    [Fact]
    public async Task Out_at_or_before_in_is_refused_and_in_stays()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.DeckAsync(new { command = "seek", ms = 60_000 }, Ct);
        var marked = await stage.DeckAsync(new { command = "mark-in" }, Ct);

        using var same = await stage.TryDeckAsync(new { command = "mark-out" }, Ct);
        await stage.DeckAsync(new { command = "step", frames = -5 }, Ct);
        using var before = await stage.TryDeckAsync(new { command = "mark-out" }, Ct);

        await Answers.ErrorAsync(same, 400, "VALIDATION_ERROR", Ct);
        await Answers.ErrorAsync(before, 400, "VALIDATION_ERROR", Ct);
        Assert.Equal(Long(marked, "markInMs"), Long(await stage.DeckAsync(Ct), "markInMs"));
        Assert.False((await stage.DeckAsync(new { command = "cancel-mark" }, Ct)).TryGetProperty("markInMs", out _));
    }

    [Fact]
    public async Task After_a_kill_the_deck_stands_paused_where_it_was_kept_with_its_mark_and_a_higher_rev()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.DeckAsync(new { command = "load", ms = 30_030 }, Ct);
        await stage.DeckAsync(new { command = "mark-in" }, Ct);
        var rev = Long(await stage.DeckAsync(new { command = "play" }, Ct), "rev");

        // The store as a kill at this instant leaves it.
        using var killed = new Scratch();
        stage.Box.Services.GetRequiredService<Database>().BackUp(Path.Combine(killed.Path, Database.FileName));
        await using var again = await TestBox.StartAsync(Ct, killed.Path);
        using var browser = again.Browser();
        await browser.PostDataAsync("/api/auth/login", new { username = "owner", password = "correct horse battery" }, Ct);
        var deck = await browser.GetDataAsync($"/api/workspaces/{stage.Workspace}/deck", Ct);

        Assert.Equal("paused", State(deck));
        Assert.Equal(900, Frame(deck));
        Assert.Equal(30_030, Long(deck, "markInMs"));
        Assert.True(Long(deck, "rev") > rev);
    }

    [Fact]
    public async Task Everybody_in_the_room_sees_each_change_and_a_heartbeat_while_it_plays()
    {
        var clock = new TestClock();
        await using var stage = await Stage.SetAsync(Ct, clock);
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);
        var joined = await hub.AskAsync("join", new { workspaceId = stage.Workspace }, Ct);
        Assert.Equal("stopped", State(joined.GetProperty("data").GetProperty("snapshot").GetProperty("deck")));

        var ack = await hub.AskAsync("deck_command", new { command = "play" }, Ct, stage.Workspace);
        Assert.Equal("ack", ack.GetProperty("type").GetString());
        var started = (await hub.NextAsync("deck_state", Ct)).GetProperty("data");
        clock.Advance(TimeSpan.FromMilliseconds(2_002));
        var beat = (await hub.NextAsync("deck_state", Ct)).GetProperty("data");

        Assert.Equal(("playing", 1), (State(started), Long(started, "followers")));
        Assert.Equal(Long(started, "rev"), Long(beat, "rev"));
        Assert.InRange(Frame(beat), 59, 60);
        Assert.True(beat.GetProperty("atServerMs").GetDouble() > started.GetProperty("atServerMs").GetDouble());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"command":null}""")]
    [InlineData("""{"command":"explode"}""")]
    [InlineData("""{"command":7}""")]
    [InlineData("""{"command":"seek"}""")]
    [InlineData("""{"command":"seek","ms":-1}""")]
    [InlineData("""{"command":"seek","ms":600000}""")]
    [InlineData("""{"command":"seek","ms":1e40}""")]
    [InlineData("""{"command":"seek","ms":1.5}""")]
    [InlineData("""{"command":"seek","ms":"12"}""")]
    [InlineData("""{"command":"seek","ms":NaN}""")]
    [InlineData("""{"command":"load","ms":9223372036854775807}""")]
    [InlineData("""{"command":"jog"}""")]
    [InlineData("""{"command":"jog","frames":9223372036854775807}""")]
    [InlineData("""{"command":"step","frames":-9223372036854775808}""")]
    [InlineData("""{"command":"shuttle"}""")]
    [InlineData("""{"command":"shuttle","speed":64.1}""")]
    [InlineData("""{"command":"shuttle","speed":-1e308}""")]
    [InlineData("""{"command":"mark","preMs":-1}""")]
    [InlineData("""{"command":"mark","postMs":9223372036854775807}""")]
    [InlineData("""{"command":"mark","preMs":0,"postMs":0}""")]
    [InlineData("""{"command":"mark","label":"\u0000"}""")]
    [InlineData("""{"command":"mark-out"}""")]
    [InlineData("""{"command":"mark-in","atServerMs":"now"}""")]
    [InlineData("""[1]""")]
    [InlineData("""{"command":"play""")]
    public async Task What_is_no_command_is_refused_and_changes_nothing(string body)
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var refused = await stage.Program.PostAsync(new Uri($"/api/workspaces/{stage.Workspace}/deck", UriKind.Relative), content, Ct);

        await Answers.ErrorAsync(refused, 400, "VALIDATION_ERROR", Ct);
        var deck = await stage.DeckAsync(Ct);
        Assert.Equal(("stopped", 0), (State(deck), Long(deck, "rev")));
    }

    [Fact]
    public async Task Nobody_moves_the_deck_of_a_workspace_that_is_not_his()
    {
        await using var stage = await Stage.SetAsync(Ct);
        stage.Box.Sql("delete from members");

        using var read = await stage.Program.GetAsync(new Uri($"/api/workspaces/{stage.Workspace}/deck", UriKind.Relative), Ct);
        using var moved = await stage.TryDeckAsync(new { command = "play" }, Ct);

        await Answers.ErrorAsync(read, 404, "NOT_FOUND", Ct);
        await Answers.ErrorAsync(moved, 404, "NOT_FOUND", Ct);
    }

    private static string? State(JsonElement deck) => deck.GetProperty("state").GetString();

    private static long Frame(JsonElement deck) => Long(deck, "positionFrame");

    private static long Long(JsonElement thing, string name) => thing.GetProperty(name).GetInt64();
}
