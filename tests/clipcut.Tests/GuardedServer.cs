using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Clipcut.Tests;

/// <summary>Serves a film on a free port to whoever shows the token, or to all; remembers which tokens it was shown.</summary>
public sealed class GuardedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GuardedServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First() + "/film.mp4";

    public ConcurrentBag<string> Shown { get; } = [];

    public static async Task<GuardedServer> StartAsync(string film, string? token)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new GuardedServer(app);
        app.MapGet("/film.mp4", (HttpRequest request) =>
        {
            var shown = request.Headers["X-Token"].ToString();
            server.Shown.Add(shown);
            return token is null || shown == token
                ? Results.File(film, "video/mp4", enableRangeProcessing: true)
                : Results.StatusCode(401);
        });
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
