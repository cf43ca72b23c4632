using ClipshareBox.Media.Encoders;
using Xunit;

namespace ClipshareBox.Media.Tests.Encoders;

public sealed class BurnInTests(Films films)
{
    [Theory]
    [InlineData("h264 mp4")]
    [InlineData("h264 mkv 29.97")]
    [InlineData("vfr mkv")]
    public async Task A_timecode_is_written_into_the_picture_and_no_frame_is_lost(string source)
    {
        var film = await films.GetAsync(source);
        var (file, _) = await films.EncodeAsync(film, 3_300, 4_000, new EncodeProfile { BurnIn = new BurnIn(Timecode: true) });

        Assert.True(await IsWrittenOnAsync(file, "iw:ih/4:0:8"));
        Assert.Equal(
            await Clip.SourceNumbersAsync(film, film.Info.StartUs + 3_300_000, film.Info.StartUs + 4_000_000),
            await Clip.NumbersAsync(file, "4:4:0:ih-4"));
    }

    [Fact]
    public async Task The_timecode_counts_on_the_same_frames_backwards()
    {
        var film = await films.GetAsync("h264 mp4");
        var burn = new BurnIn(Timecode: true, TimecodeStart: "10:00:00:00");
        var (forward, _) = await films.EncodeAsync(film, 1_000, 2_400, new EncodeProfile { BurnIn = burn });
        var (backward, _) = await films.EncodeAsync(film, 1_000, 2_400, new EncodeProfile { BurnIn = burn, Reverse = true });

        var log = await Clip.LogAsync(
            "-i", forward, "-i", backward, "-lavfi", "[1:v]reverse,settb=1/25,setpts=N[b];[0:v]settb=1/25,setpts=N[a];[a][b]psnr", "-f", "null", "-");
        var worst = System.Text.RegularExpressions.Regex.Match(log, @"min:([\d.]+|inf)").Groups[1].Value;
        Assert.InRange(worst == "inf" ? 100 : double.Parse(worst, System.Globalization.CultureInfo.InvariantCulture), 30, 100);
    }

    [Theory]
    [InlineData("It's 100% [sure], \\ e.g. a:b=c;d")]
    [InlineData("%{pts} '")]
    public async Task Any_text_can_be_written(string text)
    {
        var film = await films.GetAsync("h264 mp4");
        var (file, _) = await films.EncodeAsync(film, 3_300, 3_500, new EncodeProfile { BurnIn = new BurnIn(Text: text) });

        Assert.True(await IsWrittenOnAsync(file, "iw:ih/3:0:ih*2/3"));
    }

    [Fact]
    public async Task Subtitles_are_written_while_they_are_due_even_if_they_began_before_the_clip()
    {
        var text = films.NewFile(".srt");
        await File.WriteAllTextAsync(text, "1\n00:00:00,500 --> 00:00:04,500\nLONG AGO\n", TestContext.Current.CancellationToken);
        var film = await films.MakeAsync(
            "subtitled.mkv", "-f", "lavfi", "-i", Films.Picture("25", 8), "-i", text, "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-c:s", "srt");

        var (file, _) = await films.EncodeAsync(film, 4_000, 5_000, new EncodeProfile { BurnIn = new BurnIn(SubtitleTrack: 0) });

        Assert.True(await IsWrittenOnAsync(file, "iw:ih/3:0:ih*2/3", "0.3"));
        Assert.False(await IsWrittenOnAsync(file, "iw:ih/3:0:ih*2/3", "0.8"));
    }

    [Fact]
    public async Task A_machine_without_the_font_is_told_what_to_install()
    {
        var fault = await Assert.ThrowsAsync<MediaException>(
            () => FontFile.FindAsync("no-such-program", ["/no/such/font.ttf"], TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Contains("fonts-dejavu-core", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_the_worst_of_names_survives_the_filter_description()
    {
        var folder = Directory.CreateDirectory(films.NewFile(" a'b:c,[d];e\\f=g%"));
        var path = Path.Combine(folder.FullName, "t'x:t,.txt");
        await File.WriteAllTextAsync(path, "HELLO", TestContext.Current.CancellationToken);
        var font = await FontFile.FindAsync(TimeProvider.System, TestContext.Current.CancellationToken);

        var luma = await Clip.RunAsync("ffmpeg",
            ["-v", "error", "-f", "lavfi", "-i", "color=black:s=128x64:r=1:d=1", "-vf",
                $"drawtext=fontfile={font}:textfile={FilterText.Value(path)}:fontcolor=white:fontsize=30,extractplanes=y", "-f", "rawvideo", "-"]);

        Assert.Contains(luma, y => y > 200);
    }

    // The films' pictures are flat: anything that spreads is writing.
    private static async Task<bool> IsWrittenOnAsync(string file, string crop, string at = "0.1")
    {
        var luma = await Clip.RunAsync("ffmpeg",
            ["-v", "error", "-ss", at, "-i", file, "-frames:v", "1", "-vf", $"extractplanes=y,crop={crop}", "-f", "rawvideo", "-"]);
        return luma.Max() - luma.Min() > 60;
    }
}
