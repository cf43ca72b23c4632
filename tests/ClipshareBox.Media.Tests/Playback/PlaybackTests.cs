using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Tests.Cutting;
using TestMedia;
using TestMedia.Readers;
using Xunit;

namespace ClipshareBox.Media.Tests.Playback;

/// <summary>Clips in a real Chromium: what people see before and after they press play, held against the numbers in the pictures.</summary>
public sealed class PlaybackTests(Browser browser) : IClassFixture<Browser>
{
    private const long InMs = 5100; // inside an open group of pictures
    private const long OutMs = 8300;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("h264-open-mp4", CutMode.Smart)]
    [InlineData("h264-open-mp4", CutMode.EditList)]
    [InlineData("h264-open-mkv", CutMode.Smart)]
    [InlineData("h264-open-gop10-mkv", CutMode.EditList)]
    [InlineData("h264-25-open-ts", CutMode.Smart)]
    [InlineData("h264-25-open-ts", CutMode.EditList)]
    [InlineData("h264-vfr-drops-mp4", CutMode.Smart)]
    [InlineData("h264-vfr-drops-mp4", CutMode.EditList)]
    public async Task A_browser_shows_the_frames_between_the_marks_and_none_other(string kind, CutMode mode)
    {
        await using var trial = await CutTrial.OpenAsync(SourceKinds.Named(kind), Ct);
        var clip = await trial.KeepAsync(InMs, OutMs, new CutOptions { Mode = mode }, Ct);
        var wanted = trial.Truth.Frames.Where(f => f.Seconds is >= (InMs / 1000.0) - 0.0005 and < (OutMs / 1000.0) - 0.0005).ToList();
        await using var server = await ClipServer.StartAsync(clip);
        var player = await Player.OnAsync(await browser.OpenAsync(server.Address));

        Assert.Equal(wanted[0].Number, await player.LoadAsync(ClipServer.Clip));
        foreach (var at in new[] { wanted.Count / 2, wanted.Count - 1, 1, wanted.Count / 3 })
            Assert.Equal(wanted[at].Number, await player.SeekAsync(Middle(wanted, at)));
        Assert.Equal(wanted[0].Number, await player.SeekAsync(0));

        var played = await player.PlayThroughAsync();

        Assert.True(played.Ended);
        Assert.Null(played.Error);
        Assert.Equal(wanted[^1].Number, played.Shown[^1]);
        Assert.Equal(played.Shown.Order(), played.Shown);
        Assert.Subset(wanted.Select(f => f.Number).ToHashSet(), played.Shown.ToHashSet());
    }

    // Times of the clip are those of the source from its first frame on. A few ms inside the frame, whose shortest lasts 16.
    private static double Middle(List<ShownFrame> wanted, int at) => wanted[at].Seconds - wanted[0].Seconds + 0.006;
}
