using Microsoft.Playwright;

namespace ClipshareBox.Tests.Features.Desk;

/// <summary>How soon something stands on the screen of a slow computer.</summary>
public sealed class FirstPaintTests(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Figures", "desk")]
    public async Task The_desk_is_painted_soon_on_a_processor_four_times_slower()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.MarkAsync(1_001, 2_002, Ct);
        var desk = await DeskScreen.OpenAsync(browser, stage);
        var session = await desk.Page.Context.NewCDPSessionAsync(desk.Page);
        await session.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object> { ["rate"] = 4 });
        var times = new List<double>();

        for (var i = 0; i < 7; i++)
        {
            await desk.Page.ReloadAsync();
            await Assertions.Expect(desk.Row(1)).ToBeVisibleAsync();
            times.Add(await desk.Page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime"));
        }

        output.WriteLine($"first contentful paint of the desk at a quarter of the speed: {DeskTests.Figures(times)}");
        Assert.InRange(times[0], 1, 5_000);
    }
}
