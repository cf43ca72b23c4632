using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using ClipshareBox.Media.Processes;
using ClipshareBox.Tests.Features.Sources;
using TestMedia.Readers;

namespace ClipshareBox.Tests.Features.Watching;

/// <summary>Films as HLS.</summary>
public sealed class StreamTests
{
    private const double Tick = 0.0011; // Matroska counts in ms
    private const int SoundRate = 48_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("h264-2997", ".mp4")]
    [InlineData("h264-closed-mkv", ".mkv")]
    [InlineData("h264-start10-mp4", ".mp4")]
    [InlineData("sound-ac3-51-mp4", ".mp4")]
    [InlineData("sound-dts-mkv", ".mkv")]
    [InlineData("hevc-open-mkv", ".mkv")]
    [InlineData("vp9-webm", ".webm")]
    [InlineData("av1-mkv", ".mkv")]
    public async Task A_film_that_browsers_play_is_copied_picture_by_picture_at_its_own_times(string kind, string extension)
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync(kind, "Film" + extension, Ct);
        await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Film", Ct);
        Assert.True((await box.Owner.GetDataAsync($"/api/media/{key}/streams", Ct)).GetProperty("copied").GetBoolean());

        var stream = await Stream.OpenAsync(box, key, "?quality=original", Ct);
        await using var all = new MemoryStream();
        await all.WriteAsync(stream.Header, Ct);
        var times = new List<double>();
        for (var n = 0; n < stream.Segments.Count; n++)
        {
            var segment = await stream.FetchAsync(box, n, Ct);
            await all.WriteAsync(segment, Ct);
            var pictures = Stream.Pictures(segment, stream.Timescale);
            Assert.True(pictures[0].Key, $"segment {n} does not begin with a key frame");
            Assert.Equal(stream.Starts[n], pictures[0].Seconds, Tick);
            times.AddRange(pictures.Select(p => p.Seconds));
        }

        var truth = await Truth.OfAsync(path, Ct);
        Assert.Equal(truth.Numbers, await NumbersAsync(all));
        // The first picture stands from the start, also where the sound begins before it.
        Assert.Equal(0, times.Min());
        Assert.All(truth.Frames.Select(f => f.Seconds).Order().Zip(times.Order()).Skip(1), pair => Assert.Equal(pair.First, pair.Second, Tick));
    }

    [Theory]
    [InlineData("mpeg2-interlaced-ts", ".ts", "mpeg2video")]
    [InlineData("h264-open-mkv", ".mkv", "open groups")]
    [InlineData("h264-422", ".mp4", "yuv422p")]
    public async Task A_film_that_browsers_do_not_play_is_encoded_and_says_why(string kind, string extension, string why)
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync(kind, "Film" + extension, Ct);
        await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Film", Ct);
        var choices = await box.Owner.GetDataAsync($"/api/media/{key}/streams", Ct);
        Assert.False(choices.GetProperty("copied").GetBoolean());
        Assert.Contains(why, choices.GetProperty("whyEncoded").GetString(), StringComparison.Ordinal);

        var stream = await Stream.OpenAsync(box, key, "", Ct);
        var truth = await Truth.OfAsync(path, Ct);
        foreach (var n in new[] { 0, stream.Segments.Count / 2, stream.Segments.Count - 1 })
        {
            var segment = await stream.FetchAsync(box, n, Ct);
            Assert.Equal(stream.Starts[n], Stream.Pictures(segment, stream.Timescale)[0].Seconds, Tick);
            var (from, to) = (stream.Starts[n] - Tick / 2, stream.Starts[n + 1] - Tick / 2);
            await using var one = new MemoryStream([.. stream.Header, .. segment]);
            Assert.Equal(truth.Frames.Where(f => f.Seconds >= from && f.Seconds < to).Select(f => f.Number), await NumbersAsync(one));
        }
    }

    [Fact]
    public async Task A_film_without_an_index_is_copied_once_its_key_frames_are_found()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync("h264-closed-ts", "Film.ts", Ct);
        await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Film", Ct);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!(await box.Owner.GetDataAsync($"/api/media/{key}/streams", limit.Token)).GetProperty("copied").GetBoolean())
            await Task.Yield();

        var stream = await Stream.OpenAsync(box, key, "", Ct);
        await using var all = new MemoryStream();
        await all.WriteAsync(stream.Header, Ct);
        for (var n = 0; n < stream.Segments.Count; n++)
            await all.WriteAsync(await stream.FetchAsync(box, n, Ct), Ct);
        Assert.Equal((await Truth.OfAsync(path, Ct)).Numbers, await NumbersAsync(all));
    }

    [Fact]
    public async Task Frames_of_a_variable_rate_stand_as_long_as_in_the_film()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync("h264-vfr-24-30-mp4", "Film.mp4", Ct);
        await box.AddSourceAsync(Ct);
        var stream = await Stream.OpenAsync(box, await box.KeyOfAsync("Film", Ct), "", Ct);
        var truth = (await Truth.OfAsync(path, Ct)).Frames;
        for (var n = 0; n < stream.Segments.Count; n += 3)
        {
            var segment = await stream.FetchAsync(box, n, Ct);
            await using var one = new MemoryStream([.. stream.Header, .. segment]);
            var shown = Stream.Pictures(segment, stream.Timescale).Select(p => p.Seconds).Order().Zip(await NumbersAsync(one));
            Assert.All(shown, picture => Assert.Contains(picture.Second, new[] { At(picture.First - Tick), At(picture.First + Tick) }));
        }

        int At(double seconds) => truth.LastOrDefault(f => f.Seconds <= seconds, truth[0]).Number;
    }

    [Fact]
    public async Task Encoded_sound_joins_without_a_gap_and_lies_where_it_did()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync("sound-ac3-51-mp4", "Film.mp4", Ct);
        await box.AddSourceAsync(Ct);
        var stream = await Stream.OpenAsync(box, await box.KeyOfAsync("Film", Ct), "", Ct);
        var whole = Path.Combine(box.Outside, "whole.mp4");
        await using (var file = File.Create(whole))
        {
            await file.WriteAsync(stream.Header, Ct);
            for (var n = 0; n < stream.Segments.Count; n++)
                await file.WriteAsync(await stream.FetchAsync(box, n, Ct), Ct);
        }

        var packets = await PacketTimes.ReadAsync(whole, Ct, "a:0");
        Assert.All(packets.Zip(packets.Skip(1)), pair => Assert.Equal(1024, pair.Second.Pts - pair.First.Pts));
        var (made, film) = (await SoundAsync(whole), await SoundAsync(path));
        foreach (var join in stream.Starts.Skip(1).SkipLast(1).Append(1.5))
        {
            var at = (int)(join * SoundRate) - SoundRate / 8;
            var likeness = Likeness(made.AsSpan(at, SoundRate / 4), film.AsSpan(at, SoundRate / 4));
            Assert.True(likeness > 0.95, $"around {join} s the sound is another, or elsewhere: {likeness}");
        }
    }

    [Fact]
    public async Task Bad_wishes_and_old_addresses_get_answers_that_say_what_to_do()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        await box.CopyAsync("h264-25", "Film.mp4", Ct);
        await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Film", Ct);
        var stream = await Stream.OpenAsync(box, key, "", Ct);
        (string Address, HttpStatusCode Status)[] asked =
        [
            ($"/api/media/{key}/stream.m3u8?quality=best", HttpStatusCode.BadRequest),
            ($"/api/media/{key}/stream.m3u8?quality=4k", HttpStatusCode.BadRequest),
            ($"/api/media/{key}/stream.m3u8?audio=7", HttpStatusCode.BadRequest),
            ($"/api/media/{key}/stream.m3u8?audio=-1", HttpStatusCode.BadRequest),
            ("/api/media/nothing/stream.m3u8", HttpStatusCode.NotFound),
            (stream.Base + "99999.m4s", HttpStatusCode.NotFound),
            (stream.Base.Replace("original-0", "original-9", StringComparison.Ordinal) + "0.m4s", HttpStatusCode.NotFound),
            (stream.Base.Replace("original-0", "../../..", StringComparison.Ordinal) + "0.m4s", HttpStatusCode.NotFound),
            ($"/api/media/{key}/stream/1-2/original-0/0.m4s", HttpStatusCode.Conflict),
        ];
        foreach (var (address, status) in asked)
        {
            using var answer = await box.Owner.GetAsync(new Uri(address, UriKind.Relative), Ct);
            Assert.True(status == answer.StatusCode, $"{address}: {answer.StatusCode}");
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
            Assert.False(body.RootElement.GetProperty("success").GetBoolean());
        }
    }

    internal static async Task<IReadOnlyList<int>> NumbersAsync(MemoryStream film)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, film.ToArray(), Ct);
            return (await FrameReader.ReadAsync(path, Ct)).Numbers;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<short[]> SoundAsync(string path)
    {
        var decoded = await Tool.RunAsync(
            "ffmpeg", ["-nostdin", "-v", "error", "-i", path, "-map", "0:a:0", "-ac", "1", "-ar", $"{SoundRate}", "-f", "s16le", "pipe:1"],
            TimeSpan.FromMinutes(1), TimeProvider.System, Ct);
        Assert.True(decoded.ExitCode == 0, decoded.ErrorText);
        return MemoryMarshal.Cast<byte, short>(decoded.Output).ToArray();
    }

    // 1 for the same sound; moved by a ms, the noise in it is another one.
    private static double Likeness(ReadOnlySpan<short> a, ReadOnlySpan<short> b)
    {
        var (product, powerA, powerB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            product += (double)a[i] * b[i];
            powerA += (double)a[i] * a[i];
            powerB += (double)b[i] * b[i];
        }
        return product / Math.Sqrt(powerA * powerB);
    }
}
