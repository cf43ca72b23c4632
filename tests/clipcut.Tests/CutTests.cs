using Xunit;

namespace Clipcut.Tests;

public sealed class CutTests(Film film)
{
    [Theory]
    [InlineData("1000", "2000")]
    [InlineData("0:01", "00:00:02.000")]
    [InlineData("00:00:01:00", "00:00:02:00")]
    public async Task Marks_in_any_form_cut_the_same_frames(string from, string to)
    {
        var clip = Path.Combine(film.NewFolder(), "clip.mp4");
        var report = (await Clipcut.RunAsync("cut", film.Source, from, to, clip, "--json")).Expect(0).Json;
        Assert.Equal([25, 25, 49], new[] { "frames", "firstFrame", "lastFrame" }.Select(field => report.GetProperty(field).GetInt32()));
        Assert.True(report.GetProperty("verified").GetBoolean());
        Assert.Equal(new FileInfo(clip).Length, report.GetProperty("sizeBytes").GetInt64());
        Assert.Equal(25, await Film.CountFramesAsync(clip));
    }

    [Fact]
    public async Task The_report_has_the_fields_of_the_contract()
    {
        var clip = Path.Combine(film.NewFolder(), "clip.mp4");
        var report = (await Clipcut.RunAsync("cut", film.Source, "1000", "2000", clip, "--json", "--mode", "edit-list", "--verify=none")).Expect(0).Json;
        Assert.Equal("edit-list", report.GetProperty("mode").GetString());
        Assert.False(report.GetProperty("verified").GetBoolean());
        foreach (var field in new[] { "firstFrame", "lastFrame", "frames", "copiedFrames", "encodedFrames", "wallMs", "sourceBytesRead" })
            Assert.True(report.GetProperty(field).GetInt64() >= 0, field);
        Assert.Equal(0, report.GetProperty("encodedFrames").GetInt32());
        Assert.NotEmpty(report.GetProperty("timeline").EnumerateArray());
    }

    [Fact]
    public async Task A_timecode_counts_from_the_start_timecode_that_is_given()
    {
        var clip = Path.Combine(film.NewFolder(), "clip.mp4");
        var report = (await Clipcut.RunAsync(
            "cut", film.Source, "10:00:01:05", "10:00:02:00", clip, "--start-timecode", "10:00:00:00", "--json")).Expect(0).Json;
        Assert.Equal((30, 20), (report.GetProperty("firstFrame").GetInt32(), report.GetProperty("frames").GetInt32()));
    }

    [Fact]
    public async Task The_report_for_people_names_mode_frames_and_check()
    {
        var clip = Path.Combine(film.NewFolder(), "clip.mp4");
        var ended = (await Clipcut.RunAsync("cut", film.Source, "1040", "2000", clip, "--progress")).Expect(0);
        Assert.Contains("frames   24 (26 to 49)", ended.Output, StringComparison.Ordinal);
        Assert.Contains("check    quick, right", ended.Output, StringComparison.Ordinal);
        Assert.EndsWith("100 %", ended.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2000", "1000")]
    [InlineData("1000", "1000")]
    [InlineData("60000", "61000")]
    [InlineData("00:00:01;00", "00:00:02;00")]
    [InlineData("00:00:01:25", "00:00:02:00")]
    [InlineData("0", "1000", "--tracks", "1")]
    public async Task A_range_that_the_source_does_not_have_ends_with_2_and_leaves_no_file(string from, string to, params string[] more)
    {
        var folder = film.NewFolder();
        (await Clipcut.RunAsync(["cut", film.Source, from, to, Path.Combine(folder, "clip.mp4"), .. more])).Expect(2);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task The_source_is_never_replaced_by_its_clip()
    {
        var folder = film.NewFolder();
        var own = Path.Combine(folder, "own.mp4");
        var link = Path.Combine(folder, "link.mp4");
        File.Copy(film.Source, own);
        File.CreateSymbolicLink(link, own);
        foreach (var destination in new[] { own, Path.Combine(folder, ".", "own.mp4") })
            Assert.Contains("the source itself", (await Clipcut.RunAsync("cut", own, "0", "1000", destination)).Expect(2).Errors, StringComparison.Ordinal);
        (await Clipcut.RunAsync("cut", link, "0", "1000", own)).Expect(2);
        Assert.Equal(new FileInfo(film.Source).Length, new FileInfo(own).Length);
    }

    [Fact]
    public async Task A_destination_that_cannot_be_written_ends_with_5()
    {
        var inTheWay = await film.WriteAsync("file", "x");
        (await Clipcut.RunAsync("cut", film.Source, "0", "1000", Path.Combine(inTheWay, "clip.mp4"))).Expect(5);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_a_cut_at_once_and_leaves_no_file(string signal, int exitCode)
    {
        var folder = film.NewFolder();
        var (ended, after) = await Clipcut.InterruptAsync(
            signal, "cut", film.LongSource, "0", "90000", Path.Combine(folder, "clip.mp4"), "--mode", "encode");
        ended.Expect(exitCode);
        Assert.Contains("clipcut: cancelled", ended.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Assert.True(after < TimeSpan.FromSeconds(3), $"{after} on a machine that may be busy");
    }
}
