using System.Text.Json;
using Microsoft.Playwright;

namespace ClipshareBox.Tests;

/// <summary>Looks at a page with axe-core.</summary>
internal static class OpenToAll
{
    private static readonly string Axe = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js"));

    /// <summary>Nobody is shut out: axe-core finds nothing serious or critical (WCAG 2.2 AA), and nothing is wider than the screen.</summary>
    /// <param name="page">The page as it stands.</param>
    /// <param name="name">Its name in what is said.</param>
    public static async Task AssertAsync(IPage page, string name)
    {
        await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<JsonElement>(
            "() => axe.run({ resultTypes: ['violations'] }).then(r => r.violations.map(v => ({ impact: v.impact, id: v.id, at: v.nodes.map(n => n.target.join(' ')) })))");
        var serious = found.EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical").Select(v => v.ToString()).ToList();
        Assert.True(serious.Count == 0, $"{name}: {string.Join("; ", serious)}");
        var over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        Assert.True(over <= 0, $"{name} is {over} px wider than the screen.");
    }
}
