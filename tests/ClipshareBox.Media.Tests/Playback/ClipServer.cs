using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ClipshareBox.Media.Tests.Playback;

/// <summary>Serves one clip with ranges, and an empty page to show it on.</summary>
internal sealed class ClipServer : IAsyncDisposable
{
    public const string Clip = "/clip.mp4";
    private readonly WebApplication _app;

    private ClipServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<ClipServer> StartAsync(string clip)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", () => Results.Content("<!doctype html><title>clip</title>", "text/html"));
        app.MapGet(Clip, () => Results.File(clip, "video/mp4", enableRangeProcessing: true));
        await app.StartAsync();
        return new ClipServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
