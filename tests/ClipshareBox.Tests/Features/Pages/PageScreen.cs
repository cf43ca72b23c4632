using System.Text.Json;
using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Pages;

/// <summary>A page of the app in a real browser, signed in as the box's owner.</summary>
internal sealed class PageScreen(IPage page, Uri box)
{
    // Pictures for the eye, where someone wants to look.
    private static readonly string? Shots = Environment.GetEnvironmentVariable("CLIPSHAREBOX_SHOTS");

    private static readonly string Axe = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js"));

    /// <summary>The page.</summary>
    public IPage Page => page;

    /// <summary>The keys of the page by their names.</summary>
    public ILocator Button(string name, bool exact = true) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    /// <summary>Opens a page of the app and signs in there.</summary>
    public static async Task<PageScreen> OpenAsync(Browser browser, Uri box, string path, int width = 1440, int height = 900, bool touch = false)
    {
        var screen = new PageScreen(await browser.OpenAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            HasTouch = touch,
            IsMobile = touch,
        }), box);
        await screen.GoAsync(path);
        await screen.Page.GetByLabel("Name").FillAsync("owner");
        await screen.Page.GetByLabel("Password").FillAsync("correct horse battery");
        await screen.Page.Keyboard.PressAsync("Enter");
        // Asked again and again: a change of address within the page is easily missed by whoever waits for the event.
        await Assertions.Expect(screen.Page).ToHaveURLAsync(new Uri(box, path).ToString());
        return screen;
    }

    /// <summary>Goes to another page.</summary>
    public Task GoAsync(string path) => page.GotoAsync(new Uri(box, path).ToString());

    /// <summary>Nobody is shut out: axe-core finds nothing serious or critical (WCAG 2.2 AA), and nothing is wider than the screen.</summary>
    /// <param name="name">Its name in what is said.</param>
    /// <param name="within">The part that is looked at, as a CSS selector.</param>
    public async Task AssertOpenToAllAsync(string name, string within = "html")
    {
        await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<JsonElement>(
            "within => axe.run(within, { resultTypes: ['violations'] }).then(r => r.violations.map(v => ({ impact: v.impact, id: v.id, at: v.nodes.map(n => n.target.join(' ')) })))",
            within);
        var serious = found.EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical").Select(v => v.ToString()).ToList();
        Assert.True(serious.Count == 0, $"{name}: {string.Join("; ", serious)}");
        var over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        Assert.True(over <= 0, $"{name} is {over} px wider than the screen.");
    }

    /// <summary>Nothing is wider than the screen, and nothing moved by itself by more than 0.05 (Layout Instability API) since the page was opened.</summary>
    /// <param name="name">Its name in what is said.</param>
    public async Task<IReadOnlyList<string>> FaultsOfShapeAsync(string name)
    {
        var over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        var shift = await page.EvaluateAsync<double>("() => window.layoutShift ?? 0");
        var faults = new List<string>();
        if (over > 0)
            faults.Add($"{name} is {over} px wider than the screen");
        if (shift > 0.05)
            faults.Add($"{name} moved by {shift:0.000}: {await page.EvaluateAsync<string>("() => window.shifted.join(' ')")}");
        return faults;
    }

    /// <summary>Counts from now on, on each page that is opened, what moves by itself.</summary>
    public Task WatchShiftsAsync() => page.AddInitScriptAsync(
        """
        window.layoutShift = 0; window.shifted = [];
        new PerformanceObserver(list => {
          for (const shift of list.getEntries()) if (!shift.hadRecentInput) {
            window.layoutShift += shift.value;
            for (const source of shift.sources) window.shifted.push(`${source.node?.nodeName}.${source.node?.className} ${shift.value.toFixed(3)}`);
          }
        }).observe({ type: 'layout-shift', buffered: true });
        """);

    /// <summary>From now on answers come late, and it is noted on each page that is opened how long after its birth a spinner began to turn.</summary>
    /// <param name="by">How much later.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task AnswerLateAsync(TimeSpan by, CancellationToken ct)
    {
        await page.AddInitScriptAsync(
            """
            window.turned = [];
            const born = new WeakMap();
            const look = spinner => {
              if (!born.has(spinner)) born.set(spinner, performance.now());
              if (spinner.classList.contains('late')) turned.push(performance.now() - born.get(spinner));
            };
            new MutationObserver(changes => {
              for (const change of changes) {
                if (change.type === 'attributes' && change.target.matches('.spinner')) look(change.target);
                for (const node of change.addedNodes) if (node.querySelectorAll)
                  for (const spinner of [...(node.matches('.spinner') ? [node] : []), ...node.querySelectorAll('.spinner')]) look(spinner);
              }
            }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });
            """);
        await page.RouteAsync("**/api/**", async route =>
        {
            if (route.Request.ResourceType == "fetch")
                await Task.Delay(by, TimeProvider.System, ct);
            await route.ContinueAsync();
        });
    }

    /// <summary>After how long each spinner of this page began to turn, ms.</summary>
    public Task<double[]> TurnedAsync() => page.EvaluateAsync<double[]>("() => window.turned");

    /// <summary>Makes every word longer by 40 %, as German is, and tells what does not hold it: keys and headings cut off, and a page that is wider.</summary>
    public async Task<IReadOnlyList<string>> StretchAsync(string name)
    {
        var cut = await page.EvaluateAsync<string[]>(
            """
            () => {
              const longer = text => text.replace(/\p{L}{2,}/gu, word => word + word.slice(0, Math.ceil(word.length * 0.4)).toLowerCase());
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let node = walk.nextNode(); node; node = walk.nextNode())
                if (!node.parentElement.closest('.mono, script, style, option')) node.data = longer(node.data);
              const seen = [...document.querySelectorAll('button, .button, h1, h2, h3, label, legend, dt, th, p, .hint, .lamp')];
              return seen.filter(e => e.getClientRects().length > 0 && !e.closest('.hidden') && getComputedStyle(e).display !== 'inline'
                  && getComputedStyle(e).textOverflow !== 'ellipsis' && e.clientWidth > 2 && e.scrollWidth > e.clientWidth + 1)
                .map(e => `${e.tagName}.${e.className} "${e.textContent.slice(0, 30)}" needs ${e.scrollWidth} px, has ${e.clientWidth}`);
            }
            """);
        var over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        return [.. cut.Select(c => $"{name} stretched: {c}"), .. over > 0 ? [$"{name} stretched is {over} px wider than the screen"] : Array.Empty<string>()];
    }

    /// <summary>Writes a picture of it, where pictures are wanted.</summary>
    public async Task ShootAsync(string name)
    {
        if (Shots is not null)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Shots, $"{name}-{page.ViewportSize?.Width}.png") });
    }
}
