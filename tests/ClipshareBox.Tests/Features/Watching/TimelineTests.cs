using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using ClipshareBox.Media.Processes;
using ClipshareBox.Tests.Features.Sources;
using TestMedia.Readers;

namespace ClipshareBox.Tests.Features.Watching;

/// <summary>Small pictures, peaks and text of a film.</summary>
public sealed class TimelineTests
{
    private const int Rate = 8_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("h264-25", ".mp4")]
    [InlineData("h264-closed-mkv", ".mkv")]
    [InlineData("h264-open-ts", ".ts")]
    public async Task The_sheets_show_a_picture_for_each_interval_in_order(string kind, string extension)
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync(kind, "Film" + extension, Ct);
        await box.AddSourceAsync(Ct);
        var strip = await ReadyAsync(box, $"/api/media/{await box.KeyOfAsync("Film", Ct)}/thumbnails");
        var (width, height, columns) = (strip.GetProperty("width").GetInt32(), strip.GetProperty("height").GetInt32(), strip.GetProperty("columns").GetInt32());
        var sheet = await box.Owner.GetByteArrayAsync(new Uri(strip.GetProperty("sheets")[0].GetString()!, UriKind.Relative), Ct); // it is ready
        var count = strip.GetProperty("count").GetInt32();
        Assert.Equal(((await Truth.OfAsync(path, Ct)).Frames[^1].Seconds + 1) * 1000 / strip.GetProperty("intervalMs").GetInt64(), count, 1.5);

        var file = Path.Combine(box.Outside, "sheet.jpg");
        await File.WriteAllBytesAsync(file, sheet, Ct);
        var luma = await FfmpegAsync("-i", file, "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1");
        var line = width * columns;
        var means = Enumerable.Range(0, count).Select(i => Mean(luma, line, i % columns * width, i / columns * height, width, height)).ToList();
        Assert.All(means, mean => Assert.InRange(mean, 5, 250)); // none is empty
        Assert.Equal(line * height * strip.GetProperty("rows").GetInt32(), luma.Length);
    }

    [Fact]
    public async Task The_peaks_tell_loud_from_silent()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync("h264-25", "Film.mp4", Ct);
        await box.AddSourceAsync(Ct);
        var wave = await ReadyAsync(box, $"/api/media/{await box.KeyOfAsync("Film", Ct)}/waveform");
        var peaks = await box.Owner.GetByteArrayAsync(new Uri(wave.GetProperty("url").GetString()!, UriKind.Relative), Ct); // it is ready
        var each = Rate * wave.GetProperty("msPerPeak").GetInt32() / 1000;
        var decoded = await FfmpegAsync("-i", path, "-map", "0:a:0", "-ac", "1", "-ar", $"{Rate}", "-f", "s16le", "pipe:1");
        var sound = MemoryMarshal.Cast<byte, short>(decoded).ToArray();

        Assert.Equal(sound.Length / each, peaks.Length, 3.0);
        for (var i = 1; i < peaks.Length - 2; i += 7)
        {
            var around = sound.Skip((i - 1) * each).Take(3 * each).Max(v => Math.Abs((int)v)) >> 7;
            Assert.InRange(peaks[i], 0, around + 2); // a neighbour may hold the peak, none may invent one
        }
        Assert.Equal(sound.Max(v => Math.Abs((int)v)) >> 7, peaks.Max(), 3.0);
        Assert.True(peaks.Max() > 2 * peaks.Min());
    }

    [Fact]
    public async Task Text_comes_as_WebVTT_and_a_track_that_is_not_there_is_a_404()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var subtitles = Path.Combine(box.Outside, "text.srt");
        await File.WriteAllTextAsync(subtitles, "1\n00:00:02,000 --> 00:00:03,500\nThe goal\n\n2\n00:00:05,000 --> 00:00:06,000\nAgain\n", Ct);
        var plain = await box.CopyAsync("h264-25", "../outside/plain.mp4", Ct);
        var film = Path.Combine(box.Films, "Film.mkv");
        await FfmpegAsync(
            "-i", plain, "-i", subtitles, "-map", "0", "-map", "1", "-c:v", "copy", "-c:a", "copy", "-c:s", "srt", "-metadata:s:s:0", "language=eng", film);
        await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Film", Ct);
        var track = (await box.Owner.GetDataAsync($"/api/media/{key}/streams", Ct)).GetProperty("subtitles")[0];
        Assert.Equal("eng", track.GetProperty("language").GetString());

        var text = "";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (text.Length == 0)
        {
            using var answer = await box.Owner.GetAsync(new Uri(track.GetProperty("url").GetString()!, UriKind.Relative), limit.Token); // a track has one
            text = answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(limit.Token) : "";
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable);
        }
        Assert.StartsWith("WEBVTT", text, StringComparison.Ordinal);
        // The file's clock begins a little before its picture, with the sound.
        Assert.Matches("00:02\\.0[0-4]\\d --> 00:03\\.5[0-4]\\d\nThe goal", text);
        using var missing = await box.Owner.GetAsync(new Uri($"/api/media/{key}/subtitles/1.vtt", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static async Task<byte[]> FfmpegAsync(params string[] arguments)
    {
        var done = await Tool.RunAsync("ffmpeg", ["-nostdin", "-v", "error", .. arguments], TimeSpan.FromMinutes(1), TimeProvider.System, Ct);
        Assert.True(done.ExitCode == 0, done.ErrorText);
        return done.Output;
    }

    private static double Mean(byte[] luma, int line, int x, int y, int width, int height) =>
        Enumerable.Range(y, height).Average(row => Enumerable.Range(x, width).Average(column => luma[row * line + column]));

    private static async Task<JsonElement> ReadyAsync(FilmBox box, string address)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var now = await box.Owner.GetDataAsync(address, limit.Token);
            Assert.NotEqual("failed", now.GetProperty("state").GetString());
            if (now.GetProperty("state").GetString() == "ready")
                return now;
            await Task.Yield();
        }
    }
}
