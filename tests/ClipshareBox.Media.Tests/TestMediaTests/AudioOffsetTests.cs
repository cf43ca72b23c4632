using System.Globalization;
using ClipshareBox.Media.Processes;
using TestMedia;
using TestMedia.Readers;
using Xunit;

namespace ClipshareBox.Media.Tests.TestMediaTests;

public sealed class AudioOffsetTests(Cabinet cabinet) : IClassFixture<Cabinet>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("offset").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("h264-closed-mp4")]
    [InlineData("h264-closed-mkv")]
    [InlineData("h264-start100-ts")]
    [InlineData("sound-opus-mkv")]
    [InlineData("sound-mp3-mp4")]
    [InlineData("sound-ac3-51-ts")]
    public async Task A_film_is_in_time_with_itself(string name)
    {
        var film = await cabinet.PathOfAsync(SourceKinds.Named(name), Ct);
        var truth = await Truth.OfAsync(film, Ct);

        var offset = await AudioOffset.MeasureAsync(film, truth.Frames[0].Seconds, film, Ct);

        Assert.Equal(0, offset.WorstMs, 0.1);
        Assert.InRange(offset.Likeness, 0.99, 1.01);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    [InlineData(-61)]
    public async Task Sound_that_was_moved_is_measured_to_the_tenth_of_a_ms(int ms)
    {
        var film = await cabinet.PathOfAsync(H264Kinds.Plain, Ct);
        var clip = await ClipAsync(film, ms);

        // Frame 96 begins at 96 * 1001 / 24000 s, where the clip was cut.
        var offset = await AudioOffset.MeasureAsync(film, 4.004, clip, Ct);

        Assert.Equal(ms, offset.Ms, 0.1);
        Assert.InRange(offset.Likeness, 0.9, 1.01);
    }

    [Fact]
    public async Task The_second_track_is_not_taken_for_the_first()
    {
        var film = await cabinet.PathOfAsync(SourceKinds.Named("sound-two-languages-mp4"), Ct);

        var same = await AudioOffset.MeasureAsync(film, 0, film, Ct, track: 1);
        var other = await AudioOffset.MeasureAsync(film, 0, film, Ct, track: 1, clipTrack: 0);

        Assert.True(same.Likeness > 0.99);
        Assert.True(other.Likeness < 0.5);
    }

    private async Task<string> ClipAsync(string film, int ms)
    {
        var path = Path.Combine(_folder, "clip.mkv");
        var shift = ms.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-v", "error", "-i", film, "-filter_complex",
            $"[0:v]trim=start=4.003:end=9,setpts=PTS-STARTPTS[v];[0:a]atrim=start=4.004:end=9,asetpts=PTS-4.004/TB+{shift}/1000/TB[a]",
            "-map", "[v]", "-map", "[a]", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "flac", path,
        ];
        var result = await Tool.RunAsync("ffmpeg", arguments, TimeSpan.FromMinutes(1), TimeProvider.System, Ct);
        Assert.True(result.ExitCode == 0, result.ErrorText);
        return path;
    }
}
