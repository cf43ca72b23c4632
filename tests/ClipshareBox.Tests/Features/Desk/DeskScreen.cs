using System.Text.Json;
using Microsoft.Playwright;
using TestMedia;

namespace ClipshareBox.Tests.Features.Desk;

/// <summary>The desk of a workspace in a real browser, whose picture is read by the number in it.</summary>
internal sealed class DeskScreen(IPage page)
{
    // Pictures for the eye, where someone wants to look.
    private static readonly string? Shots = Environment.GetEnvironmentVariable("CLIPSHAREBOX_SHOTS");

    // A row of the bar of what is on the screen: the picture laid over, else the video. And of each frame that the video presents: when, and which.
    private const string Watch = """
        () => {
          const canvas = document.createElement('canvas');
          const row = (picture, width, height) => {
            canvas.width = width;
            canvas.height = 1;
            const context = canvas.getContext('2d', { willReadFrequently: true });
            context.drawImage(picture, 0, Math.max(4, Math.floor(height * 15 / 1000)) & ~1, width, 1, 0, 0, width, 1);
            const pixels = context.getImageData(0, 0, width, 1).data;
            return Array.from({ length: width }, (_, x) => pixels[4 * x + 1]);
          };
          window.read = row;
          window.onScreen = () => {
            const cover = document.querySelector('.picture .cover');
            if (!cover.hidden) return row(cover, cover.width, cover.height);
            const video = document.querySelector('.picture video');
            return video.readyState >= 2 && !video.seeking ? row(video, video.videoWidth, video.videoHeight) : null;
          };
          window.said = () => Number(document.querySelector('.picture').dataset.frame || -1);
          window.presented = [];
          const video = document.querySelector('.picture video');
          const look = (_, meta) => {
            presented.push([performance.timeOrigin + meta.expectedDisplayTime, row(video, video.videoWidth, video.videoHeight)]);
            video.requestVideoFrameCallback(look);
          };
          video.requestVideoFrameCallback(look);
        }
        """;

    /// <summary>The page.</summary>
    public IPage Page => page;

    /// <summary>The connection lamp at the top.</summary>
    public ILocator Connection => page.Locator(".connection");

    /// <summary>What was said in passing.</summary>
    public ILocator Toasts => page.Locator(".toast");

    /// <summary>The owner's desk.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="stage">The box and its workspace.</param>
    /// <param name="width">Of the window, px.</param>
    /// <param name="height">Of the window, px.</param>
    /// <param name="before">Prepares the page before it is loaded.</param>
    /// <param name="query">What the address carries behind its '?'.</param>
    public static Task<DeskScreen> OpenAsync(
        Browser browser, Stage stage, int width = 1280, int height = 800, Func<IPage, Task>? before = null, string query = "") =>
        OpenAsync(browser, stage.Box.Address, stage.Workspace, width, height, before, query);

    /// <summary>The owner's desk of any box.</summary>
    public static async Task<DeskScreen> OpenAsync(
        Browser browser, Uri box, string workspace, int width = 1280, int height = 800, Func<IPage, Task>? before = null, string query = "")
    {
        var page = await browser.OpenAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, HasTouch = width < 760 });
        if (before is not null)
            await before(page);
        await page.GotoAsync(new Uri(box, $"/w/{workspace}{query}").ToString());
        await page.GetByLabel("Name").FillAsync("owner");
        await page.GetByLabel("Password").FillAsync("correct horse battery");
        await page.Keyboard.PressAsync("Enter");
        return await ReadyAsync(page);
    }

    /// <summary>The desk of someone who comes by an invite.</summary>
    public static async Task<DeskScreen> OpenAsGuestAsync(Browser browser, Stage stage, string name, string role, CancellationToken ct)
    {
        var invite = await stage.Owner.PostDataAsync($"/api/workspaces/{stage.Workspace}/invites", new { role }, ct);
        var page = await browser.OpenAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        await page.GotoAsync(invite.GetProperty("url").GetString() ?? "");
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Come in" }).ClickAsync();
        return await ReadyAsync(page);
    }

    /// <summary>Presses a key.</summary>
    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    /// <summary>The row of a bookmark in the list.</summary>
    public ILocator Row(int number) => page.Locator($".sheet .row[data-number='{number}']");

    /// <summary>Opens a bookmark.</summary>
    public Task OpenMarkAsync(int number) => Row(number).Locator(".cell-number").ClickAsync();

    /// <summary>A field of the open bookmark.</summary>
    public ILocator Field(string name) => page.Locator($".detail [data-field='{name}']");

    /// <summary>Waits until the page says that it shows a frame, and that frame is on the screen.</summary>
    public async Task ShowsAsync(int frame) => Assert.Equal(frame, await NumberOnAsync(frame));

    /// <summary>Waits until the page says that it shows a frame; the number in the picture on the screen then.</summary>
    public async Task<int> NumberOnAsync(int frame)
    {
        // Read in the same breath: a moment later the page may look for a better picture of the same frame.
        var shown = await page.WaitForFunctionAsync("frame => said() === frame && onScreen()", frame);
        return Number(await shown.JsonValueAsync<JsonElement>());
    }

    /// <summary>Presses a key as a person would, and waits for the frame that it leads to; ms from the press to the picture.</summary>
    public async Task<double> StepAsync(string key, int frame)
    {
        var step = await page.EvaluateAsync<JsonElement>(
            """
            ([key, frame]) => new Promise(done => {
              const start = performance.now();
              const look = () => {
                const row = said() === frame && onScreen();
                if (row) done({ ms: performance.now() - start, row });
                else requestAnimationFrame(look);
              };
              window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
              look();
            })
            """,
            new object[] { key, frame });
        Assert.Equal(frame, Number(step.GetProperty("row")));
        return step.GetProperty("ms").GetDouble();
    }

    /// <summary>Holds a key down: so many presses, 33 ms apart as keyboards repeat them.</summary>
    public Task HoldAsync(string key, int times) => page.EvaluateAsync(
        """
        ([key, times]) => new Promise(done => {
          let left = times;
          const timer = setInterval(() => {
            window.dispatchEvent(new KeyboardEvent('keydown', { key, repeat: left < times, bubbles: true, cancelable: true }));
            if (--left === 0) { clearInterval(timer); done(); }
          }, 33);
        })
        """,
        new object[] { key, times });

    /// <summary>The number in the box's own still of a frame.</summary>
    /// <param name="ms">Where the frame is, in ms.</param>
    public async Task<int> StillNumberAsync(double ms) => Number(await page.EvaluateAsync<JsonElement>(
        "async ms => { const image = new Image(); image.src = `/api/media/film/frame.jpg?ms=${Math.round(ms)}&height=360`; await image.decode(); return read(image, image.naturalWidth, image.naturalHeight); }",
        ms));

    /// <summary>What the video presented: when (Unix time in ms) and which frame.</summary>
    public async Task<IReadOnlyList<(double AtMs, int Frame)>> PresentedAsync()
    {
        var all = await page.EvaluateAsync<JsonElement>("() => presented");
        return [.. all.EnumerateArray().Select(one => (one[0].GetDouble(), Number(one[1])))];
    }

    /// <inheritdoc cref="OpenToAll.AssertAsync"/>
    public Task AssertOpenToAllAsync(string name) => OpenToAll.AssertAsync(page, name);

    /// <summary>Keeps a picture of the page where someone wants to look.</summary>
    public async Task ShootAsync(string name)
    {
        if (Shots is not null)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Shots, $"{name}.png") });
    }

    /// <summary>The desk that a page shows.</summary>
    public static async Task<DeskScreen> ReadyAsync(IPage page)
    {
        await page.WaitForSelectorAsync(".picture video");
        await page.WaitForFunctionAsync("() => document.querySelector('.picture').dataset.frame !== ''");
        await page.EvaluateAsync(Watch);
        return new DeskScreen(page);
    }

    private static int Number(JsonElement row) => row.ValueKind == JsonValueKind.Array
        ? NumberBar.Read([.. row.Deserialize<int[]>()?.Select(value => (byte)value) ?? []])
        : NumberBar.Unreadable;
}
