using ClipshareBox.Media.Sources;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ClipshareBox.Media.Tests.Sources;

public sealed class RedirectTests
{
    private const string Token = "t0k3n";
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly byte[] _film = Scratch.RandomBytes(600_000);

    [Fact]
    public async Task A_redirect_on_the_same_server_is_followed_with_the_headers_and_remembered()
    {
        await using var server = await FilmServer.StartAsync(_film);
        server.Instead = context => context.Request.Path == "/film.mp4" ? Redirect(context, "/real.mp4") : Pass;
        await using var source = await OpenAsync(server.Address);
        await source.ReadAtAsync(500_000, new byte[10], _ct);

        Assert.Equal(["/film.mp4", "/real.mp4", "/real.mp4"], server.Requests.Select(r => r.Target));
        Assert.All(server.Requests, asked => Assert.Equal(Token, asked.Token));
    }

    [Fact]
    public async Task Another_port_of_the_same_host_gets_no_headers()
    {
        await using var other = await FilmServer.StartAsync(_film);
        await using var server = await FilmServer.StartAsync(_film);
        server.Instead = context => Redirect(context, other.Address + "/real.mp4");
        await using var source = await OpenAsync(server.Address);

        Assert.Equal("", Assert.Single(other.Requests).Token);
        Assert.Equal(Token, Assert.Single(server.Requests).Token);
    }

    [Fact]
    public async Task Another_host_is_refused_unless_a_rule_names_it_and_trusted_only_if_that_is_said()
    {
        await using var other = await FilmServer.StartAsync(_film);
        await using var server = await FilmServer.StartAsync(_film);
        var port = new Uri(other.Address).Port;
        server.Instead = context => Redirect(context, $"http://localhost:{port}/real.mp4");

        var fault = await Assert.ThrowsAsync<MediaException>(() => OpenAsync(server.Address));
        Assert.Equal(MediaFault.SourceMissing, fault.Fault);
        Assert.Contains("localhost", fault.Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);

        await using (await OpenAsync(server.Address, new SourceOptions { RedirectHosts = ["LOCALHOST"] }))
            Assert.Equal("", Assert.Single(other.Requests).Token);
        other.Requests.Clear();
        await using (await OpenAsync(server.Address, new SourceOptions { TrustedHosts = [$"localhost:{port}"] }))
            Assert.Equal(Token, Assert.Single(other.Requests).Token);
    }

    [Fact]
    public async Task A_target_that_refuses_after_a_while_is_asked_for_anew()
    {
        await using var server = await FilmServer.StartAsync(_film);
        var good = "/one.mp4";
        server.Instead = context => context.Request.Path == "/film.mp4" ? Redirect(context, good)
            : context.Request.Path != good ? HttpByteSourceTests.Answer(context, 403)
            : Pass;
        await using var source = await OpenAsync(server.Address);
        good = "/two.mp4";

        Assert.Equal(10, await source.ReadAtAsync(500_000, new byte[10], _ct));
        Assert.Equal(["/film.mp4", "/one.mp4", "/one.mp4", "/film.mp4", "/two.mp4"], server.Requests.Select(r => r.Target));
    }

    [Fact]
    public async Task Endless_redirects_end_after_five()
    {
        await using var server = await FilmServer.StartAsync(_film);
        server.Instead = context => Redirect(context, "/film.mp4");
        var fault = await Assert.ThrowsAsync<MediaException>(() => OpenAsync(server.Address));
        Assert.Contains("more than 5 times", fault.Message, StringComparison.Ordinal);
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData("https://box.example/film", "http://box.example/film", false)]
    [InlineData("https://box.example/film", "https://box.example:8443/film", true)]
    [InlineData("http://box.example/film", "https://box.example/film", true)]
    [InlineData("http://box.example/film", "http://box.example.evil.example/film", false)]
    [InlineData("http://box.example/film", "ftp://box.example/film", false)]
    [InlineData("http://box.example/film", "file:///etc/passwd", false)]
    [InlineData("http://box.example/film", "//friend.example/film", true)]
    [InlineData("http://box.example/film", "", false)]
    public void Redirects_are_followed_by_rule(string first, string location, bool followed)
    {
        var rules = new AddressRules(new MediaSource(first), new SourceOptions { RedirectHosts = ["friend.example"] });
        var to = location.Length == 0 ? null : new Uri(location, UriKind.RelativeOrAbsolute);
        if (followed)
            Assert.Equal(new Uri(new Uri(first), location), rules.Follow(rules.First, to));
        else
            Assert.Throws<MediaException>(() => rules.Follow(rules.First, to));
    }

    [Theory]
    [InlineData("https://box.example/film", "https://box.example/other", true)]
    [InlineData("https://box.example/film", "https://box.example:8443/film", false)]
    [InlineData("http://box.example/film", "https://box.example/film", false)]
    [InlineData("https://box.example/film", "https://cdn.example/film", true)]
    [InlineData("https://box.example/film", "https://cdn.example:444/film", false)]
    [InlineData("https://box.example/film", "http://cdn.example/film", false)]
    public void Headers_go_to_the_same_server_or_a_trusted_one_only(string first, string to, bool given)
    {
        var rules = new AddressRules(new MediaSource(first), new SourceOptions { TrustedHosts = ["cdn.example"] });
        Assert.Equal(given, rules.GetsHeaders(new Uri(to)));
    }

    private static Task<bool> Pass => Task.FromResult(false);

    private static Task<bool> Redirect(HttpContext context, string to)
    {
        context.Response.Headers.Location = to;
        return HttpByteSourceTests.Answer(context, 302);
    }

    private static Task<HttpByteSource> OpenAsync(string server, SourceOptions? options = null) => HttpByteSource.OpenAsync(
        new MediaSource(server + "/film.mp4", new Dictionary<string, string> { ["X-Token"] = Token }),
        options ?? new SourceOptions(),
        TimeProvider.System,
        TestContext.Current.CancellationToken);
}
