using System.Net.Http.Json;
using System.Text;
using ClipshareBox.Tests.Features.Vtr;

namespace ClipshareBox.Tests.Features.Panels;

public sealed class PanelTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Virtual_controls_mark_by_the_instant_of_the_press_and_everyone_sees_them()
    {
        var clock = new TestClock();
        await using var stage = await Stage.SetAsync(Ct, clock);
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);
        await PressAsync(stage, "play", new { @event = "press", workspaceId = stage.Workspace });
        clock.Advance(TimeSpan.FromSeconds(10));
        var at = clock.NowMs;
        clock.Advance(TimeSpan.FromSeconds(1));

        await PressAsync(stage, "mark-in", new { @event = "press", workspaceId = stage.Workspace, atServerMs = at });
        await PressAsync(stage, "mark-out", new { @event = "press", workspaceId = stage.Workspace });

        var bookmarks = await stage.Program.GetDataAsync($"/api/bookmarks?workspaceId={stage.Workspace}", Ct);
        var made = Assert.Single(bookmarks.EnumerateArray());
        Assert.Equal((299, 329), (made.GetProperty("startFrame").GetInt64(), made.GetProperty("endFrame").GetInt64())); // 299.7 and 329.67
        Assert.Equal("panel", made.GetProperty("origin").GetString());
        var seen = await hub.NextAsync(f => f.GetProperty("type").GetString() == "panel_event" && f.GetProperty("data").GetProperty("control").GetString() == "mark-out", Ct);
        Assert.Equal("deck.mark-out", seen.GetProperty("data").GetProperty("action").GetString());
    }

    [Fact]
    public async Task A_wheel_jogs_true_frames_and_a_ring_that_is_let_go_stands_still()
    {
        var clock = new TestClock();
        await using var stage = await Stage.SetAsync(Ct, clock);

        await PressAsync(stage, "jog", new { @event = "turn", steps = 12 });
        await PressAsync(stage, "jog", new { @event = "turn", steps = -5 });
        Assert.Equal(7, (await stage.DeckAsync(Ct)).GetProperty("positionFrame").GetInt64());
        await PressAsync(stage, "shuttle", new { @event = "turn", steps = 5 });
        Assert.Equal(4, (await stage.DeckAsync(Ct)).GetProperty("speed").GetDouble());
        await PressAsync(stage, "shuttle", new { @event = "release" });
        Assert.Equal("paused", (await stage.DeckAsync(Ct)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Panels_act_on_the_workspace_opened_last_until_someone_chooses()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var other = (await stage.Program.PostDataAsync("/api/workspaces", new { title = "Other", contentKey = "film" }, Ct)).GetProperty("id").GetString();
        Assert.Equal(other, await ActiveAsync(stage));
        await using (var hub = await stage.Box.HubAsync(stage.Program, Ct))
        {
            await hub.AskAsync("join", new { workspaceId = stage.Workspace }, Ct);
            Assert.Equal(stage.Workspace, await EventuallyActiveAsync(stage, stage.Workspace));
            // Someone whose connection broke comes back to the room that he was in: that opens nothing.
            await hub.AskAsync("join", new { workspaceId = other, sinceSeq = 0 }, Ct);
            await hub.AskAsync("leave", new { }, Ct, other);
            Assert.Equal(stage.Workspace, await ActiveAsync(stage));
        }

        using var chosen = await stage.Program.PutAsJsonAsync("/api/panels/active", new { workspaceId = other }, Ct);
        await Answers.DataAsync(chosen, Ct);
        await using var again = await stage.Box.HubAsync(stage.Program, Ct);
        await again.AskAsync("join", new { workspaceId = stage.Workspace }, Ct);
        await again.AskAsync("leave", new { }, Ct, stage.Workspace);
        Assert.Equal(other, await ActiveAsync(stage));

        using var gone = await stage.Program.DeleteAsync(new Uri($"/api/workspaces/{other}", UriKind.Relative), Ct);
        await Answers.DataAsync(gone, Ct);
        Assert.Equal(stage.Workspace, await ActiveAsync(stage));
    }

    [Fact]
    public async Task Cue_roll_hold_stop_and_a_late_press_by_keys()
    {
        var clock = new TestClock();
        FakeRolls rolls = null!; // set before anything is pressed
        await using var stage = await Stage.SetAsync(Ct, clock, FakeRolls.In(() => rolls));
        rolls = new FakeRolls(stage.Workspace);
        using var nothing = await stage.PressAsync("fire-latest", new { @event = "press" }, Ct);
        await Answers.ErrorAsync(nothing, 409, "CONFLICT", Ct);

        await stage.Program.PostDataAsync("/api/vtr/cue", new { clipId = "clip1" }, Ct);
        using var late = await stage.PressAsync("roll", new { @event = "press", atServerMs = clock.NowMs - 700 }, Ct);
        var refused = await Answers.ErrorAsync(late, 409, "CONFLICT", Ct);
        Assert.Equal("late", refused.GetProperty("details").GetProperty("reason").GetString());
        Assert.Equal("cued", await VtrAsync(stage));

        foreach (var (control, state) in new[] { ("roll", "rolling"), ("hold", "held"), ("stop", "cued"), ("roll", "rolling"), ("stop", "cued"), ("eject", "empty") })
        {
            await PressAsync(stage, control, new { @event = "press", atServerMs = clock.NowMs });
            Assert.Equal(state, await VtrAsync(stage));
        }
    }

    [Fact]
    public async Task Bindings_are_checked_when_they_are_stored_and_hold_from_then_on()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var stored = await stage.Program.PutAsJsonAsync("/api/panels/bindings", new
        {
            bindings = new object[]
            {
                new { control = "big-red", @event = "press", action = "deck.mark", arguments = new { preMs = 1000, postMs = 500, label = "Red" } },
                new { panel = "desk", control = "wheel", @event = "turn", action = "deck.jog", arguments = new { frames = 5 } },
            },
        }, Ct);
        await Answers.DataAsync(stored, Ct);
        await stage.DeckAsync(new { command = "seek", ms = 20_020 }, Ct);

        await PressAsync(stage, "big-red", new { @event = "press" });
        using var unbound = await stage.PressAsync("mark-in", new { @event = "press" }, Ct);

        var made = Assert.Single((await stage.Program.GetDataAsync($"/api/bookmarks?workspaceId={stage.Workspace}", Ct)).EnumerateArray());
        Assert.Equal((19_020, 20_520, "Red"), (made.GetProperty("startMs").GetInt64(), made.GetProperty("endMs").GetInt64(), made.GetProperty("label").GetString()));
        await Answers.ErrorAsync(unbound, 404, "NOT_FOUND", Ct);
        var panels = await stage.Program.GetDataAsync("/api/panels", Ct);
        Assert.Equal(["desk", "virtual"], panels.EnumerateArray().Select(p => p.GetProperty("id").GetString()));
        Assert.Equal("done", panels[1].GetProperty("lastEvent").GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("""{"bindings":null}""")]
    [InlineData("""{"bindings":[null]}""")]
    [InlineData("""{"bindings":[{"control":"x","event":"press","action":"rm -rf"}]}""")]
    [InlineData("""{"bindings":[{"control":"x","event":"hit","action":"deck.play"}]}""")]
    [InlineData("""{"bindings":[{"control":"a b","event":"press","action":"deck.play"}]}""")]
    [InlineData("""{"bindings":[{"control":"x","event":"press","action":"deck.play","arguments":{"ms":1}}]}""")]
    [InlineData("""{"bindings":[{"control":"x","event":"press","action":"deck.seek"}]}""")]
    [InlineData("""{"bindings":[{"control":"x","event":"press","action":"deck.shuttle","arguments":{"speed":65}}]}""")]
    [InlineData("""{"bindings":[{"control":"x","event":"press","action":"deck.mark","arguments":{"preMs":-1}}]}""")]
    [InlineData("""{"bindings":[{"control":"x","event":"press","action":"deck.play"},{"control":"x","event":"press","action":"deck.stop"}]}""")]
    [InlineData("""{"bindings":[{"control":"x","event":"press","action":"deck.play"},{"control":"x","event":"press","action":"deck.pause"}]}""")]
    public async Task Wrong_bindings_are_refused_and_the_old_ones_stay(string body)
    {
        await using var stage = await Stage.SetAsync(Ct);
        var before = (await stage.Program.GetDataAsync("/api/panels/bindings", Ct)).GetProperty("bindings").GetRawText();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var refused = await stage.Program.PutAsync(new Uri("/api/panels/bindings", UriKind.Relative), content, Ct);

        await Answers.ErrorAsync(refused, 400, "VALIDATION_ERROR", Ct);
        Assert.Equal(before, (await stage.Program.GetDataAsync("/api/panels/bindings", Ct)).GetProperty("bindings").GetRawText());
    }

    [Theory]
    [InlineData("mark-in", "{}", 400)]
    [InlineData("mark-in", """{"event":"hit"}""", 400)]
    [InlineData("mark-in", """{"event":null}""", 400)]
    [InlineData("mark-in", """{"event":"press","atServerMs":1e308}""", 400)]
    [InlineData("mark-in", """{"event":"press","workspaceId":"nowhere"}""", 404)]
    [InlineData("mark-in", """{"event":"press","workspaceId":5}""", 400)]
    [InlineData("jog", """{"event":"turn"}""", 400)]
    [InlineData("jog", """{"event":"turn","steps":1001}""", 400)]
    [InlineData("jog", """{"event":"turn","steps":99999999999}""", 400)]
    [InlineData("no-such", """{"event":"press"}""", 404)]
    [InlineData("%00", """{"event":"press"}""", 400)]
    [InlineData("..%2f..", """{"event":"press"}""", 400)]
    public async Task What_is_no_press_is_refused(string control, string body, int status)
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var refused = await stage.Program.PostAsync(new Uri($"/api/panels/virtual/{control}", UriKind.Relative), content, Ct);

        Assert.Equal(status, (int)refused.StatusCode);
    }

    private static async Task PressAsync(Stage stage, string control, object press)
    {
        using var answer = await stage.PressAsync(control, press, Ct);
        Assert.Equal("done", (await Answers.DataAsync(answer, Ct)).GetProperty("outcome").GetString());
    }

    private static async Task<string?> ActiveAsync(Stage stage) =>
        (await stage.Program.GetDataAsync("/api/panels/active", Ct)).GetProperty("workspaceId").GetString();

    // The room is opened right behind the answer to the joining.
    private static async Task<string?> EventuallyActiveAsync(Stage stage, string wanted)
    {
        var limit = TimeProvider.System.GetTimestamp();
        string? active;
        do
            active = await ActiveAsync(stage);
        while (active != wanted && TimeProvider.System.GetElapsedTime(limit) < TimeSpan.FromSeconds(5));
        return active;
    }

    private static async Task<string?> VtrAsync(Stage stage) => (await stage.Program.GetDataAsync("/api/vtr", Ct)).GetProperty("state").GetString();
}
