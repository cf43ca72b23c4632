using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Platform;

public sealed class OpenAddressTests
{
    // Whoever adds one here opens it to the whole network.
    private static readonly string[] Open =
    [
        "GET /health/live", "GET /health/ready", "GET /openapi/{documentName}.json",
        "GET /api/setup/", "POST /api/setup/claim", "POST /api/auth/login", "POST /api/auth/invite",
        "POST /api/auth/plex/pin", "GET /api/auth/plex/pin/{id}", "POST /api/plex/hook",
        "GET /program/clips/{ticket}", "HEAD /program/clips/{ticket}",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_address_is_open_by_accident()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var stranger = box.Stranger();
        var walked = 0;
        foreach (var (method, pattern) in Addresses(box).Except(Open.Select(Parse)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), Fill(pattern));
            using var answer = await stranger.SendAsync(request, Ct);
            Assert.True(answer.StatusCode == System.Net.HttpStatusCode.Unauthorized, $"{method} {pattern} answers {answer.StatusCode} to a stranger");
            walked++;
        }
        Assert.True(walked > 15, $"only {walked} addresses were walked");
    }

    [Fact]
    public async Task What_is_said_to_be_open_exists()
    {
        await using var box = await TestBox.StartAsync(Ct);

        Assert.Empty(Open.Select(Parse).Except(Addresses(box)));
    }

    [Fact]
    public async Task An_unknown_address_is_no_secret_door()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);

        using var answer = await owner.GetAsync(new Uri("/api/no/such/address", UriKind.Relative), Ct);

        await Answers.ErrorAsync(answer, 404, "NOT_FOUND", Ct);
    }

    internal static List<(string Method, string Pattern)> Addresses(TestBox box) =>
    [
        .. from source in box.Services.GetServices<EndpointDataSource>().Take(1)
           from endpoint in source.Endpoints.OfType<RouteEndpoint>()
           where endpoint.RoutePattern.RawText is not ("/hub" or "hub")
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
           select (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/')), // routes made from text have one
    ];

    internal static string Fill(string pattern) => System.Text.RegularExpressions.Regex.Replace(pattern, @"\{\*{0,2}[^}]+\}", "x");

    private static (string Method, string Pattern) Parse(string text) => text.Split(' ') is [var method, var pattern] ? (method, pattern) : default;
}
