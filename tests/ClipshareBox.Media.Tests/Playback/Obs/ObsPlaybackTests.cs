using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Tests.Cutting;
using TestMedia;
using Xunit;

namespace ClipshareBox.Media.Tests.Playback.Obs;

/// <summary>Clips in the media source of a real OBS Studio: what goes on air, held against the numbers in the pictures.</summary>
public sealed class ObsPlaybackTests(ObsStudio obs) : IClassFixture<ObsStudio>
{
    // Both inside a group of pictures, with a key frame of every kind below (each 2 s, or each 10) between them.
    private const long InMs = 8200;
    private const long OutMs = 12_400;

    private const string WhySkipped = "OBS Studio is large; only `make test-obs` installs it and asks for it.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("h264-closed-mp4", CutMode.Smart)]
    [InlineData("h264-closed-mp4", CutMode.EditList)]
    [InlineData("h264-open-mp4", CutMode.Smart)]
    [InlineData("h264-open-mp4", CutMode.EditList)]
    [InlineData("hevc-open-mp4", CutMode.Smart)]
    [InlineData("hevc-open-mp4", CutMode.EditList)]
    [InlineData("h264-gop10-mp4", CutMode.Smart)]
    [InlineData("h264-gop10-mp4", CutMode.EditList)]
    public async Task Obs_shows_on_air_each_frame_between_the_marks_and_none_other(string kind, CutMode mode)
    {
        Assert.SkipUnless(ObsStudio.IsWanted, WhySkipped);
        await using var trial = await CutTrial.OpenAsync(SourceKinds.Named(kind), Ct);
        var clip = await trial.KeepAsync(InMs, OutMs, new CutOptions { Mode = mode }, Ct);
        var wanted = Wanted(trial);

        var take = await obs.TakeAsync(clip, clearsAtEnd: false, Ct);

        Assert.Equal(mode, trial.Kept?.Mode); // a clip that was encoded whole would prove nothing of seams
        Assert.Equal([ObsFolder.IdleNumber, .. wanted], Changes(take.Numbers)); // the last frame stays until the next take
        Assert.Equal(wanted.Count * 1000.0 * trial.Kind.Rate.Den / trial.Kind.Rate.Num, take.DurationMs, tolerance: 1);
    }

    [Theory]
    [InlineData("h264-open-mp4", CutMode.Smart)]
    [InlineData("hevc-open-mp4", CutMode.EditList)]
    public async Task A_source_that_clears_at_its_end_shows_no_frame_beyond_the_marks_either(string kind, CutMode mode)
    {
        Assert.SkipUnless(ObsStudio.IsWanted, WhySkipped);
        await using var trial = await CutTrial.OpenAsync(SourceKinds.Named(kind), Ct);
        var clip = await trial.KeepAsync(InMs, OutMs, new CutOptions { Mode = mode }, Ct);
        var wanted = Wanted(trial);

        var take = await obs.TakeAsync(clip, clearsAtEnd: true, Ct);

        // OBS clears before it drew the last one to three frames of any film, also of one that nobody cut.
        var shown = Changes(take.Numbers);
        var drawn = shown.Count - 2;
        Assert.InRange(drawn, wanted.Count - 3, wanted.Count);
        Assert.Equal([ObsFolder.IdleNumber, .. wanted.Take(drawn), ObsFolder.IdleNumber], shown);
    }

    private static List<int> Wanted(CutTrial trial) =>
        [.. trial.Truth.Frames.Where(f => f.Seconds is >= (InMs / 1000.0) - 0.0005 and < (OutMs / 1000.0) - 0.0005).Select(f => f.Number)];

    // 25 program frames a second are more than the films': some stand for two.
    private static List<int> Changes(IReadOnlyList<int> numbers) => [.. numbers.Where((n, i) => i == 0 || n != numbers[i - 1])];
}
