using System.Text.Json;
using ClipshareBox.Media.Time;
using Microsoft.Playwright;
using TestMedia;

namespace ClipshareBox.Tests.Features.Vtr;

/// <summary>A program page in a real browser whose pictures are read by the number in them.</summary>
internal sealed class ProgramScreen(IPage page)
{
    // Reads a row of the bar of whatever picture is presented, in the order of presentation: what stands when it is shown or begins to play,
    // then each one that comes. The page itself is not changed.
    private const string Watch = """
        () => {
          const canvas = document.createElement('canvas');
          const row = video => {
            canvas.width = video.videoWidth;
            canvas.height = 1;
            const context = canvas.getContext('2d', { willReadFrequently: true });
            const line = Math.max(4, Math.floor(video.videoHeight * 15 / 1000)) & ~1;
            context.drawImage(video, 0, line, canvas.width, 1, 0, 0, canvas.width, 1);
            const pixels = context.getImageData(0, 0, canvas.width, 1).data;
            return Array.from({ length: canvas.width }, (_, x) => pixels[4 * x + 1]);
          };
          window.seen = [];
          window.picture = () => {
            const video = document.querySelector('video.shown');
            return video && video.readyState >= 2 && !video.seeking ? { row: row(video), paused: video.paused } : null;
          };
          for (const video of document.querySelectorAll('video')) {
            const note = () => {
              if (video.classList.contains('shown') && video.readyState >= 2) window.seen.push(row(video));
            };
            const look = () => {
              if (!video.paused) note();
              video.requestVideoFrameCallback(look);
            };
            video.requestVideoFrameCallback(look);
            // Noted in the call itself: its event comes later, when the next picture may stand already.
            video.play = () => {
              note();
              return HTMLMediaElement.prototype.play.call(video);
            };
            new MutationObserver(note).observe(video, { attributeFilter: ['class'] });
          }
        }
        """;

    /// <summary>Opens the page.</summary>
    public static async Task<ProgramScreen> OpenAsync(Browser browser, Uri box, string key, string more = "")
    {
        var page = await browser.OpenAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 640, Height = 360 } });
        await page.GotoAsync(new Uri(box, $"/program?key={key}{more}").ToString());
        await page.EvaluateAsync(Watch);
        return new ProgramScreen(page);
    }

    /// <summary>The page.</summary>
    public IPage Page => page;

    /// <summary>The number of the picture that stands; null where the page is transparent.</summary>
    public async Task<(int? Number, bool Paused)> PictureAsync()
    {
        var picture = await page.EvaluateAsync<JsonElement?>("() => picture()");
        return picture is { ValueKind: JsonValueKind.Object } shown
            ? (Number(shown.GetProperty("row")), shown.GetProperty("paused").GetBoolean())
            : (null, true);
    }

    /// <summary>Waits until the page shows a clip, or nothing.</summary>
    public Task ShowsAsync(bool something) => page.WaitForFunctionAsync($"() => {(something ? "picture()" : "!document.querySelector('video.shown')")}");

    /// <summary>Forgets the pictures seen so far.</summary>
    public Task ForgetAsync() => page.EvaluateAsync("() => { seen.length = 0 }");

    /// <summary>The numbers of the pictures that were presented while it played, in order.</summary>
    public async Task<IReadOnlyList<int>> SeenAsync()
    {
        var rows = await page.EvaluateAsync<JsonElement>("() => seen");
        return [.. rows.EnumerateArray().Select(Number)];
    }

    /// <summary>First frame of a mark on the film that the stage is set with.</summary>
    public static int FrameOf(long ms) => (int)FrameTime.FirstFrameFrom(ms, Stage.Rate);

    private static int Number(JsonElement row) => NumberBar.Read([.. row.Deserialize<int[]>()?.Select(value => (byte)value) ?? []]);
}
