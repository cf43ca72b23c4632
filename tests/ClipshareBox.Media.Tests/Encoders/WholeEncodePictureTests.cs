using System.Globalization;
using System.Text.RegularExpressions;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Probe;
using Xunit;

namespace ClipshareBox.Media.Tests.Encoders;

public sealed partial class WholeEncodePictureTests(Films films)
{
    [Theory]
    [InlineData(VideoCoding.H264, "h264 mp4")]
    [InlineData(VideoCoding.Hevc, "h264 mp4")]
    [InlineData(VideoCoding.H264, "vfr mkv")]
    public async Task The_playout_profile_has_a_key_frame_first_and_one_each_second_and_few_B_frames(VideoCoding coding, string source)
    {
        var (file, _) = await films.EncodeAsync(await films.GetAsync(source), 1_000, 5_500, new EncodeProfile { Coding = coding });

        var packets = await Clip.PacketsAsync(file);
        var keys = packets.Where(p => p.Key).Select(p => p.Time).Order().ToArray();
        Assert.Equal(0, keys[0]);
        Assert.True(packets[0].Key);
        Assert.All(keys.Zip(keys.Skip(1).Append(packets.Max(p => p.Time))), pair => Assert.InRange(pair.Second - pair.First, 0, 1.0001));
        Assert.DoesNotContain("BBB", await Clip.TypesAsync(file), StringComparison.Ordinal);
        Assert.Equal(coding == VideoCoding.Hevc ? "hevc" : "h264", await Clip.FactAsync(file, "v:0", "codec_name"));
    }

    [Fact]
    public async Task The_index_lies_in_front_and_there_is_one()
    {
        var (file, _) = await films.EncodeAsync(await films.GetAsync("h264 mp4"), 1_000, 2_000, EncodeProfile.Playout);

        var bytes = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.InRange(bytes.IndexOf("moov", StringComparison.Ordinal), 0, bytes.IndexOf("mdat", StringComparison.Ordinal));
        Assert.Single(Regex.Matches(bytes, "moov"));
    }

    [Fact]
    public async Task The_picture_is_that_of_the_source()
    {
        var film = await films.MakeAsync(
            "detail.mp4", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=4", "-c:v", "libx264", "-preset", "veryfast", "-crf", "8", "-g", "100");
        var (file, _) = await films.EncodeAsync(film, 1_000, 2_000, EncodeProfile.Playout);

        var log = await Clip.LogAsync(
            "-i", file, "-i", film.Path, "-lavfi",
            "[0:v]settb=1/25,setpts=N[a];[1:v]trim=start_frame=25:end_frame=50,settb=1/25,setpts=N[b];[a][b]psnr", "-f", "null", "-");
        Assert.InRange(double.Parse(Minimum().Match(log).Groups[1].Value, CultureInfo.InvariantCulture), 33, 100);
    }

    [Theory]
    [InlineData("720p", true, 1280, 720)]
    [InlineData("480p", true, 854, 480)]
    [InlineData("480p", false, 320, 240)]
    public async Task A_rung_of_the_ladder_gives_its_frame_with_bars_or_a_smaller_picture_without(string rung, bool pad, int width, int height)
    {
        Assert.True(QualityRung.TryFind(rung, out var quality));
        var film = await films.MakeAsync(
            "narrow.mp4", "-f", "lavfi", "-i", "color=white:s=320x240:r=25:d=1", "-c:v", "libx264", "-preset", "ultrafast");
        var (file, _) = await films.EncodeAsync(film, 0, 200, new EncodeProfile { Quality = quality, Pad = pad });

        Assert.Equal($"{width}", await Clip.FactAsync(file, "v:0", "width"));
        Assert.Equal($"{height}", await Clip.FactAsync(file, "v:0", "height"));
        Assert.Equal("1:1", await Clip.FactAsync(file, "v:0", "sample_aspect_ratio"));
        // The picture is 4:3: half of a bar is an eighth of the height's third.
        var border = await LumaAsync(file, 2, height / 2);
        var inside = await LumaAsync(file, width / 2, height / 2);
        Assert.Equal(pad, border < 40);
        Assert.InRange(inside, 200, 255);
    }

    [Fact]
    public async Task An_anamorphic_picture_keeps_its_display_aspect()
    {
        var film = await films.MakeAsync(
            "anamorphic.mp4", "-f", "lavfi", "-i", "color=gray:s=180x144:r=25:d=1,setsar=64/45", "-c:v", "libx264", "-preset", "ultrafast");

        var (original, _) = await films.EncodeAsync(film, 0, 200, EncodeProfile.Playout);
        var (scaled, _) = await films.EncodeAsync(film, 0, 200, new EncodeProfile { Quality = new QualityRung("x", 256, 256, 500), Pad = false });

        Assert.Equal("64:45", await Clip.FactAsync(original, "v:0", "sample_aspect_ratio"));
        Assert.Equal("256", await Clip.FactAsync(scaled, "v:0", "width"));
        Assert.Equal("144", await Clip.FactAsync(scaled, "v:0", "height"));
    }

    [Fact]
    public async Task Colour_tags_and_ten_bits_are_kept_where_asked()
    {
        var film = await films.MakeAsync(
            "tags.mp4", "-f", "lavfi", "-i", "color=red:s=64x64:r=25:d=1,format=yuv420p10le", "-c:v", "libx264", "-preset", "ultrafast",
            "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv");

        var (kept, _) = await films.EncodeAsync(film, 0, 200, new EncodeProfile { KeepPixelFormat = true });
        var (plain, _) = await films.EncodeAsync(film, 0, 200, EncodeProfile.Playout);

        Assert.Equal("yuv420p10le", await Clip.FactAsync(kept, "v:0", "pix_fmt"));
        Assert.Equal("yuv420p", await Clip.FactAsync(plain, "v:0", "pix_fmt"));
        foreach (var file in new[] { kept, plain })
        {
            Assert.Equal("bt709", await Clip.FactAsync(file, "v:0", "color_primaries"));
            Assert.Equal("bt709", await Clip.FactAsync(file, "v:0", "color_transfer"));
            Assert.Equal("bt709", await Clip.FactAsync(file, "v:0", "color_space"));
        }
    }

    [Fact]
    public async Task High_dynamic_range_stays_in_HEVC_and_becomes_standard_in_H264()
    {
        var film = await films.MakeAsync(
            "hdr.mp4", "-f", "lavfi", "-i", "testsrc2=s=128x72:r=25:d=1,format=yuv420p10le", "-c:v", "libx265", "-preset", "ultrafast",
            "-x265-params", "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc",
            "-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc", "-color_range", "tv", "-tag:v", "hvc1");
        Assert.Equal(DynamicRange.Hdr10, film.Info.Video.Colour.DynamicRange);

        var (hevc, _) = await films.EncodeAsync(film, 0, 200, new EncodeProfile { Coding = VideoCoding.Hevc });
        var (h264, _) = await films.EncodeAsync(film, 0, 200, EncodeProfile.Playout);

        Assert.Equal(("yuv420p10le", "smpte2084"), (await Clip.FactAsync(hevc, "v:0", "pix_fmt"), await Clip.FactAsync(hevc, "v:0", "color_transfer")));
        Assert.Equal(("yuv420p", "bt709"), (await Clip.FactAsync(h264, "v:0", "pix_fmt"), await Clip.FactAsync(h264, "v:0", "color_transfer")));
    }

    [Fact]
    public async Task Interlaced_pictures_stay_so_or_become_whole_ones()
    {
        var film = await films.GetAsync("h264 interlaced");
        Assert.Equal(FieldOrder.TopFirst, film.Info.Video.FieldOrder);

        var (kept, _) = await films.EncodeAsync(film, 1_000, 2_000, EncodeProfile.Playout);
        var (whole, result) = await films.EncodeAsync(film, 1_000, 2_000, new EncodeProfile { Interlace = InterlaceHandling.Deinterlace });

        Assert.Equal("tt", await Clip.FactAsync(kept, "v:0", "field_order"));
        Assert.Equal("progressive", await Clip.FactAsync(whole, "v:0", "field_order"));
        Assert.Equal(25, result.Frames);
        Assert.Equal(await Clip.SourceNumbersAsync(film, 1_000_000, 2_000_000), await Clip.NumbersAsync(whole));
    }

    [Fact]
    public async Task A_turned_picture_is_turned_or_says_so()
    {
        var upright = await films.MakeAsync("lying.mp4", "-f", "lavfi", "-i", "color=gray:s=160x96:r=25:d=1", "-c:v", "libx264", "-preset", "ultrafast");
        var film = await films.MakeAsync("turned.mp4", "-i", upright.Path, "-c", "copy", "-metadata:s:v:0", "rotate=90");
        Assert.Contains(film.Info.Video.Rotation, new[] { 90, 270 });

        var (turned, _) = await films.EncodeAsync(film, 0, 200, EncodeProfile.Playout);
        var (kept, _) = await films.EncodeAsync(film, 0, 200, new EncodeProfile { Rotation = RotationHandling.Keep });

        Assert.Equal(("96", ""), (await Clip.FactAsync(turned, "v:0", "width"), await Clip.FactAsync(turned, "v:0", "rotation")));
        Assert.Equal(("160", await Clip.FactAsync(film.Path, "v:0", "rotation")), (await Clip.FactAsync(kept, "v:0", "width"), await Clip.FactAsync(kept, "v:0", "rotation")));
    }

    [Fact]
    public async Task WebM_has_VP9_and_Opus_and_every_frame()
    {
        var film = await films.GetAsync("h264 mp4");
        var (file, _) = await films.EncodeAsync(film, 1_000, 2_500, new EncodeProfile { Container = ClipContainer.WebM });

        Assert.Equal("vp9", await Clip.FactAsync(file, "v:0", "codec_name"));
        Assert.Equal("opus", await Clip.FactAsync(file, "a:0", "codec_name"));
        Assert.Equal(await Clip.SourceNumbersAsync(film, 1_000_000, 2_500_000), await Clip.NumbersAsync(file));
        var keys = (await Clip.PacketsAsync(file)).Where(p => p.Key).Select(p => p.Time).ToArray();
        Assert.Equal([0, 1], keys);
    }

    [Fact]
    public async Task A_full_range_picture_becomes_limited_without_changing_its_look()
    {
        var film = await films.MakeAsync(
            "full.mp4", "-f", "lavfi", "-i", "color=white:s=64x64:r=25:d=1,format=yuvj420p", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "5");
        Assert.Equal("pc", film.Info.Video.Colour.Range);

        var (limited, _) = await films.EncodeAsync(film, 0, 200, EncodeProfile.Playout);
        var (kept, _) = await films.EncodeAsync(film, 0, 200, new EncodeProfile { KeepPixelFormat = true });

        Assert.NotEqual("pc", await Clip.FactAsync(limited, "v:0", "color_range")); // limited is what no tag means
        Assert.Equal("pc", await Clip.FactAsync(kept, "v:0", "color_range"));
        Assert.InRange(await LumaAsync(limited, 32, 32), 233, 236);
    }

    private static async Task<int> LumaAsync(string file, int x, int y) => (await Clip.RunAsync("ffmpeg",
        ["-v", "error", "-i", file, "-frames:v", "1", "-vf", $"extractplanes=y,crop=1:1:{x}:{y}", "-f", "rawvideo", "-"]))[0];

    [GeneratedRegex(@"min:([\d.]+|inf)")]
    private static partial Regex Minimum();
}
