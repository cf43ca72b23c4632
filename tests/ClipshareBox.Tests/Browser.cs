using Microsoft.Playwright;

namespace ClipshareBox.Tests;

/// <summary>The machine's own Chromium, without a window; Debian's build of it decodes H.264 and AAC.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assert.True(File.Exists(Program), $"{Program} is missing; tests/install-tools.sh installs it.");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"], // root has no sandbox in a container; OBS plays without a gesture too
        });
    }

    /// <summary>An empty page.</summary>
    public Task<IPage> OpenAsync(BrowserNewPageOptions? options = null) =>
        _browser?.NewPageAsync(options) ?? throw new InvalidOperationException("Launched before every test.");

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
