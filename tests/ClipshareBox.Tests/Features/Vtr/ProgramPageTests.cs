using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace ClipshareBox.Tests.Features.Vtr;

/// <summary>The program page in a real Chromium, by the number in its picture.</summary>
public sealed class ProgramPageTests(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    // Rolls of one clip; the figure of a hundred is printed with CLIPSHAREBOX_ROLLS=100.
    private static readonly int Rolls = int.TryParse(Environment.GetEnvironmentVariable("CLIPSHAREBOX_ROLLS"), out var rolls) ? rolls : 12;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cued_clip_stands_on_its_in_frame_and_every_roll_begins_with_it()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var screen = await OpenAsync(stage);
        var mark = await stage.MarkAsync(3_003, 4_004, Ct);
        var (first, last) = (ProgramScreen.FrameOf(3_003), ProgramScreen.FrameOf(4_004) - 1);
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);
        var times = new List<double>();

        for (var i = 0; i < Rolls; i++)
        {
            await stage.Program.PostDataAsync("/api/vtr/cue", new { bookmarkId = mark }, Ct);
            await hub.NextAsync(f => Says(f, "cued"), Ct);
            Assert.Equal((first, true), await screen.PictureAsync());
            await screen.ForgetAsync();

            var roll = (await stage.Program.PostDataAsync("/api/vtr/roll", new { }, Ct)).GetProperty("rollId").GetInt64();
            var presented = (await hub.NextAsync(f => IsVtr(f) && WasSeen(f.GetProperty("data"), roll), Ct)).GetProperty("data");
            times.Add(presented.GetProperty("lastRoll").GetProperty("pressToFrameMs").GetDouble());
            Assert.True(presented.GetProperty("onAir").GetBoolean());
            await hub.NextAsync(f => Says(f, "empty"), Ct);

            var seen = await screen.SeenAsync();
            Assert.Equal(first, seen[0]);
            Assert.Equal(seen.Order().Distinct(), seen.Distinct());
            Assert.True(seen[^1] <= last, $"frame {seen[^1]} lies behind OUT");
            await screen.ShowsAsync(false);
        }
        times.Sort();
        output.WriteLine($"press to first frame, {Rolls} rolls: p50 {times[times.Count / 2]:0} ms, p95 {times[times.Count * 95 / 100]:0} ms, most {times[^1]:0} ms");
    }

    [Fact]
    public async Task A_fire_on_what_is_not_cued_shows_no_other_picture_before_its_in_frame()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var screen = await OpenAsync(stage);
        var one = await stage.MarkAsync(1_001, 2_002, Ct);
        var two = await stage.MarkAsync(6_006, 7_007, Ct);
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);
        await stage.Program.PostDataAsync("/api/vtr/cue", new { bookmarkId = one }, Ct);
        await hub.NextAsync(f => Says(f, "cued"), Ct);
        await screen.ForgetAsync();

        await stage.Program.PostDataAsync("/api/vtr/fire", new { bookmarkId = two }, Ct);
        await hub.NextAsync(f => Says(f, "empty"), Ct);

        var seen = await screen.SeenAsync();
        Assert.Equal(ProgramScreen.FrameOf(6_006), seen[0]);
        Assert.All(seen, frame => Assert.InRange(frame, ProgramScreen.FrameOf(6_006), ProgramScreen.FrameOf(7_007) - 1));
    }

    [Fact]
    public async Task A_clip_with_handles_stands_on_its_in_frame_and_plays_to_its_out()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        using var changed = await stage.Program.PutAsJsonAsync($"/api/workspaces/{stage.Workspace}", new { rev = 1, handlesMs = 1_000 }, Ct);
        await Answers.DataAsync(changed, Ct);
        var screen = await OpenAsync(stage);
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);
        await hub.AskAsync("join", new { workspaceId = stage.Workspace }, Ct);
        var mark = await stage.MarkAsync(3_003, 5_005, Ct);
        await stage.Program.PostDataAsync($"/api/bookmarks/{mark}/clip", new { }, Ct);
        var clip = (await hub.NextAsync("clip_ready", Ct)).GetProperty("data").GetProperty("id").GetString();

        var cued = await stage.Program.PostDataAsync("/api/vtr/cue", new { clipId = clip }, Ct);
        await hub.NextAsync(f => Says(f, "cued"), Ct);
        var standing = await screen.PictureAsync();
        await screen.ForgetAsync();
        await stage.Program.PostDataAsync("/api/vtr/roll", new { }, Ct);
        await hub.NextAsync(f => Says(f, "empty"), Ct);

        Assert.True(cued.GetProperty("clip").GetProperty("inMs").GetInt64() > 900);
        Assert.Equal((ProgramScreen.FrameOf(3_003), true), standing);
        var seen = await screen.SeenAsync();
        Assert.Equal(ProgramScreen.FrameOf(3_003), seen[0]);
        Assert.InRange(seen[^1], ProgramScreen.FrameOf(4_504), ProgramScreen.FrameOf(5_005) - 1);
    }

    [Fact]
    public async Task Hold_stands_stop_goes_back_to_in_and_eject_is_transparent()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var screen = await OpenAsync(stage);
        var mark = await stage.MarkAsync(2_002, 9_009, Ct);
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);
        await stage.Program.PostDataAsync("/api/vtr/fire", new { bookmarkId = mark }, Ct);
        await hub.NextAsync(f => Says(f, "rolling"), Ct);

        await stage.Program.PostDataAsync("/api/vtr/hold", new { }, Ct);
        await hub.NextAsync(f => Says(f, "held"), Ct);
        var held = await screen.PictureAsync();
        await stage.Program.PostDataAsync("/api/vtr/stop", new { }, Ct);
        await hub.NextAsync(f => Says(f, "cued"), Ct);
        var stopped = await screen.PictureAsync();
        await stage.Program.PostDataAsync("/api/vtr/eject", new { }, Ct);
        await screen.ShowsAsync(false);

        Assert.True(held.Paused && held.Number >= ProgramScreen.FrameOf(2_002));
        Assert.Equal((ProgramScreen.FrameOf(2_002), true), stopped);
    }

    [Fact]
    public async Task A_page_that_is_opened_anew_comes_back_cued_but_never_joins_a_roll()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var screen = await OpenAsync(stage);
        var mark = await stage.MarkAsync(1_001, 9_009, Ct);
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);
        await stage.Program.PostDataAsync("/api/vtr/cue", new { bookmarkId = mark }, Ct);
        await hub.NextAsync(f => Says(f, "cued"), Ct);

        await screen.Page.ReloadAsync();
        await screen.Page.WaitForSelectorAsync("video.shown");
        await stage.Program.PostDataAsync("/api/vtr/roll", new { }, Ct);
        await hub.NextAsync(f => Says(f, "rolling"), Ct);
        await screen.Page.ReloadAsync();
        await hub.NextAsync(f => IsVtr(f) && f.GetProperty("data").GetProperty("outputs") is var o && o.GetArrayLength() == 1 && o[0].GetProperty("name").GetString() == "OBS" && o[0].GetProperty("state").GetString() == "connected", Ct);

        Assert.Equal(0, await screen.Page.Locator("video.shown").CountAsync());
    }

    [Fact]
    public async Task A_broken_connection_changes_nothing_on_the_picture()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var screen = await OpenAsync(stage);
        var mark = await stage.MarkAsync(1_001, 9_009, Ct);
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);
        await stage.Program.PostDataAsync("/api/vtr/fire", new { bookmarkId = mark }, Ct);
        await hub.NextAsync(f => Says(f, "rolling"), Ct);

        // A new key ends the connections of the old one; the page can't come back, and plays on to OUT.
        await stage.Program.PostDataAsync("/api/vtr/program-key", new { }, Ct);
        await hub.NextAsync(f => IsVtr(f) && f.GetProperty("data").GetProperty("outputs").GetArrayLength() == 0, Ct);

        Assert.False((await screen.PictureAsync()).Paused);
        await screen.ShowsAsync(false);
        Assert.Equal(ProgramScreen.FrameOf(9_009) - 1, (await screen.SeenAsync()).Max());
    }

    [Fact]
    public async Task The_key_opens_the_program_page_and_nothing_else()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var key = (await stage.Program.PostDataAsync("/api/vtr/program-key", new { }, Ct)).GetProperty("key").GetString();
        using var stranger = stage.Box.Stranger();

        foreach (var address in new[] { "/api/vtr", "/api/workspaces", "/api/clips", "/hub" })
        {
            using var refused = await stranger.GetAsync(new Uri($"{address}?key={key}", UriKind.Relative), Ct);
            await Answers.ErrorAsync(refused, 401, "AUTHENTICATION_ERROR", Ct);
        }
        foreach (var ticket in new[] { "x", "..%2f..%2fetc%2fpasswd", key })
        {
            using var none = await stranger.GetAsync(new Uri($"/program/clips/{ticket}", UriKind.Relative), Ct);
            await Answers.ErrorAsync(none, 404, "NOT_FOUND", Ct);
        }
        await Assert.ThrowsAsync<WebSocketException>(() => LinkAsync(stage, "wrong"));
        using var link = await LinkAsync(stage, key);
        var said = await AskAsync(link, """{"type":"bookmark_create","id":"1","data":{}}""");
        Assert.Equal("error", said.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("""{"type":"program_report","data":{"state":"exploded"}}""")]
    [InlineData("""{"type":"program_report","data":{}}""")]
    [InlineData("""{"type":"program_report","data":{"state":"cued","clipId":"\u0000"}}""")]
    [InlineData("""{"type":"program_report","data":{"state":"cued","rollId":1e99}}""")]
    [InlineData("""{"type":"program_report"}""")]
    [InlineData("""{"type":"program_hello","data":{"name":7}}""")]
    [InlineData("""{"type":"ping","data":{"t0":"x"}}""")]
    [InlineData("""{"type":null}""")]
    [InlineData("null")]
    [InlineData("{")]
    public async Task What_a_program_page_never_says_is_answered_by_an_error_and_ends_nothing(string frame)
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var key = (await stage.Program.PostDataAsync("/api/vtr/program-key", new { }, Ct)).GetProperty("key").GetString();
        using var link = await LinkAsync(stage, key);

        Assert.Equal("VALIDATION_ERROR", (await AskAsync(link, frame)).GetProperty("data").GetProperty("code").GetString());
        Assert.Equal("pong", (await AskAsync(link, """{"type":"ping","data":{"t0":1}}""")).GetProperty("type").GetString());
    }

    private async Task<ProgramScreen> OpenAsync(Stage stage)
    {
        var key = (await stage.Program.PostDataAsync("/api/vtr/program-key", new { }, Ct)).GetProperty("key").GetString();
        var screen = await ProgramScreen.OpenAsync(browser, stage.Box.Address, key ?? "", "&name=OBS");
        return screen;
    }

    private static bool IsVtr(JsonElement frame) => frame.GetProperty("type").GetString() == "vtr_state";

    private static bool WasSeen(JsonElement vtr, long roll) => vtr.TryGetProperty("lastRoll", out var last)
        && last.GetProperty("rollId").GetInt64() == roll && last.GetProperty("pressToFrameMs").ValueKind == JsonValueKind.Number;

    // The player, and the page that says that it shows just that.
    private static bool Says(JsonElement frame, string state) => IsVtr(frame) && frame.GetProperty("data") is var vtr
        && vtr.GetProperty("state").GetString() == state
        && vtr.GetProperty("outputs").EnumerateArray().Any(o => o.GetProperty("state").GetString() == state);

    private static async Task<ClientWebSocket> LinkAsync(Stage stage, string? key)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(stage.Box.Address) { Scheme = "ws", Path = "/program/live", Query = $"key={key}" }.Uri, Ct);
        return socket;
    }

    private static async Task<JsonElement> AskAsync(ClientWebSocket socket, string frame)
    {
        await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, Ct);
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, Ct);
            var said = JsonDocument.Parse(buffer.AsMemory(0, part.Count)).RootElement.Clone();
            if (said.GetProperty("type").GetString() is "error" or "pong")
                return said;
        }
    }
}
