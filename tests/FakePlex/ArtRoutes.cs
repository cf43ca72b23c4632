using System.Collections.Concurrent;
using System.Globalization;
using ClipshareBox.Media.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>Posters: a true frame of the film in the size asked for, as JPEG.</summary>
internal sealed class ArtRoutes(FakePms pms)
{
    private const int MaxSide = 2000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> _made = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/photo/:/transcode", TranscodeAsync);
        routes.MapGet("/library/metadata/{key}/thumb/{stamp}", (HttpContext context, string key) => PictureAsync(context, key, 600, 900));
        routes.MapGet("/library/metadata/{key}/art/{stamp}", (HttpContext context, string key) => PictureAsync(context, key, 1280, 720));
    }

    private Task TranscodeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var url = query["url"].ToString().Split('?')[0].Split('/');
        if (url is not ["", "library", "metadata", var key, "thumb" or "art", ..]
            || !Side(query["width"], out var width) || !Side(query["height"], out var height))
            return Wire.ErrorAsync(context, 400);
        return PictureAsync(context, key, width, height);
    }

    private async Task PictureAsync(HttpContext context, string key, int width, int height)
    {
        if (pms.Library.Find(key) is not { } item || !pms.Library.Sees(FakePms.UserOf(context), item))
        {
            await Wire.ErrorAsync(context, 404);
            return;
        }
        var film = item.Parts.FirstOrDefault()?.Film
            ?? pms.Library.Items.FirstOrDefault(i => (i.Parent == item || i.Parent?.Parent == item) && i.Versions.Count > 0)?.Parts.First().Film;
        var name = $"{film?.Path} {width}x{height}";
        var picture = await _made.GetOrAdd(name, _ => new Lazy<Task<byte[]>>(() => MakeAsync(film, width, height))).Value;
        context.Response.ContentType = "image/jpeg";
        context.Response.ContentLength = picture.Length;
        await context.Response.Body.WriteAsync(picture, context.RequestAborted);
    }

    private static async Task<byte[]> MakeAsync(FakeFilm? film, int width, int height)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{width}:{height}");
        string[] input = film is null
            ? ["-f", "lavfi", "-i", "color=gray:s=64x64"]
            : ["-ss", string.Create(CultureInfo.InvariantCulture, $"{film.DurationMs / 3000.0:0.###}"), "-i", film.Path];
        string[] all =
        [
            "-hide_banner", "-nostdin", "-v", "error", .. input, "-frames:v", "1",
            "-vf", $"scale={size}:force_original_aspect_ratio=increase,crop={size}", "-f", "mjpeg", "-",
        ];
        var result = await Tool.RunAsync("ffmpeg", all, Limit, TimeProvider.System, CancellationToken.None);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException(result.ErrorText);
    }

    private static bool Side(string? text, out int side) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side) && side is > 0 and <= MaxSide;
}
