using System.Text;
using System.Text.RegularExpressions;
using ClipshareBox.Media.Processes;
using Microsoft.Playwright;

namespace ClipshareBox.Tests.Platform;

/// <summary>The example clients of docs/hub.md, as they stand there.</summary>
public sealed partial class HubExampleTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_example_in_Python_hears_of_a_bookmark()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await using var watching = await stage.JoinedAsync(stage.Program, Ct);
        var python = Tool.RunAsync(
            "/usr/bin/env",
            [
                $"BOX={stage.Box.Address.GetLeftPart(UriPartial.Authority)}",
                $"TOKEN={stage.Program.DefaultRequestHeaders.Authorization?.Parameter}",
                $"WORKSPACE={stage.Workspace}",
                "/usr/bin/python3", "-c", Example("python"),
            ],
            TimeSpan.FromSeconds(60), TimeProvider.System, Ct);
        await watching.NextAsync(f => f.GetProperty("type").GetString() == "presence"
            && f.GetProperty("data").GetProperty("members")[0].GetProperty("connections").GetInt32() == 2, Ct);

        await stage.MarkAsync(0, 1_000, Ct);

        var run = await python;
        Assert.Equal(("1 Goal", "", 0), (Encoding.UTF8.GetString(run.Output).Trim(), run.ErrorText, run.ExitCode));
    }

    [Fact]
    public async Task The_example_in_JavaScript_follows_a_room_and_comes_back_after_a_drop()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var page = await browser.OpenAsync(new BrowserNewPageOptions { BypassCSP = true });
        await page.GotoAsync($"{stage.Box.Address}");
        await page.EvaluateAsync(
            "async () => fetch('/api/auth/login', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ username: 'owner', password: 'correct horse battery' }) })");
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Content = Example("js") });
        await page.EvaluateAsync(
            """
            workspaceId => {
              const Socket = WebSocket;
              window.sockets = [];
              window.WebSocket = function (address) { const made = new Socket(address); window.sockets.push(made); return made; };
              window.heard = [];
              follow(workspaceId, frame => window.heard.push(frame));
            }
            """,
            stage.Workspace);
        await page.WaitForFunctionAsync("() => window.heard.some(f => f.type === 'joined')");
        await stage.MarkAsync(0, 1_000, Ct);
        await page.WaitForFunctionAsync("() => window.heard.some(f => f.type === 'bookmark_created')");

        await page.EvaluateAsync("() => window.sockets[0].close()");
        await stage.MarkAsync(2_000, 3_000, Ct);
        await stage.MarkAsync(4_000, 5_000, Ct);
        await page.WaitForFunctionAsync("() => window.heard.filter(f => f.type === 'bookmark_created').length === 3");

        var numbers = await page.EvaluateAsync<int[]>("() => window.heard.filter(f => f.type === 'bookmark_created').map(f => f.data.number)");
        Assert.Equal([1, 2, 3], numbers);
        Assert.Equal(2, await page.EvaluateAsync<int>("() => window.sockets.length"));
        await page.CloseAsync();
    }

    private static string Example(string language)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "docs", "hub.md")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("docs/hub.md was not found.");
        return Blocks().Matches(File.ReadAllText(Path.Combine(folder, "docs", "hub.md")))
            .Single(m => m.Groups["language"].Value == language).Groups["code"].Value;
    }

    [GeneratedRegex(@"```(?<language>\w+)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
