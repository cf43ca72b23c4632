using Xunit;

namespace Clipcut.Tests;

public sealed class ProbeTests(Film film)
{
    [Fact]
    public async Task Facts_are_printed_for_people()
    {
        var ended = (await Clipcut.RunAsync("probe", film.Source)).Expect(0);
        Assert.Contains("video    h264", ended.Output, StringComparison.Ordinal);
        Assert.Contains("192x108, 25 frames/s, yuv420p", ended.Output, StringComparison.Ordinal);
        Assert.Contains("audio 0  aac, mono, 44100 Hz", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_are_printed_for_programs()
    {
        var info = (await Clipcut.RunAsync("probe", film.Source, "--json")).Expect(0).Json;
        Assert.InRange(info.GetProperty("durationMs").GetInt64(), 3990, 4030);
        var video = info.GetProperty("video");
        Assert.Equal([25, 1], new[] { "num", "den" }.Select(part => video.GetProperty("frameRate").GetProperty(part).GetInt32()));
        Assert.Equal("progressive", video.GetProperty("fieldOrder").GetString());
        Assert.Equal("sdr", video.GetProperty("colour").GetProperty("dynamicRange").GetString());
        Assert.Equal("aac", info.GetProperty("audio")[0].GetProperty("codec").GetString());
    }

    [Theory]
    [InlineData("noise.mp4", "words and no film")]
    [InlineData("empty.mp4", "")]
    public async Task A_file_that_is_no_film_ends_with_3(string name, string text)
    {
        var ended = (await Clipcut.RunAsync("probe", await film.WriteAsync(name, text), "--json")).Expect(3);
        Assert.Empty(ended.Output);
        Assert.Contains(name, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_ends_with_3() => (await Clipcut.RunAsync("probe", "/nowhere/film.mp4")).Expect(3);

    [Fact]
    public async Task A_server_that_is_not_there_ends_with_3() => (await Clipcut.RunAsync("probe", "http://127.0.0.1:9/film.mp4")).Expect(3);

    [Fact]
    public async Task A_missing_ffprobe_ends_with_4() =>
        (await Clipcut.RunInAsync("CLIPSHAREBOX__FFPROBE", "/nowhere/ffprobe", "probe", film.Source)).Expect(4);
}
