using System.Text.Json;
using Microsoft.Playwright;
using TestMedia;

namespace ClipshareBox.Media.Tests.Playback;

/// <summary>What playing to the end showed.</summary>
/// <param name="Ended">True when the player said that the clip ended.</param>
/// <param name="Error">The player's error, or null.</param>
/// <param name="Shown">Numbers of the frames shown, in their order; a busy machine may leave some out.</param>
internal sealed record Played(bool Ended, string? Error, IReadOnlyList<int> Shown);

/// <summary>A video element whose pictures are read through a canvas.</summary>
internal sealed class Player(IPage page)
{
    // A row of the picture's bar leaves the page; the green of a grey picture is its luma in full range.
    private const string Script = """
        () => {
          const video = document.createElement('video');
          video.muted = true;
          video.preload = 'auto';
          document.body.append(video);
          const canvas = document.createElement('canvas');
          const limit = 30000;
          const within = promise => Promise.race([promise, new Promise((_, no) =>
            setTimeout(() => no(new Error(`nothing happened in ${limit} ms; error: ${video.error?.message}`)), limit))]);
          const event = name => new Promise((yes, no) => {
            video.addEventListener(name, yes, { once: true });
            video.addEventListener('error', () => no(new Error(video.error.message)), { once: true });
          });
          const frame = () => new Promise(yes => video.requestVideoFrameCallback(yes));
          const row = () => {
            canvas.width = video.videoWidth;
            canvas.height = 1;
            const context = canvas.getContext('2d', { willReadFrequently: true });
            const line = Math.max(4, Math.floor(video.videoHeight * 15 / 1000)) & ~1;
            context.drawImage(video, 0, line, canvas.width, 1, 0, 0, canvas.width, 1);
            const pixels = context.getImageData(0, 0, canvas.width, 1).data;
            return Array.from({ length: canvas.width }, (_, x) => pixels[4 * x + 1]);
          };
          window.load = async address => {
            const ready = Promise.all([event('loadeddata'), frame()]);
            video.src = address;
            await within(ready);
            return row();
          };
          window.seek = async seconds => {
            const there = Promise.all([event('seeked'), frame()]);
            video.currentTime = seconds;
            await within(there);
            return row();
          };
          window.playThrough = async () => {
            const rows = [];
            const watch = () => { rows.push(row()); video.requestVideoFrameCallback(watch); };
            const ended = event('ended');
            video.requestVideoFrameCallback(watch);
            await video.play();
            await within(ended);
            rows.push(row());
            return { ended: video.ended, error: video.error?.message ?? null, rows };
          };
        }
        """;

    /// <summary>Puts an empty player on the page.</summary>
    public static async Task<Player> OnAsync(IPage page)
    {
        await page.EvaluateAsync(Script);
        return new Player(page);
    }

    /// <summary>Loads a clip and returns the number of the picture that stands before anybody presses play.</summary>
    public async Task<int> LoadAsync(string path) => Number(await page.EvaluateAsync<int[]>("path => load(path)", path));

    /// <summary>Seeks, in s from the clip's start, and returns the number of the picture that then stands.</summary>
    public async Task<int> SeekAsync(double seconds) => Number(await page.EvaluateAsync<int[]>("seconds => seek(seconds)", seconds));

    /// <summary>Plays from where it stands to the end.</summary>
    public async Task<Played> PlayThroughAsync()
    {
        var played = await page.EvaluateAsync<JsonElement>("() => playThrough()");
        var rows = played.GetProperty("rows").EnumerateArray().Select(row => Number(row.Deserialize<int[]>() ?? []));
        return new Played(played.GetProperty("ended").GetBoolean(), played.GetProperty("error").GetString(), [.. rows]);
    }

    private static int Number(int[] luma) => NumberBar.Read([.. luma.Select(value => (byte)value)]);
}
