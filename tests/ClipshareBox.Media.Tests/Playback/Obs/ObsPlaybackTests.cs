using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Tests.Cutting;
using TestMedia;
using Xunit;

namespace ClipshareBox.Media.Tests.Playback.Obs;

/// <summary>Clips in the media source of a real OBS Studio: what goes on air, held against the numbers in the pictures.</summary>
public sealed class ObsPlaybackTests(ObsStudio obs, ITestOutputHelper output) : IClassFixture<ObsStudio>
{
    // Both inside a group of pictures, with a key frame of every kind below (each 2 s, or each 10) between them.
    private const long InMs = 8200;
    private const long OutMs = 12_400;

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
    public async Task Obs_shows_on_air_the_frames_between_the_marks_and_none_other(string kind, CutMode mode)
    {
        Assert.SkipUnless(ObsStudio.IsWanted, "OBS Studio is large, and installed by `make test-obs` only.");
        await using var trial = await CutTrial.OpenAsync(SourceKinds.Named(kind), Ct);
        var clip = await trial.KeepAsync(InMs, OutMs, new CutOptions { Mode = mode }, Ct);
        var wanted = trial.Truth.Frames.Where(f => f.Seconds is >= (InMs / 1000.0) - 0.0005 and < (OutMs / 1000.0) - 0.0005).ToList();

        var take = await obs.TakeAsync(clip, Ct);

        output.WriteLine($"OBS {await obs.VersionAsync(Ct)}, {take.DurationMs} ms, wanted {wanted[0].Number} to {wanted[^1].Number}: {string.Join(' ', take.Numbers)}");
    }
}
