using System.Globalization;
using System.Text.RegularExpressions;
using ClipshareBox.Media.Encoders;
using Xunit;

namespace ClipshareBox.Media.Tests.Encoders;

public sealed class WholeEncodeSoundTests(Films films)
{
    [Theory]
    [InlineData("h264 mp4", 0.001)]
    [InlineData("h264 mkv 29.97", 0.0015)]
    [InlineData("h264 ts open", 0.001)]
    [InlineData("vfr mkv", 0.0015)]
    [InlineData("vp9 webm", 0.0015)]
    public async Task Sound_stays_where_it_was_beside_the_picture(string source, double tolerance)
    {
        var film = await films.GetAsync(source);
        var (file, result) = await films.EncodeAsync(film, 2_400, 4_700, EncodeProfile.Playout);

        var first = result.FirstPts * film.Info.Video.TimeBase.ToDouble();
        var start = await Clip.FirstSoundAsync(film.Path);
        var expected = Clip.Beeps(await Clip.SamplesAsync(film.Path))
            .Select(t => t + start - first).Where(t => t is > 0 and < 2.2).ToArray();
        var found = Clip.Beeps(await Clip.SamplesAsync(file));
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    [Fact]
    public async Task A_track_that_begins_late_begins_as_late_in_the_clip()
    {
        var film = await films.MakeAsync(
            "late.mkv", "-f", "lavfi", "-i", Films.Picture("25", 4), "-itsoffset", "1.5", "-f", "lavfi", "-i", "sine=f=1000:r=44100:d=2",
            "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "flac");

        var (file, _) = await films.EncodeAsync(film, 1_000, 3_000, EncodeProfile.Playout);

        var samples = await Clip.SamplesAsync(file);
        Assert.Equal(0.5, Array.FindIndex(samples, s => Math.Abs(s) > 0.05) / 48_000.0, 0.002);
        Assert.Equal("2.000000", await Clip.FactAsync(file, "a:0", "duration"));
    }

    [Fact]
    public async Task All_tracks_are_kept_with_their_languages_or_only_those_asked_for()
    {
        var film = await films.MakeAsync(
            "tracks.mkv", "-f", "lavfi", "-i", Films.Picture("25", 2), "-f", "lavfi", "-i", "sine=f=300:d=2",
            "-f", "lavfi", "-i", "sine=f=900:d=2,aformat=channel_layouts=5.1", "-map", "0", "-map", "1", "-map", "2",
            "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "ac3", "-metadata:s:a:0", "language=deu", "-metadata:s:a:1", "language=eng");

        var (all, _) = await films.EncodeAsync(film, 0, 1_000, EncodeProfile.Playout);
        var (second, _) = await films.EncodeAsync(film, 0, 1_000, EncodeProfile.Playout, [1]);
        var (none, _) = await films.EncodeAsync(film, 0, 1_000, EncodeProfile.Playout, []);

        Assert.Equal(("deu", "eng"), (await Clip.FactAsync(all, "a:0", "language"), await Clip.FactAsync(all, "a:1", "language")));
        Assert.Equal(("1", "6"), (await Clip.FactAsync(all, "a:0", "channels"), await Clip.FactAsync(all, "a:1", "channels")));
        Assert.Equal(("eng", "2"), (await Clip.FactAsync(second, "a:0", "language"), await Clip.FactAsync(second, null, "nb_streams")));
        Assert.Equal("1", await Clip.FactAsync(none, null, "nb_streams"));
    }

    [Theory]
    [InlineData(LoudnessTarget.Web, -16)]
    [InlineData(LoudnessTarget.EbuR128, -23)]
    [InlineData(LoudnessTarget.AtscA85, -24)]
    public async Task Loudness_meets_its_target_by_one_gain_at_48_kHz(LoudnessTarget target, double lufs)
    {
        // Quiet, then a little less quiet: a filter that rides the gain would even this out.
        var film = await films.MakeAsync(
            "quiet.mp4", "-f", "lavfi", "-i", Films.Picture("25", 8), "-f", "lavfi", "-i",
            "anoisesrc=c=pink:r=44100:d=8:seed=7:a=0.1,volume='if(lt(t,4),0.5,1)':eval=frame", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac");

        var (file, _) = await films.EncodeAsync(film, 1_000, 7_000, new EncodeProfile { Loudness = target });

        Assert.Equal(lufs, await FigureAsync(file, "I", "LUFS"), 0.5);
        Assert.Equal("48000", await Clip.FactAsync(file, "a:0", "sample_rate"));
        Assert.InRange(await FigureAsync(file, "Peak", "dBFS"), -100, -1.2);
        var samples = await Clip.SamplesAsync(file);
        double Power(int from, int to) => samples[(from * 48_000)..(to * 48_000)].Average(s => (double)s * s);
        Assert.Equal(6.0, 10 * Math.Log10(Power(4, 6) / Power(0, 2)), 0.7);
    }

    [Fact]
    public async Task Silence_has_no_loudness_and_stays_silence()
    {
        var film = await films.MakeAsync(
            "silent.mp4", "-f", "lavfi", "-i", Films.Picture("25", 2), "-f", "lavfi", "-i", "anullsrc=d=2", "-shortest",
            "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac");

        var (file, _) = await films.EncodeAsync(film, 0, 1_000, new EncodeProfile { Loudness = LoudnessTarget.Web });

        Assert.All(await Clip.SamplesAsync(file), s => Assert.Equal(0, s, 0.001f));
    }

    [Fact]
    public async Task An_audio_track_that_is_not_there_is_said()
    {
        var film = await films.GetAsync("h264 mp4");

        var fault = await Assert.ThrowsAsync<MediaException>(() => films.EncodeAsync(film, 0, 1_000, EncodeProfile.Playout, [3]));

        Assert.Equal(MediaFault.CannotCut, fault.Fault);
        Assert.Contains("no audio track 3", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<double> FigureAsync(string file, string name, string unit)
    {
        var log = await Clip.LogAsync("-i", file, "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-");
        return double.Parse(Regex.Matches(log, $@"{name}:\s+(-?[\d.]+) {unit}")[^1].Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
