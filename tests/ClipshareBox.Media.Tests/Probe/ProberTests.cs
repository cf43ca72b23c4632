using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Time;
using Xunit;

namespace ClipshareBox.Media.Tests.Probe;

public sealed class ProberTests : IDisposable
{
    private readonly ProbeMedia _media = new();

    public void Dispose() => _media.Dispose();

    [Fact]
    public async Task An_MP4_tells_its_picture_its_sound_and_its_exact_rate()
    {
        var info = await _media.ProbeAsync(await _media.MakePlainAsync(more: ["-metadata", "title=A day", "-timecode", "01:00:00;02"]));
        Assert.True(info.IsMp4);
        Assert.Equal(("A day", 0L, "01:00:00;02"), (info.Title, info.StartUs, info.StartTimecode));
        Assert.InRange(info.DurationMs, 1990, 2030);
        Assert.Equal(new FileInfo(_media.At("plain.mp4")).Length, info.SizeBytes);
        var video = info.Video;
        Assert.Equal(("h264", 192, 108, "yuv420p", 8), (video.Codec, video.Width, video.Height, video.PixelFormat, video.BitDepth));
        Assert.Equal((new Rational(30000, 1001), new Rational(1, 1), 0), (video.FrameRate, video.SampleAspect, video.Rotation));
        Assert.Equal((FieldOrder.Progressive, DynamicRange.Sdr, false), (video.FieldOrder, video.Colour.DynamicRange, video.MayBeVariableRate));
        var audio = Assert.Single(info.Audio);
        Assert.Equal(("aac", 44100, 1, "mono", true), (audio.Codec, audio.SampleRate, audio.Channels, audio.Layout, audio.IsDefault));
    }

    [Fact]
    public async Task A_Matroska_file_tells_its_chapters_its_tracks_and_their_languages()
    {
        var ct = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(_media.At("s.srt"), "1\n00:00:00,100 --> 00:00:01,000\nhello\n", ct);
        await File.WriteAllTextAsync(
            _media.At("c.txt"), ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=900\ntitle=First\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=900\nEND=2000\n", ct);
        var info = await _media.ProbeAsync(await _media.MakeAsync(
            "-f", "lavfi", "-i", ProbeMedia.Picture, "-f", "lavfi", "-i", "sine=d=2", "-i", _media.At("s.srt"), "-i", _media.At("c.txt"),
            "-map", "0", "-map", "1", "-map", "1", "-map", "2", "-map_chapters", "3", "-c:v", "libx264", "-preset", "ultrafast", "-c:a:0", "aac",
            "-c:a:1", "ac3", "-c:s", "srt", "-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=deu", "-metadata:s:a:1", "title=Ton",
            "-metadata:s:s:0", "language=fra", "m.mkv"));
        Assert.True(info.IsMatroska);
        Assert.Equal(new Rational(30000, 1001), info.Video.FrameRate);
        Assert.Equal([("aac", "eng", null), ("ac3", "ger", "Ton")], info.Audio.Select(a => (a.Codec, a.Language == "deu" ? "ger" : a.Language, a.Title)));
        Assert.Equal(("subrip", true, "fra"), info.Subtitles.Select(s => (s.Codec, s.IsText, s.Language == "fre" ? "fra" : s.Language)).Single());
        Assert.Equal([(0L, 900L, "First"), (900L, 2000L, null)], info.Chapters.Select(c => (c.StartMs, c.EndMs, c.Title)));
    }

    [Fact]
    public async Task A_transport_stream_tells_when_it_starts()
    {
        var info = await _media.ProbeAsync(await _media.MakePlainAsync("late.ts", "-output_ts_offset", "100", "-muxdelay", "0"));
        Assert.True(info.IsTransportStream);
        Assert.InRange(info.StartUs, 99_900_000, 101_500_000);
        Assert.InRange(info.DurationMs, 1950, 2100);
        Assert.Equal(new Rational(30000, 1001), info.Video.FrameRate);
    }

    [Fact]
    public async Task Interlaced_pictures_have_their_field_order_and_the_rate_of_frames()
    {
        var info = await _media.ProbeAsync(await _media.MakeAsync(
            "-f", "lavfi", "-i", "testsrc2=s=192x128:r=60000/1001:d=1", "-vf", "tinterlace=4,setfield=tff", "-c:v", "libx264", "-preset", "ultrafast",
            "-flags", "+ilme+ildct", "-x264opts", "tff", "-pix_fmt", "yuv420p", "i.ts"));
        Assert.Equal((FieldOrder.TopFirst, new Rational(30000, 1001)), (info.Video.FieldOrder, info.Video.FrameRate));
        Assert.True(info.Video.IsInterlaced);
    }

    [Theory]
    [InlineData(0, 1, -1, 0, 90)]
    [InlineData(-1, 0, 0, -1, 180)]
    [InlineData(0, -1, 1, 0, 270)]
    public async Task Rotation_is_told_clockwise(int a, int b, int c, int d, int clockwise)
    {
        var path = await _media.MakePlainAsync();
        WriteMatrix(path, a, b, c, d);
        Assert.Equal(clockwise, (await _media.ProbeAsync(path)).Video.Rotation);
    }

    [Theory]
    [InlineData("hdr.mp4")]
    [InlineData("hdr.mkv")]
    [InlineData("hdr.ts")]
    public async Task HDR10_metadata_are_told_in_x265s_notation(string name)
    {
        const string display = "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)";
        var info = await _media.ProbeAsync(await _media.MakeAsync(
            "-f", "lavfi", "-i", "testsrc2=s=192x108:r=24:d=0.5", "-f", "lavfi", "-i", "sine=d=0.5", "-pix_fmt", "yuv420p10le", "-c:v", "libx265",
            "-preset", "ultrafast", "-x265-params",
            $"log-level=none:hdr10=1:repeat-headers=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:master-display={display}:max-cll=1000,400",
            name));
        Assert.Equal(("hevc", 10, DynamicRange.Hdr10), (info.Video.Codec, info.Video.BitDepth, info.Video.Colour.DynamicRange));
        Assert.Equal((display, "1000,400"), (info.Video.Colour.MasteringDisplay, info.Video.Colour.MaxContentLight));
        Assert.Equal(("bt2020", "bt2020nc"), (info.Video.Colour.Primaries, info.Video.Colour.Matrix));
    }

    [Fact]
    public async Task Frames_left_out_make_the_rate_variable_and_keep_the_cameras_rate_as_the_nominal_one()
    {
        var info = await _media.ProbeAsync(await _media.MakeAsync(
            "-f", "lavfi", "-i", "testsrc2=s=192x108:r=30:d=3", "-vf", "select=not(eq(mod(n\\,7)\\,3))", "-fps_mode", "vfr", "-c:v", "libx264",
            "-preset", "ultrafast", "vfr.mp4"));
        Assert.True(info.Video.MayBeVariableRate);
        Assert.Equal(new Rational(30, 1), info.Video.FrameRate);
    }

    [Fact]
    public async Task A_song_with_a_cover_has_no_video()
    {
        var path = await _media.MakeAsync(
            "-f", "lavfi", "-i", "sine=d=1", "-f", "lavfi", "-i", "testsrc2=s=96x96:d=0.04", "-map", "0", "-map", "1", "-c:v", "mjpeg",
            "-pix_fmt", "yuvj420p", "-disposition:v", "attached_pic", "-c:a", "aac", "song.m4a");
        var e = await _media.FailsAsync(path);
        Assert.Equal(MediaFault.NoVideo, e.Fault);
        Assert.Contains("the source has sound but no picture", e.Message, StringComparison.Ordinal);
    }

    // Offset of the matrix behind the name of a version 0 track header (ISO/IEC 14496-12, 8.3.2).
    private static void WriteMatrix(string path, int a, int b, int c, int d)
    {
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf("tkhd"u8) + 4 + 40;
        int[] values = [a << 16, b << 16, 0, c << 16, d << 16, 0];
        for (var i = 0; i < values.Length; i++)
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at + 4 * i), values[i]);
        File.WriteAllBytes(path, bytes);
    }
}
