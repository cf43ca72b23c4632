using System.Diagnostics;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Tests.Features.Desk;

/// <summary>Frame by frame, on films of all sorts of rates: what is on the screen is the frame that was counted.</summary>
public sealed class StepTests(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    // As a person's presses come who looks at each frame.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    // Figures take more steps than the proof that each shows its frame.
    private static readonly int Steps = Environment.GetEnvironmentVariable("CLIPSHAREBOX_RUNS") is null ? 14 : 30;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("h264-closed-mp4")]
    [InlineData("h264-gop10-mp4")]
    [InlineData("h264-25")]
    [InlineData("h264-2997")]
    [InlineData("h264-50")]
    [InlineData("h264-5994")]
    [Trait("Figures", "desk")]
    public async Task Steps_show_the_counted_frame_at_once_both_ways(string kind)
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null, kind: kind);
        await stage.DeckAsync(new { command = "seek", ms = 3_000 }, Ct);
        var at = await FrameAsync(stage);
        var desk = await DeskScreen.OpenAsync(browser, stage);
        await desk.ShowsAsync(at);
        // A film that the browser can't begin at that place comes as a stream first, with a still in front of it.
        await desk.Page.WaitForFunctionAsync(
            """
            () => {
              const { readyState, seeking, buffered, currentTime } = document.querySelector('.picture video');
              return readyState >= 3 && !seeking && [...Array(buffered.length).keys()].some(i => buffered.start(i) <= currentTime && buffered.end(i) > currentTime + 1);
            }
            """);
        var (on, back) = (new List<double>(), new List<double>());

        for (var i = 0; i < Steps; i++)
            on.Add(await PacedAsync(desk, "ArrowRight", ++at));
        for (var i = 0; i < 2 * Steps; i++)
            back.Add(await PacedAsync(desk, "ArrowLeft", --at));

        output.WriteLine($"{kind}: a step on {DeskTests.Figures(on)}; a step back {DeskTests.Figures(back)}");
    }

    [Theory]
    [InlineData("h264-2997")]
    [InlineData("h264-5994")]
    public async Task A_key_held_down_ends_on_the_very_frame_that_was_counted(string kind)
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null, kind: kind);
        await stage.DeckAsync(new { command = "seek", ms = 4_000 }, Ct);
        var at = await FrameAsync(stage);
        var desk = await DeskScreen.OpenAsync(browser, stage);
        await desk.ShowsAsync(at);

        await desk.HoldAsync("ArrowRight", 45);
        await desk.ShowsAsync(at + 45);
        await desk.HoldAsync("ArrowLeft", 80);
        await desk.ShowsAsync(at - 35);
        await desk.HoldAsync("ArrowRight", 7);
        await desk.ShowsAsync(at - 28);
    }

    [Fact]
    public async Task At_the_ends_of_the_film_steps_stay_within_it()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var desk = await DeskScreen.OpenAsync(browser, stage);
        await desk.PressAsync("End");
        await desk.Page.WaitForFunctionAsync("() => said() > 100");
        var last = await FrameAsync(stage);
        await desk.ShowsAsync(last);

        await desk.StepAsync("ArrowLeft", last - 1);
        await desk.StepAsync("ArrowLeft", last - 2);
        await desk.HoldAsync("ArrowRight", 5);
        await desk.ShowsAsync(last);
        await desk.PressAsync("Home");
        await desk.ShowsAsync(0);
        await desk.HoldAsync("ArrowLeft", 2);
        await desk.ShowsAsync(0);
        await desk.StepAsync("ArrowRight", 1);
    }

    [Theory]
    [InlineData("h264-vfr-24-30-mp4")]
    [InlineData("h264-vfr-drops-mp4")]
    public async Task Where_frames_have_no_even_length_the_picture_is_the_one_of_that_moment(string kind)
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null, kind: kind);
        await stage.DeckAsync(new { command = "seek", ms = 2_000 }, Ct);
        var deck = await stage.DeckAsync(Ct);
        var rate = new Rational(deck.GetProperty("frameRate").GetProperty("num").GetInt32(), deck.GetProperty("frameRate").GetProperty("den").GetInt32());
        var at = deck.GetProperty("positionFrame").GetInt32();
        var desk = await DeskScreen.OpenAsync(browser, stage);

        for (var i = 0; i < 12; i++)
        {
            await desk.PressAsync("ArrowRight");
            at++;
            Assert.Equal(await desk.StillNumberAsync((at + 0.5) * 1000 * rate.Den / rate.Num), await desk.NumberOnAsync(at));
        }
    }

    [Fact]
    public async Task Where_the_browser_cannot_begin_in_the_file_the_box_streams_it_from_there_and_it_plays_on()
    {
        // Open groups of pictures, and 4 s of sound behind the last picture: Chromium's decoder gives up at the first seek, on any page.
        await using var stage = await Stage.SetAsync(Ct, durationMs: null, kind: "h264-vfr-24-30-mp4");
        await stage.DeckAsync(new { command = "seek", ms = 5_000 }, Ct);
        var at = await FrameAsync(stage);
        var desk = await DeskScreen.OpenAsync(browser, stage);
        await desk.Page.WaitForFunctionAsync("frame => said() === frame", at);

        await desk.PressAsync("Space");

        await desk.Page.WaitForFunctionAsync("from => said() > from && document.querySelector('.picture video').currentSrc.startsWith('blob:')", at + 30);
    }

    [Fact]
    public async Task A_pause_while_it_plays_and_steps_from_there_show_the_very_frames()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        var desk = await DeskScreen.OpenAsync(browser, stage);
        for (var i = 0; i < 3; i++)
        {
            await desk.PressAsync("Space");
            await desk.Page.WaitForFunctionAsync("from => said() > from", 40 + (100 * i));
            await desk.PressAsync("k");
            await desk.Page.WaitForFunctionAsync("() => document.querySelector('.readout .speed').dataset.moves === 'false'");
            var at = await FrameAsync(stage);
            await desk.ShowsAsync(at);
            await desk.StepAsync("ArrowLeft", at - 1);
            await desk.StepAsync("ArrowLeft", at - 2);
            await desk.StepAsync("ArrowRight", at - 1);
        }
    }

    private static async Task<double> PacedAsync(DeskScreen desk, string key, int frame)
    {
        var began = Stopwatch.GetTimestamp();
        var ms = await desk.StepAsync(key, frame);
        if (Pause - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } rest)
            await Task.Delay(rest, TimeProvider.System, Ct);
        return ms;
    }

    private static async Task<int> FrameAsync(Stage stage) => (await stage.DeckAsync(Ct)).GetProperty("positionFrame").GetInt32();
}
