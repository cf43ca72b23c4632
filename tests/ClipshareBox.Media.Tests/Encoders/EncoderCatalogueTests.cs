using System.Diagnostics;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Time;
using Xunit;

namespace ClipshareBox.Media.Tests.Encoders;

public sealed class EncoderCatalogueTests(Films films)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Software_encoders_are_proven_by_what_comes_back_and_the_device_is_said_to_be_missing()
    {
        var found = await EncoderCatalogue.DetectAsync(Films.Tools, null, TimeProvider.System, Ct);

        Assert.Equal(["h264_v4l2m2m", "libx264", "libx265", "libvpx-vp9", "aac", "libopus"], found.Encoders.Select(e => e.Name));
        Assert.All(found.Encoders.Skip(1), e => Assert.True(e.Works, e.WhyNot));
        Assert.All(found.Encoders.Skip(1), e => Assert.InRange(e.Psnr, 25, 100));
        Assert.Contains("no such device", found.ToText(), StringComparison.Ordinal);
        var choice = found.ForWholeClip(Video());
        Assert.Equal("libx264", choice.Name);
        Assert.Contains("no such device", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_are_kept_and_an_unreadable_file_is_tested_anew()
    {
        var cache = films.NewFile(".json");
        await File.WriteAllTextAsync(cache, "{ broken", Ct);

        var first = await EncoderCatalogue.DetectAsync(Films.Tools, cache, TimeProvider.System, Ct);
        var clock = Stopwatch.StartNew();
        var second = await EncoderCatalogue.DetectAsync(Films.Tools, cache, TimeProvider.System, Ct);

        Assert.Equal((false, true), (first.FromCache, second.FromCache));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 1_500);
        Assert.Equal(first.ToText(), second.ToText());
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(cache)!, "*.part"));
    }

    [Fact]
    public async Task A_device_that_proves_itself_is_chosen_within_its_limits()
    {
        var found = await DetectAsync(FakeTools.With("libx264 -preset ultrafast"), Limit);

        Assert.True(found.Encoders[0].Works, found.Encoders[0].WhyNot);
        Assert.Contains("bcm2835-codec-encode", found.HardwareDevice, StringComparison.Ordinal);
        Assert.Equal(4, found.Encoders[0].Trials.Count);
        Assert.True(found.ForWholeClip(Video()).IsHardware);
        Assert.False(found.ForWholeClip(Video(3840, 2160)).IsHardware);
        Assert.False(found.ForWholeClip(Video(rate: 50)).IsHardware);
        Assert.True(found.ForWholeClip(Video(rate: 50), new EncodeProfile { Speed = ClipSpeed.Half }).IsHardware);
        Assert.False(found.ForWholeClip(Video(format: "yuv420p10le"), new EncodeProfile { KeepPixelFormat = true }).IsHardware);
        Assert.Equal("libx265", found.ForWholeClip(Video(), new EncodeProfile { Coding = VideoCoding.Hevc }).Name);
        Assert.Equal("libx264", found.ForPieces(Video())?.Name);
    }

    [Fact]
    public async Task A_device_that_breaks_pictures_of_odd_widths_is_used_for_even_ones_only()
    {
        var found = await DetectAsync(
            $"case \"$*\" in *854x480*) f=negate;; *) f=null;; esac; {FakeTools.With("libx264 -preset ultrafast -vf $f")}", Limit);

        Assert.True(found.ForWholeClip(Video(1280, 720)).IsHardware);
        var choice = found.ForWholeClip(Video(854, 480));
        Assert.Equal("libx264", choice.Name);
        Assert.Contains("broken at widths like 854", choice.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("libx264 -preset ultrafast -vf boxblur=20", null, "the picture is broken")]
    [InlineData("libx264 -frames:v 9", null, "only 9 of 24 frames came back")]
    [InlineData(null, "exec sleep 60", "did not end within")]
    [InlineData(null, "echo 'Could not find a valid device' >&2; exit 1", "Could not find a valid device")]
    public async Task A_device_that_fails_its_test_is_not_used_and_the_reason_is_kept(string? arguments, string? behaviour, string why)
    {
        var found = await DetectAsync(behaviour ?? FakeTools.With(arguments!), Limit); // one of the two is given

        Assert.False(found.Encoders[0].Works);
        Assert.Contains(why, found.Encoders[0].WhyNot, StringComparison.Ordinal);
        var choice = found.ForWholeClip(Video());
        Assert.Equal("libx264", choice.Name);
        Assert.Contains(why, choice.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("h264", "yuv420p", FieldOrder.Progressive, "libx264")]
    [InlineData("h264", "yuv422p10le", FieldOrder.TopFirst, "libx264")]
    [InlineData("hevc", "yuv420p10le", FieldOrder.Progressive, "libx265")]
    [InlineData("hevc", "yuv420p", FieldOrder.TopFirst, null)]
    [InlineData("h264", "nv99", FieldOrder.Progressive, null)]
    [InlineData("vp9", "yuv420p", FieldOrder.Progressive, null)]
    public void Pieces_are_encoded_in_the_codec_and_format_of_the_source_or_not_at_all(string codec, string format, FieldOrder order, string? expected)
    {
        var catalogue = new EncoderCatalogue("k", "f", null, [], fromCache: false);

        var choice = catalogue.ForPieces(Video(format: format) with { Codec = codec, FieldOrder = order });

        Assert.Equal(expected, choice?.Name);
        if (choice is not null)
            Assert.Equal(format, choice.Arguments[choice.Arguments.ToList().IndexOf("-pix_fmt") + 1]);
    }

    private async Task<EncoderCatalogue> DetectAsync(string behaviour, TimeSpan limit)
    {
        var root = Directory.CreateDirectory(films.NewFile(""));
        Directory.CreateDirectory(Path.Combine(root.FullName, "sys", "video10"));
        Directory.CreateDirectory(Path.Combine(root.FullName, "sys", "video11"));
        Directory.CreateDirectory(Path.Combine(root.FullName, "dev"));
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "sys", "video10", "name"), "bcm2835-codec-decode\n", Ct);
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "sys", "video11", "name"), "bcm2835-codec-encode\n", Ct);
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "dev", "video11"), "", Ct);
        var devices = new V4l2Devices(Path.Combine(root.FullName, "sys"), Path.Combine(root.FullName, "dev"));
        MediaTools tools = FakeTools.Ffmpeg(films, behaviour);
        return await EncoderCatalogue.DetectAsync(tools, null, TimeProvider.System, devices, limit, Ct);
    }

    private static VideoInfo Video(int width = 1920, int height = 1080, int rate = 25, string format = "yuv420p") => new(
        0, "h264", "High", 40, width, height, format, 8, new Rational(rate, 1), new Rational(rate, 1), new Rational(1, 12800), 0, new Rational(1, 1), 0,
        new ColourInfo("tv", "bt709", "bt709", "bt709", DynamicRange.Sdr, null, null), FieldOrder.Progressive, 0, 2);
}
