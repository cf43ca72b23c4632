using ClipshareBox.Media.Encoders;
using Xunit;

namespace ClipshareBox.Media.Tests.Encoders;

public sealed class WholeEncodeExactTests(Films films)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly (long In, long Out)[] Places =
        [(0, 500), (2_400, 3_401), (3_333, 4_150), (4_040, 4_080), (7_400, 60_000)];

    public static TheoryData<string> Sources =>
    [
        "h264 mp4", "h264 mkv 29.97", "h264 mkv 23.976", "h264 ts open", "h264 mp4 late start", "h264 10 bit", "h264 one group",
        "h264 ts one group", "h264 interlaced", "hevc mp4", "mpeg2 ts", "mpeg4 avi", "vp9 webm", "av1 mp4", "vfr mkv", "vfr mp4",
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_clip_holds_exactly_the_frames_whose_start_lies_between_the_marks(string source)
    {
        var film = await films.GetAsync(source);
        foreach (var (inMs, outMs) in Places)
        {
            var file = films.NewFile();
            var request = EncodeRequest.FromMarks(film.Input, film.Info, inMs, outMs, EncodeProfile.Playout, file);

            var result = await new WholeEncode(Films.Tools, TimeProvider.System).RunAsync(request, null, Ct);

            var expected = await Clip.SourceNumbersAsync(film, request.InUs, request.OutUs);
            Assert.Equal(expected, await Clip.NumbersAsync(file));
            Assert.Equal(expected.Length, result.Frames);
            Assert.Equal(result.Pts, result.Pts.Order().Distinct());
        }
    }

    [Theory]
    [InlineData("h264 mp4", "25/1")]
    [InlineData("h264 mkv 23.976", "24000/1001")]
    [InlineData("h264 mkv 29.97", "30000/1001")]
    public async Task A_constant_rate_source_gets_its_exact_grid_even_from_whole_milliseconds(string source, string rate)
    {
        var film = await films.GetAsync(source);
        var file = films.NewFile();

        var result = await new WholeEncode(Films.Tools, TimeProvider.System).RunAsync(
            EncodeRequest.FromMarks(film.Input, film.Info, 1_500, 3_700, EncodeProfile.Playout, file), null, Ct);

        var seconds = double.Parse(await Clip.FactAsync(file, null, "duration"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(result.Frames / ClipshareBox.Media.Time.Rational.Parse(rate).ToDouble(), seconds, 0.001);
        Assert.Equal(rate, await Clip.FactAsync(file, "v:0", "avg_frame_rate"));
        Assert.Equal(rate, await Clip.FactAsync(file, "v:0", "r_frame_rate"));
        Assert.Equal("0.000000", await Clip.FactAsync(file, "v:0", "start_time"));
    }

    [Theory]
    [InlineData("vfr mkv")]
    [InlineData("vfr mp4")]
    public async Task A_variable_rate_source_keeps_the_times_of_its_frames(string source)
    {
        var film = await films.GetAsync(source);
        var file = films.NewFile();

        var result = await new WholeEncode(Films.Tools, TimeProvider.System).RunAsync(
            EncodeRequest.FromMarks(film.Input, film.Info, 1_500, 3_700, EncodeProfile.Playout, file), null, Ct);

        var tick = film.Info.Video.TimeBase.ToDouble();
        var times = (await Clip.PacketsAsync(file)).Select(p => p.Time).Order().ToArray();
        Assert.Equal(result.Pts.Count, times.Length);
        Assert.All(times.Zip(result.Pts), pair => Assert.Equal((pair.Second - result.FirstPts) * tick, pair.First, 0.000_01));
        var length = double.Parse(await Clip.FactAsync(file, "v:0", "duration"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((result.EndPts - result.FirstPts) * tick, length, 0.001);
    }

    [Fact]
    public async Task Marks_between_which_no_frame_starts_are_a_bad_range()
    {
        var film = await films.GetAsync("h264 mp4");
        var request = EncodeRequest.FromMarks(film.Input, film.Info, 1_005, 1_030, EncodeProfile.Playout, films.NewFile());

        var fault = await Assert.ThrowsAsync<MediaException>(() => new WholeEncode(Films.Tools, TimeProvider.System).RunAsync(request, null, Ct));

        Assert.Equal(MediaFault.BadRange, fault.Fault);
    }
}
