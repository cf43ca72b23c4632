using System.Diagnostics;
using ClipshareBox.Media.Encoders;
using Xunit;

namespace ClipshareBox.Media.Tests.Encoders;

public sealed class EncodeFaultTests(Films films)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Progress_rises_to_one()
    {
        var film = await films.GetAsync("h264 mp4");
        var seen = new List<double>();
        var request = EncodeRequest.FromMarks(film.Input, film.Info, 1_000, 3_000, EncodeProfile.Playout, films.NewFile());

        await new WholeEncode(Films.Tools, TimeProvider.System).RunAsync(request, new Direct(seen.Add), Ct);

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1]);
        Assert.InRange(seen.Count, 51, 51);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_encode_ends_within_a_second(bool reverse)
    {
        var film = await films.MakeAsync(
            "heavy.mp4", "-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25:d=8", "-c:v", "libx264", "-preset", "ultrafast");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var clock = new Stopwatch();
        var profile = new EncodeProfile { Reverse = reverse };
        var request = EncodeRequest.FromMarks(film.Input, film.Info, 0, 8_000, profile, films.NewFile());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new WholeEncode(Films.Tools, TimeProvider.System).RunAsync(
            request,
            new Direct(_ =>
            {
                clock.Start();
                stop.Cancel();
            }),
            stop.Token));

        Assert.InRange(clock.ElapsedMilliseconds, 0, 1_500); // one second, and what a loaded test machine adds
    }

    [Fact]
    public async Task A_full_disk_is_told_apart_from_a_lost_source()
    {
        var film = await films.GetAsync("h264 mp4");
        var link = films.NewFile(); // a device that is always full
        File.CreateSymbolicLink(link, "/dev/full");

        var full = await Assert.ThrowsAsync<MediaException>(() => new WholeEncode(Films.Tools, TimeProvider.System).RunAsync(
            EncodeRequest.FromMarks(film.Input, film.Info, 0, 1_000, EncodeProfile.Playout, link), null, Ct));
        var lost = await Assert.ThrowsAsync<MediaException>(() => new WholeEncode(Films.Tools, TimeProvider.System).RunAsync(
            EncodeRequest.FromMarks(["-i", film.Path + ".gone"], film.Info, 0, 1_000, EncodeProfile.Playout, films.NewFile()), null, Ct));
        var nowhere = await Assert.ThrowsAsync<MediaException>(() => new WholeEncode(Films.Tools, TimeProvider.System).RunAsync(
            EncodeRequest.FromMarks(film.Input, film.Info, 0, 1_000, EncodeProfile.Playout, "/nowhere/a.mp4"), null, Ct));

        Assert.Equal((MediaFault.DiskFull, MediaFault.SourceMissing, MediaFault.CannotWrite), (full.Fault, lost.Fault, nowhere.Fault));
    }

    [Fact]
    public async Task A_device_that_hangs_is_given_up_and_software_makes_the_clip()
    {
        var film = await films.GetAsync("h264 mp4");
        var file = films.NewFile();
        var tools = FakeTools.Ffmpeg(films, "exec sleep 60");
        var device = EncoderChooser.DeviceFor(192, 108, 25, null, "passed its test");
        var request = EncodeRequest.FromMarks(film.Input, film.Info, 1_000, 2_000, EncodeProfile.Playout, file) with { Encoder = device };

        var result = await new WholeEncode(tools, TimeProvider.System) { DeviceStall = TimeSpan.FromMilliseconds(600) }.RunAsync(request, null, Ct);

        Assert.Equal("libx264", result.Encoder);
        Assert.Contains("stood still", result.EncoderReason, StringComparison.Ordinal);
        Assert.Equal(25, (await Clip.NumbersAsync(file)).Length);
    }

    [Fact]
    public async Task A_device_that_loses_frames_is_given_up()
    {
        var film = await films.GetAsync("h264 mp4");
        var file = films.NewFile();
        var tools = FakeTools.Ffmpeg(films, FakeTools.With("libx264 -frames:v 7"));
        var request = EncodeRequest.FromMarks(film.Input, film.Info, 1_000, 2_000, EncodeProfile.Playout, file) with
        {
            Encoder = EncoderChooser.DeviceFor(192, 108, 25, null, "passed its test"),
        };

        var result = await new WholeEncode(tools, TimeProvider.System).RunAsync(request, null, Ct);

        Assert.Equal("libx264", result.Encoder);
        Assert.Equal(await Clip.SourceNumbersAsync(film, 1_000_000, 2_000_000), await Clip.NumbersAsync(file));
    }

    [Fact]
    public async Task A_software_encoder_that_stands_still_is_ended()
    {
        var film = await films.GetAsync("h264 mp4");
        var tools = FakeTools.Ffmpeg(films, "exec sleep 60", "libx264");
        var request = EncodeRequest.FromMarks(film.Input, film.Info, 1_000, 2_000, EncodeProfile.Playout, films.NewFile());

        var fault = await Assert.ThrowsAsync<MediaException>(
            () => new WholeEncode(tools, TimeProvider.System) { Stall = TimeSpan.FromMilliseconds(500) }.RunAsync(request, null, Ct));

        Assert.Equal(MediaFault.ToolFailed, fault.Fault);
    }

    private sealed class Direct(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
