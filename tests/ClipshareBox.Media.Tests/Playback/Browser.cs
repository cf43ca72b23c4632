using Microsoft.Playwright;
using Xunit;

namespace ClipshareBox.Media.Tests.Playback;

/// <summary>The machine's own Chromium, without a window; Debian's build of it decodes H.264 and AAC.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assert.True(File.Exists(Program), $"{Program} is missing; tests/install-tools.sh installs it.");
        _playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"], // root has no sandbox in a container
        });
    }

    /// <summary>An empty page at an address.</summary>
    public async Task<IPage> OpenAsync(string address)
    {
        var page = await _browser!.NewPageAsync(); // launched before every test
        await page.GotoAsync(address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
