using System.Net;
using System.Net.Sockets;
using System.Text;
using ClipshareBox.Media.Sources;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ClipshareBox.Media.Tests.Sources;

public sealed class LoopbackServerTests : IAsyncDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly Scratch _scratch = new();
    private readonly byte[] _film = Scratch.RandomBytes(1_000_000);
    private readonly FileByteSource _bytes;
    private readonly LoopbackServer _server;
    private readonly HttpClient _http = new();

    public LoopbackServerTests()
    {
        _bytes = FileByteSource.Open(_scratch.Write("film.mp4", _film));
        _server = LoopbackServer.Start(_bytes, new FastClock());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _bytes.DisposeAsync();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData(null, 200, 0, 1_000_000)]
    [InlineData("bytes=0-", 206, 0, 1_000_000)]
    [InlineData("bytes=999990-", 206, 999_990, 1_000_000)]
    [InlineData("bytes=100-199", 206, 100, 200)]
    [InlineData("bytes=999000-2000000", 206, 999_000, 1_000_000)]
    [InlineData("bytes=-10", 206, 999_990, 1_000_000)]
    [InlineData("bytes=-2000000", 206, 0, 1_000_000)]
    [InlineData("bytes=0-0", 206, 0, 1)]
    [InlineData("bytes=0-1,5-6", 200, 0, 1_000_000)]
    [InlineData("bytes=9-3", 200, 0, 1_000_000)]
    [InlineData("bytes=x-", 200, 0, 1_000_000)]
    [InlineData("bytes=99999999999999999999-", 200, 0, 1_000_000)]
    [InlineData("lines=1-2", 200, 0, 1_000_000)]
    public async Task Ranges_are_answered_as_the_standard_says(string? range, int status, int from, int to)
    {
        using var response = await AskAsync(HttpMethod.Get, range);
        Assert.Equal(status, (int)response.StatusCode);
        var body = await response.Content.ReadAsByteArrayAsync(_ct);
        Assert.True(_film.AsSpan(from, to - from).SequenceEqual(body));
        Assert.Equal(status == 206 ? $"bytes {from}-{to - 1}/1000000" : null, response.Content.Headers.ContentRange?.ToString());
    }

    [Theory]
    [InlineData("bytes=1000000-")]
    [InlineData("bytes=-0")]
    public async Task A_range_behind_the_end_is_416_with_the_length(string range)
    {
        using var response = await AskAsync(HttpMethod.Get, range);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
        Assert.Equal("bytes */1000000", response.Content.Headers.ContentRange?.ToString());
    }

    [Fact]
    public async Task Head_tells_the_length_and_sends_nothing()
    {
        using var response = await AskAsync(HttpMethod.Head, null);
        Assert.Equal(1_000_000, response.Content.Headers.ContentLength);
        Assert.Equal("bytes", response.Headers.AcceptRanges.Single());
        Assert.Equal(0, _bytes.BytesRead);
    }

    [Fact]
    public async Task Without_the_right_name_there_is_nothing()
    {
        foreach (var path in new[] { "/", "/film.mp4", "/" + new string('0', 32), new Uri(_server.Address).AbsolutePath + "/x" })
        {
            using var response = await _http.GetAsync(new Uri(new Uri(_server.Address), path), _ct);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/[0-9a-f]{32}$", _server.Address);
        var name = new Uri(_server.Address).AbsolutePath;
        var rebound = await RawAsync($"GET {name} HTTP/1.1\r\nHost: rebound.example\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404 ", rebound, StringComparison.Ordinal);
        Assert.Equal(0, _bytes.BytesRead);
    }

    [Theory]
    [InlineData("POST {0} HTTP/1.1\r\nHost: {1}\r\n\r\n", 405)]
    [InlineData("GET {0} HTTP/1.0\r\nHost: {1}\r\n\r\n", 505)]
    [InlineData("GET {0} HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET {0} HTTP/1.1\r\nHost: {1}\r\nHost: {1}\r\n\r\n", 400)]
    [InlineData("GET {0} HTTP/1.1\r\nHost: {1}\r\n folded: x\r\n\r\n", 400)]
    [InlineData("GET {0} HTTP/1.1\r\nHost: {1}\r\nContent-Length: 5\r\n\r\nhello", 400)]
    [InlineData("GET {0} HTTP/1.1\r\nHost: {1}\r\nTransfer-Encoding: chunked\r\n\r\n", 400)]
    [InlineData("GET  {0} HTTP/1.1\r\nHost: {1}\r\n\r\n", 400)]
    [InlineData("GET {0} HTTP/1.1\nHost: {1}\r\n\r\n", 400)]
    [InlineData("nonsense\r\n\r\n", 400)]
    public async Task Odd_requests_are_refused(string request, int status)
    {
        var uri = new Uri(_server.Address);
        var answer = await RawAsync(request
            .Replace("{0}", uri.AbsolutePath, StringComparison.Ordinal)
            .Replace("{1}", uri.Authority, StringComparison.Ordinal));
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(0, _bytes.BytesRead);
    }

    [Fact]
    public async Task A_head_without_end_is_refused()
    {
        var answer = await RawAsync("GET / HTTP/1.1\r\nX: " + new string('x', 9000));
        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_connection_carries_several_requests_also_sent_at_once()
    {
        var uri = new Uri(_server.Address);
        var one = $"GET {uri.AbsolutePath} HTTP/1.1\r\nHost: {uri.Authority}\r\nRange: bytes=0-1\r\n";
        var answer = await RawAsync(one + "\r\n" + one + "Connection: close\r\n\r\n");
        Assert.Equal(3, answer.Split("HTTP/1.1 206 Partial Content").Length);
    }

    [Fact]
    public async Task Many_connections_are_served_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            using var response = await AskAsync(HttpMethod.Get, $"bytes={i * 1000}-{i * 1000 + 299_999}");
            var body = await response.Content.ReadAsByteArrayAsync(_ct);
            return _film.AsSpan(i * 1000, 300_000).SequenceEqual(body);
        }));
        Assert.All(answers, Assert.True);
    }

    [Fact]
    public async Task A_client_that_stops_reading_stops_the_reads_of_the_source()
    {
        using var big = new Scratch();
        await using var bytes = FileByteSource.Open(big.Write("big.mp4", new byte[20_000_000]));
        await using var server = LoopbackServer.Start(bytes, new FastClock());
        using (var socket = await ConnectAsync(server))
        {
            socket.ReceiveBufferSize = 65536;
            var uri = new Uri(server.Address);
            var request = $"GET {uri.AbsolutePath} HTTP/1.1\r\nHost: {uri.Authority}\r\n\r\n";
            await socket.SendAsync(Encoding.ASCII.GetBytes(request), _ct);
            for (var received = 0; received < 100_000;)
                received += await socket.ReceiveAsync(new byte[1000], _ct);
        }
        await server.DisposeAsync();
        Assert.InRange(bytes.BytesRead, 99_000, 12_000_000);
    }

    [Fact]
    public void No_head_makes_the_parser_fail()
    {
        var bytes = ArbMap.Default.GeneratorFor<byte>().ArrayOf();
        Prop.ForAll(bytes.ToArbitrary(), head => RequestHead.Parse(head, out _) is 400).QuickCheckThrowOnFailure();
        var valid = Encoding.ASCII.GetBytes("GET /0123 HTTP/1.1\r\nHost: a\r\nRange: bytes=1-2\r\nConnection: close\r\n\r\n");
        Assert.Equal(0, RequestHead.Parse(valid, out var request));
        Assert.Equal(new RequestHead(false, "/0123", "a", "bytes=1-2", KeepAlive: false), request);
        var change = Gen.Choose(0, valid.Length - 1).SelectMany(at => Gen.Choose(0, 255).Select(value => (at, (byte)value)));
        var changes = change.ListOf(3);
        Prop.ForAll(changes.ToArbitrary(), list =>
        {
            var changed = valid.ToArray();
            foreach (var (at, value) in list)
                changed[at] = value;
            return RequestHead.Parse(changed, out var parsed) == 0 == parsed is not null;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_range_always_lies_within_the_file()
    {
        var parts = Gen.Elements("bytes=", "-", "0", "1", "7", "18446744073709551615", ",", " ", "x");
        var texts = parts.ListOf(6).Select(list => string.Concat(list));
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var range = ByteRange.Parse("bytes=" + text, 100);
            return range.Status == 416 ? range.Count == 0 : range.From >= 0 && range.Count > 0 && range.From + range.Count <= 100;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Noise_on_the_port_does_not_end_the_server()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            using var socket = await ConnectAsync(_server);
            await socket.SendAsync(Scratch.RandomBytes(2000 * (seed + 1), seed), _ct);
        }
        using var response = await AskAsync(HttpMethod.Get, "bytes=0-9");
        Assert.Equal(_film[..10], await response.Content.ReadAsByteArrayAsync(_ct));
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string? range)
    {
        using var request = new HttpRequestMessage(method, _server.Address);
        if (range is not null)
            request.Headers.TryAddWithoutValidation("Range", range);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _ct);
    }

    private async Task<string> RawAsync(string request)
    {
        using var socket = await ConnectAsync(_server);
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), _ct);
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, _ct) is > 0 and var read)
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (SocketException)
        {
            // closed with some of the request unread
        }
        return answer.ToString();
    }

    private async Task<Socket> ConnectAsync(LoopbackServer server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(server.Address).Port, _ct);
        return socket;
    }
}
