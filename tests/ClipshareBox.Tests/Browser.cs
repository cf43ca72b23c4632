using Microsoft.Playwright;

namespace ClipshareBox.Tests;

/// <summary>The machine's own Chromium, without a window; Debian's build of it decodes H.264 and AAC.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>A name of this machine at which pages are as they are in the network over plain http: no secure context.</summary>
    public const string PlainHost = "clipsharebox.test";

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
            // root has no sandbox in a container; OBS plays without a gesture too; a name of this machine that browsers do not trust like localhost
            Args = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required", $"--host-resolver-rules=MAP {PlainHost} 127.0.0.1"],
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
