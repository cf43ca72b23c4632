using System.Net;
using System.Net.Sockets;
using ClipshareBox.Media.Sources;
using Xunit;

namespace ClipshareBox.Media.Tests.Sources;

public sealed class HttpFaultTests
{
    private const int Page = PageCache.PageBytes;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly byte[] _film = Scratch.RandomBytes(3_000_000);

    [Fact]
    public async Task A_broken_answer_is_continued_where_it_stopped()
    {
        await using var server = await FilmServer.StartAsync(_film);
        await using var source = await OpenAsync(server);
        var first = true;
        server.Instead = async context =>
        {
            if (!first)
                return false;
            first = false;
            await server.SendPartAsync(context, 100_000);
            await Received(source, Page + 100_000);
            context.Abort();
            return true;
        };
        var buffer = new byte[1000];
        await source.ReadAtAsync(4 * Page + 200_000, buffer, _ct);

        Assert.Equal(_film[(4 * Page + 200_000)..(4 * Page + 201_000)], buffer);
        Assert.Equal(
            [$"bytes={4 * Page}-{5 * Page - 1}", $"bytes={4 * Page + 100_000}-{5 * Page - 1}"],
            server.Requests.Skip(1).Select(r => r.Range));
    }

    [Fact]
    public async Task A_server_that_stalls_in_the_middle_is_asked_again_for_the_rest()
    {
        await using var server = await FilmServer.StartAsync(_film);
        await using var source = await OpenAsync(server);
        var first = true;
        server.Instead = async context =>
        {
            if (!first)
                return false;
            first = false;
            await server.SendPartAsync(context, 50_000);
            return await HttpByteSourceTests.Forever(context);
        };
        var buffer = new byte[Page];
        await source.ReadAtAsync(4 * Page, buffer, _ct);

        Assert.True(_film.AsSpan(4 * Page, Page).SequenceEqual(buffer));
        Assert.Equal(
            [$"bytes={4 * Page}-{5 * Page - 1}", $"bytes={4 * Page + 50_000}-{5 * Page - 1}"],
            server.Requests.Skip(1).Select(r => r.Range));
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_busy_server_is_asked_three_times(int status)
    {
        await using var server = await FilmServer.StartAsync(_film);
        var refusals = 2;
        server.Instead = async context =>
            Interlocked.Decrement(ref refusals) >= 0 && await HttpByteSourceTests.Answer(context, status);
        await using (var source = await OpenAsync(server))
            Assert.Equal(_film.Length, source.Length);

        server.Instead = context => HttpByteSourceTests.Answer(context, status);
        server.Requests.Clear();
        var fault = await Assert.ThrowsAsync<MediaException>(() => OpenAsync(server));
        Assert.Equal(MediaFault.SourceLost, fault.Fault);
        Assert.Contains($"{status}", fault.Message, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_stays_silent_is_given_up_and_a_later_read_may_succeed()
    {
        await using var server = await FilmServer.StartAsync(_film);
        await using var source = await OpenAsync(server);
        server.Instead = HttpByteSourceTests.Forever;
        var fault = await Assert.ThrowsAsync<MediaException>(async () => await source.ReadAtAsync(5 * Page, new byte[10], _ct));
        Assert.Equal(MediaFault.SourceLost, fault.Fault);
        Assert.Contains("no answer within 10 s", fault.Message, StringComparison.Ordinal);

        server.Instead = _ => Task.FromResult(false);
        Assert.Equal(10, await source.ReadAtAsync(5 * Page, new byte[10], _ct));
    }

    [Fact]
    public async Task A_server_that_is_switched_off_is_lost()
    {
        var server = await FilmServer.StartAsync(_film);
        await using var source = await OpenAsync(server);
        await server.DisposeAsync();
        var fault = await Assert.ThrowsAsync<MediaException>(async () => await source.ReadAtAsync(5 * Page, new byte[10], _ct));
        Assert.Equal(MediaFault.SourceLost, fault.Fault);
        Assert.Contains("connection was refused", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_takes_no_connections_is_given_up_in_time()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(backlog: 0);
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(listener.LocalEndPoint!, _ct); // bound above; fills the queue, and nobody accepts
        var options = new SourceOptions { Tries = 1 };
        var fault = await Assert.ThrowsAsync<MediaException>(
            () => HttpByteSource.OpenAsync(
                new MediaSource($"http://{listener.LocalEndPoint}/film.mp4"), options, new FastClock(), _ct));
        Assert.Equal(MediaFault.SourceLost, fault.Fault);
        Assert.Contains("no connection within", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_fault_ever_shows_a_token()
    {
        const string Token = "s3cr3t-t0k3n";
        await using var server = await FilmServer.StartAsync(_film);
        var authority = new Uri(server.Address).Authority;
        var headers = new Dictionary<string, string> { ["X-Token"] = Token };
        var source = new MediaSource($"http://{Token}:{Token}@{authority}/film.mp4?token={Token}#{Token}", headers);
        var ways = new List<Func<Microsoft.AspNetCore.Http.HttpContext, Task<bool>>>
        {
            context => HttpByteSourceTests.Answer(context, 403),
            context => HttpByteSourceTests.Answer(context, 503),
            context =>
            {
                context.Abort();
                return Task.FromResult(true);
            },
            context =>
            {
                context.Response.Headers.Location = $"http://elsewhere.invalid/?token={Token}";
                return HttpByteSourceTests.Answer(context, 302);
            },
        };
        foreach (var way in ways)
        {
            server.Instead = way;
            var fault = await Assert.ThrowsAsync<MediaException>(
                () => HttpByteSource.OpenAsync(source, new SourceOptions(), new FastClock(), _ct));
            Assert.DoesNotContain(Token, fault.ToString() + fault.Detail, StringComparison.Ordinal);
        }
        Assert.All(server.Requests, asked => Assert.Equal(Token, asked.Token));
        Assert.DoesNotContain(Token, source.ToString(), StringComparison.Ordinal);
        var bad = new MediaSource(server.Address, new Dictionary<string, string> { ["X-Token"] = Token + "\r\nX: y" });
        var malformed = await Assert.ThrowsAsync<MediaException>(
            () => HttpByteSource.OpenAsync(bad, new SourceOptions(), new FastClock(), _ct));
        Assert.DoesNotContain(Token, malformed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, new MediaSource($"http://[{Token}/x").DisplayName, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, new MediaSource($"rtsp://{Token}@host/x").DisplayName, StringComparison.Ordinal);
    }

    private static Task<HttpByteSource> OpenAsync(FilmServer server) =>
        HttpByteSourceTests.OpenAsync(server, clock: new FastClock());

    private static async Task Received(HttpByteSource source, long bytes)
    {
        while (source.BytesRead < bytes)
            await Task.Yield();
    }
}
