using System.Net;
using System.Net.Http.Headers;
using ClipshareBox.Features.Sources;
using Microsoft.Extensions.DependencyInjection;
using TestMedia.Readers;

namespace ClipshareBox.Tests.Features.Sources;

/// <summary>Pictures and bytes of contents.</summary>
public sealed class MediaTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("h264-2997", ".mp4")]
    [InlineData("h264-open-mkv", ".mkv")]
    [InlineData("h264-open-ts", ".ts")]
    [InlineData("h264-start100-ts", ".ts")]
    [InlineData("h264-start10-mp4", ".mp4")]
    [InlineData("h264-vfr-drops-mp4", ".mp4")]
    [InlineData("h264-vfr-24-30-mp4", ".mp4")]
    [InlineData("hevc-open-mkv", ".mkv")]
    [InlineData("h264-anamorphic", ".mp4")]
    [InlineData("vp9-webm", ".webm")]
    public async Task The_picture_is_the_frame_that_covers_the_instant(string kind, string extension)
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync(kind, "Film" + extension, Ct);
        await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Film", Ct);
        var length = (await box.MediaAsync(key, Ct)).GetProperty("durationMs").GetInt64();
        var frames = (await Truth.OfAsync(path, Ct)).Frames;
        var some = new[] { frames.Count / 3, frames.Count - 2 }.SelectMany(i => Around(frames, i));
        foreach (var ms in some.Append(0).Append(length - 1).Where(ms => ms >= 0 && ms < length).Distinct())
        {
            var number = await NumberAsync(box, $"/api/media/{key}/frame.jpg?ms={ms}");
            Assert.True(Covering(frames, ms) == number, $"at {ms} ms frame {number} is shown and not {Covering(frames, ms)}");
        }
    }

    [Fact]
    public async Task A_small_picture_shows_the_same_frame_and_none_is_made_larger_than_it_is()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync("h264-2997", "Film.mp4", Ct);
        await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Film", Ct);
        var own = (await box.MediaAsync(key, Ct)).GetProperty("height").GetInt32();
        var frames = (await Truth.OfAsync(path, Ct)).Frames;

        Assert.Equal(Covering(frames, 900), await NumberAsync(box, $"/api/media/{key}/frame.jpg?ms=900&height={own / 2}"));
        var large = await box.Owner.GetByteArrayAsync(new Uri($"/api/media/{key}/frame.jpg?ms=900&height=4000", UriKind.Relative), Ct);
        Assert.Equal(await box.Owner.GetByteArrayAsync(new Uri($"/api/media/{key}/frame.jpg?ms=900", UriKind.Relative), Ct), large);
    }

    [Fact]
    public async Task A_picture_that_the_page_has_is_not_sent_again_and_many_askers_get_the_same()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        await box.CopyAsync("h264-25", "Film.mp4", Ct);
        await box.AddSourceAsync(Ct);
        var address = new Uri($"/api/media/{await box.KeyOfAsync("Film", Ct)}/frame.jpg?ms=480&height=180", UriKind.Relative);

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => box.Owner.GetByteArrayAsync(address, Ct)));
        Assert.All(all, picture => Assert.Equal(all[0], picture));

        using var first = await box.Owner.GetAsync(address, Ct);
        using var again = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { first.Headers.ETag! } } }; // a frame has one
        using var answer = await box.Owner.SendAsync(again, Ct);
        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    [Theory]
    [InlineData("ms=-1")]
    [InlineData("ms=999999999")]
    [InlineData("ms=99999999999999999999")]
    [InlineData("ms=NaN")]
    [InlineData("ms=1.5")]
    [InlineData("ms=0&height=0")]
    [InlineData("ms=0&height=-5")]
    [InlineData("ms=0&height=100000")]
    [InlineData("ms=0&height=x")]
    public async Task An_instant_or_height_that_does_not_exist_is_refused(string query)
    {
        await using var box = await FilmBox.StartAsync(Ct);
        await box.CopyAsync("h264-25", "Film.mp4", Ct);
        await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Film", Ct);

        using var answer = await box.Owner.GetAsync(new Uri($"/api/media/{key}/frame.jpg?{query}", UriKind.Relative), Ct);

        await Answers.ErrorAsync(answer, 400, "VALIDATION_ERROR", Ct);
    }

    [Fact]
    public async Task The_file_is_sent_whole_or_by_ranges()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync("h264-25", "Film.mp4", Ct);
        await box.AddSourceAsync(Ct);
        var address = new Uri($"/api/media/{await box.KeyOfAsync("Film", Ct)}/file", UriKind.Relative);
        var bytes = await File.ReadAllBytesAsync(path, Ct);

        using var whole = await box.Owner.GetAsync(address, Ct);
        Assert.Equal("video/mp4", whole.Content.Headers.ContentType?.MediaType);
        Assert.Equal(bytes, await whole.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(bytes[100..200], await RangeAsync(box, address, new RangeHeaderValue(100, 199), 206));
        Assert.Equal(bytes[^50..], await RangeAsync(box, address, new RangeHeaderValue(null, 50), 206));
        Assert.Equal(bytes[1000..], await RangeAsync(box, address, new RangeHeaderValue(1000, null), 206));
        Assert.Equal(bytes[^10..], await RangeAsync(box, address, new RangeHeaderValue(bytes.Length - 10, bytes.Length + 10), 206));
        await RangeAsync(box, address, new RangeHeaderValue(bytes.Length, null), 416);
        using var head = await box.Owner.SendAsync(new HttpRequestMessage(HttpMethod.Head, address), Ct);
        Assert.Equal(bytes.Length, head.Content.Headers.ContentLength);
        using var stale = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new RangeHeaderValue(0, 9), IfRange = new RangeConditionHeaderValue("\"old\"") } };
        using var all = await box.Owner.SendAsync(stale, Ct);
        Assert.Equal(HttpStatusCode.OK, all.StatusCode);
    }

    [Fact]
    public async Task A_content_is_opened_once_for_all_who_read_it_and_anew_when_its_file_is_another()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync("h264-25", "Film.mp4", Ct);
        await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Film", Ct);
        var contents = box.Box.Services.GetRequiredService<ContentCatalogue>();
        var first = await contents.OpenAsync(key, Ct);
        await using (var second = await contents.OpenAsync(key, Ct))
            Assert.Same(first.Source, second.Source);
        await first.DisposeAsync();
        await first.DisposeAsync();
        await using (var later = await contents.OpenAsync(key, Ct))
            Assert.Same(first.Source, later.Source);

        File.Delete(path);
        await box.CopyAsync("h264-2997", "Film.mp4", Ct);
        await box.UntilAsync(async () => (await box.MediaAsync(key, Ct)).GetProperty("frameRate").GetProperty("num").GetInt32() == 30000, Ct);

        await using var other = await contents.OpenAsync(key, Ct);
        Assert.NotSame(first.Source, other.Source);
        Assert.Equal(30000, other.Content.FrameRate.Num);
        Assert.Equal(1, box.Box.Services.GetRequiredService<OpenContents>().Count);
    }

    [Fact]
    public async Task Only_a_few_contents_stay_open_when_nobody_reads_them()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var names = Enumerable.Range(0, OpenContents.MostIdle + 3).Select(i => $"Film {i}").ToList();
        foreach (var name in names)
            await box.CopyAsync("h264-25", $"{name}.mp4", Ct);
        await box.AddSourceAsync(Ct);
        var contents = box.Box.Services.GetRequiredService<ContentCatalogue>();
        foreach (var name in names)
        {
            await using var lease = await contents.OpenAsync(await box.KeyOfAsync(name, Ct), Ct);
            Assert.True(lease.Source.Bytes.Length > 0);
        }

        Assert.Equal(OpenContents.MostIdle, box.Box.Services.GetRequiredService<OpenContents>().Count);
    }

    private static IEnumerable<long> Around(IReadOnlyList<ShownFrame> frames, int i)
    {
        var start = (long)Math.Round(frames[i].Seconds * 1000);
        return [start - 1, start, start + 7];
    }

    // The last frame whose start rounds to the instant or lies before it; the first one until then.
    private static int Covering(IReadOnlyList<ShownFrame> frames, long ms) =>
        (frames.LastOrDefault(f => f.Seconds * 1000 < ms + 0.4999) ?? frames[0]).Number;

    private static async Task<int> NumberAsync(FilmBox box, string address)
    {
        using var answer = await box.Owner.GetAsync(new Uri(address, UriKind.Relative), Ct);
        if (answer.StatusCode != HttpStatusCode.OK)
            Assert.Fail($"{address}: {await answer.Content.ReadAsStringAsync(Ct)}");
        var path = Path.Combine(box.Outside, $"{Guid.NewGuid():N}.jpg");
        await File.WriteAllBytesAsync(path, await answer.Content.ReadAsByteArrayAsync(Ct), Ct);
        return (await FrameReader.ReadAsync(path, Ct)).Numbers.Single();
    }

    private static async Task<byte[]> RangeAsync(FilmBox box, Uri address, RangeHeaderValue range, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = range } };
        using var answer = await box.Owner.SendAsync(request, Ct);
        Assert.Equal(status, (int)answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(Ct);
    }
}
