using System.Net.Http.Headers;
using ClipshareBox.Media.Sources;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ClipshareBox.Media.Tests.Sources;

public sealed class HttpByteSourceTests
{
    private const int Page = PageCache.PageBytes;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly byte[] _film = Scratch.RandomBytes(5_000_000);

    [Fact]
    public async Task Every_byte_arrives_at_its_place_whatever_the_order_of_reads()
    {
        await using var server = await FilmServer.StartAsync(_film);
        await using var source = await OpenAsync(server);
        Assert.Equal(_film.Length, source.Length);
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var at = random.Next(_film.Length);
            var buffer = new byte[random.Next(1, 700_000)];
            var read = await source.ReadAtAsync(at, buffer, _ct);
            Assert.Equal(Math.Min(buffer.Length, _film.Length - at), read);
            Assert.True(_film.AsSpan(at, read).SequenceEqual(buffer.AsSpan(0, read)));
        }
        Assert.Equal(0, await source.ReadAtAsync(_film.Length, new byte[10], _ct));
        Assert.Equal(server.BytesSent, source.BytesRead);
        Assert.True(server.BytesSent <= _film.Length, "every page is fetched at most once");
        Assert.All(server.Requests, asked => Assert.Equal("identity", asked.AcceptEncoding));
    }

    [Fact]
    public async Task Readers_of_the_same_bytes_at_once_cause_one_request()
    {
        await using var server = await FilmServer.StartAsync(_film);
        await using var source = await OpenAsync(server);
        var release = new TaskCompletionSource();
        server.Instead = async _ =>
        {
            await release.Task;
            return false;
        };
        var reads = Enumerable.Range(0, 10).Select(_ => source.ReadAtAsync(8 * Page + 5, new byte[100], _ct).AsTask()).ToArray();
        release.SetResult();

        Assert.All(await Task.WhenAll(reads), read => Assert.Equal(100, read));
        Assert.Equal(2, server.Requests.Count); // the opening and this one
    }

    [Fact]
    public async Task Single_looks_fetch_a_page_each_and_long_reads_fetch_ahead_in_larger_pieces()
    {
        await using var server = await FilmServer.StartAsync(Scratch.RandomBytes(24_000_000));
        await using var source = await OpenAsync(server);
        await source.ReadAtAsync(20 * Page, new byte[1000], _ct);
        await source.ReadAtAsync(70 * Page, new byte[1000], _ct);
        Assert.Equal(3 * Page, server.BytesSent);

        await ReadThroughAsync(source, 0, 12_000_000);

        Assert.InRange(source.BytesRead, 12_000_000, 12_000_000 + (2 << 20));
        Assert.InRange(server.Requests.Count, 10, 40);
        Assert.Contains(server.Requests, asked => Range(asked).To - Range(asked).From + 1 >= 2 * Page);
    }

    [Fact]
    public async Task A_long_read_does_not_drive_the_index_out_of_a_small_cache()
    {
        await using var server = await FilmServer.StartAsync(Scratch.RandomBytes(40_000_000));
        await using var source = await OpenAsync(server, new SourceOptions { CacheBytes = 8 << 20 });
        await source.ReadAtAsync(39_900_000, new byte[50_000], _ct);
        await ReadThroughAsync(source, 1_000_000, 30_000_000);
        server.Requests.Clear();

        await source.ReadAtAsync(39_900_000, new byte[50_000], _ct);
        await source.ReadAtAsync(5_000_000, new byte[1], _ct);

        Assert.DoesNotContain(server.Requests, asked => Range(asked).From > 39_000_000);
        Assert.Contains(server.Requests, asked => Range(asked).From == 19 * Page); // bounded: what was passed is gone
    }

    [Fact]
    public async Task An_index_that_was_read_twice_stays_when_a_long_clip_passes()
    {
        await using var server = await FilmServer.StartAsync(Scratch.RandomBytes(40_000_000));
        await using var source = await OpenAsync(server, new SourceOptions { CacheBytes = 16 << 20 });
        await ReadThroughAsync(source, 36_000_000, 40_000_000); // the probe
        await ReadThroughAsync(source, 36_000_000, 40_000_000); // the first cut
        await ReadThroughAsync(source, 1_000_000, 30_000_000);
        server.Requests.Clear();

        await ReadThroughAsync(source, 36_000_000, 40_000_000);

        Assert.DoesNotContain(server.Requests, asked => Range(asked).From >= 36_000_000 - Page);
    }

    [Fact]
    public async Task A_server_without_ranges_is_told_apart()
    {
        await using var server = await FilmServer.StartAsync(_film, knowsRanges: false);
        var fault = await Assert.ThrowsAsync<MediaException>(() => OpenAsync(server));
        Assert.Equal(MediaFault.CannotCut, fault.Fault);
        Assert.Contains("does not support ranges", fault.Message, StringComparison.Ordinal);
        Assert.True(server.BytesSent < 8 << 20);
    }

    [Theory]
    [InlineData(401, "refused")]
    [InlineData(403, "refused")]
    [InlineData(404, "not there")]
    [InlineData(410, "not there")]
    public async Task Refused_and_absent_are_missing_at_first_and_lost_later(int status, string text)
    {
        await using var server = await FilmServer.StartAsync(_film);
        await using var source = await OpenAsync(server);
        server.Instead = context => Answer(context, status);

        var first = await Assert.ThrowsAsync<MediaException>(() => OpenAsync(server));
        var later = await Assert.ThrowsAsync<MediaException>(async () => await source.ReadAtAsync(9 * Page, new byte[10], _ct));

        Assert.Equal(MediaFault.SourceMissing, first.Fault);
        Assert.Equal(MediaFault.SourceLost, later.Fault);
        Assert.Contains(text, first.Message, StringComparison.Ordinal);
        Assert.Contains(text, later.Message, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests.Count); // none of them was tried again
    }

    [Fact]
    public async Task A_replaced_film_is_never_mixed_with_the_old_one()
    {
        await using var server = await FilmServer.StartAsync(_film);
        await using var source = await OpenAsync(server);
        server.Content = Scratch.RandomBytes(_film.Length, seed: 2);
        server.Tag = "\"two\"";

        var fault = await Assert.ThrowsAsync<MediaException>(async () => await source.ReadAtAsync(9 * Page, new byte[10], _ct));
        var cached = await Assert.ThrowsAsync<MediaException>(async () => await source.ReadAtAsync(0, new byte[10], _ct));

        Assert.Equal((MediaFault.SourceLost, MediaFault.SourceLost), (fault.Fault, cached.Fault));
        Assert.Contains("replaced", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_that_became_shorter_counts_as_replaced()
    {
        await using var server = await FilmServer.StartAsync(_film);
        await using var source = await OpenAsync(server);
        server.Content = _film[..1_000_000];
        var fault = await Assert.ThrowsAsync<MediaException>(async () => await source.ReadAtAsync(9 * Page, new byte[10], _ct));
        Assert.Contains("replaced", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_film_has_no_bytes()
    {
        await using var server = await FilmServer.StartAsync([]);
        await using var source = await OpenAsync(server);
        Assert.Equal((0, 0), (source.Length, await source.ReadAtAsync(0, new byte[10], _ct)));
    }

    [Fact]
    public async Task A_reader_that_gives_up_is_free_at_once()
    {
        await using var server = await FilmServer.StartAsync(_film);
        await using var source = await OpenAsync(server);
        var asked = new TaskCompletionSource();
        server.Instead = async context =>
        {
            asked.SetResult();
            return await Forever(context);
        };
        using var stop = new CancellationTokenSource();
        var read = source.ReadAtAsync(9 * Page, new byte[10], stop.Token).AsTask();
        await asked.Task.WaitAsync(_ct);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(TimeSpan.FromSeconds(2), _ct));
    }

    [Fact]
    public async Task Closing_frees_whoever_waits()
    {
        await using var server = await FilmServer.StartAsync(_film);
        var source = await OpenAsync(server);
        var asked = new TaskCompletionSource();
        server.Instead = async context =>
        {
            asked.SetResult();
            return await Forever(context);
        };
        var read = source.ReadAtAsync(9 * Page, new byte[10], _ct).AsTask();
        await asked.Task.WaitAsync(_ct);
        await source.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => read.WaitAsync(TimeSpan.FromSeconds(2), _ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await source.ReadAtAsync(0, new byte[10], _ct));
    }

    internal static async Task<bool> Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        await context.Response.CompleteAsync();
        return true;
    }

    internal static async Task<bool> Forever(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
        return true;
    }

    internal static Task<HttpByteSource> OpenAsync(
        FilmServer server, SourceOptions? options = null, TimeProvider? clock = null) => HttpByteSource.OpenAsync(
        new MediaSource(server.Address + "/film.mp4"),
        options ?? new SourceOptions(),
        clock ?? TimeProvider.System,
        TestContext.Current.CancellationToken);

    private static RangeItemHeaderValue Range(FilmServer.Asked asked) => RangeHeaderValue.Parse(asked.Range).Ranges.Single();

    private async Task ReadThroughAsync(HttpByteSource source, long from, long to)
    {
        var slice = new byte[64 * 1024];
        for (var at = from; at < to;)
            at += await source.ReadAtAsync(at, slice.AsMemory(0, (int)Math.Min(slice.Length, to - at)), _ct);
    }
}
