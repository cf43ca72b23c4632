using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ClipshareBox.Media.Cutting;
using TestMedia;
using Xunit;

namespace ClipshareBox.Media.Tests.Cutting;

/// <summary>The films' cues say "second N" and begin with each whole second.</summary>
public sealed partial class SubtitleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("subtitles-srt-mkv", CutMode.Smart)]
    [InlineData("subtitles-srt-mkv", CutMode.EditList)]
    [InlineData("subtitles-text-mp4", CutMode.Smart)]
    public async Task Text_subtitles_stay_with_the_words_they_belong_to(string kind, CutMode mode)
    {
        await using var trial = await CutTrial.OpenAsync(SourceKinds.Named(kind), Ct);
        var clip = await trial.KeepAsync(3500, 7250, new CutOptions { Mode = mode }, Ct);
        var first = trial.Truth.Frames.First(f => f.Seconds >= 3.4995).Seconds;

        var cues = await CuesAsync(clip);

        Assert.Equal([3, 4, 5, 6, 7], cues.Select(c => c.Second));
        Assert.InRange(cues[0].Start, 0, 0.002);
        // Containers round to whole ms, and some begin a few ms before their first frame.
        Assert.All(cues.Skip(1), cue => Assert.InRange(cue.Start, cue.Second - first - 0.03, cue.Second - first + 0.03));
    }

    [Fact]
    public async Task Subtitles_can_be_left_out()
    {
        await using var trial = await CutTrial.OpenAsync(SourceKinds.Named("subtitles-srt-mkv"), Ct);
        var clip = await trial.KeepAsync(3500, 5000, new CutOptions { Subtitles = false }, Ct);

        Assert.Empty((await CutTrial.ProbeAsync(clip, Ct)).Subtitles);
    }

    private static async Task<List<(int Second, double Start)>> CuesAsync(string clip)
    {
        var run = await Ffmpeg.RunAsync(["-v", "error", "-i", clip, "-map", "0:s:0", "-f", "srt", "-"], Ct);
        return [.. CuePattern().Matches(Encoding.UTF8.GetString(run.Output).ReplaceLineEndings("\n")).Select(m => (
            int.Parse(m.Groups["second"].Value, CultureInfo.InvariantCulture),
            TimeSpan.ParseExact(m.Groups["start"].Value, @"hh\:mm\:ss\,fff", CultureInfo.InvariantCulture).TotalSeconds))];
    }

    [GeneratedRegex(@"(?<start>\d\d:\d\d:\d\d,\d{3}) --> .*\nsecond (?<second>\d+)")]
    private static partial Regex CuePattern();
}
