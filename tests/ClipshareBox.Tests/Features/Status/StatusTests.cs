using System.Text.Json;

namespace ClipshareBox.Tests.Features.Status;

public sealed class StatusTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_status_tells_of_every_service_and_of_the_machine()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await using var hub = await stage.JoinedAsync(stage.Program, Ct);

        var status = await stage.Program.GetDataAsync("/api/dashboard/status", Ct);

        Assert.Equal("ok", StateOf(status, "store"));
        Assert.Equal("ok", StateOf(status, "share")); // served by something else, as the setting says
        Assert.Equal("down", StateOf(status, "player"));
        Assert.Contains(StateOf(status, "ffmpeg"), new[] { "ok", "degraded" }); // degraded while the encoders are tested
        Assert.NotNull(StateOf(status, "source Films"));
        Assert.Equal(1, status.GetProperty("hub").GetProperty("clients").GetInt32());
        Assert.Equal(0, status.GetProperty("queue").GetProperty("queued").GetInt64());
        Assert.Equal(["data", "clips"], status.GetProperty("disk").EnumerateArray().Select(d => d.GetProperty("name").GetString()));
        Assert.All(status.GetProperty("disk").EnumerateArray(), d => Assert.InRange(d.GetProperty("freeBytes").GetInt64(), 1, d.GetProperty("totalBytes").GetInt64()));
        Assert.True(status.GetProperty("latencies").GetProperty("requests").GetInt64() > 0);
        Assert.True(status.GetProperty("latencies").GetProperty("p99Ms").GetDouble() >= status.GetProperty("latencies").GetProperty("p50Ms").GetDouble());
        Assert.All(status.GetProperty("temperature").EnumerateArray(), t => Assert.InRange(t.GetProperty("celsius").GetDouble(), -50, 150));
    }

    [Fact]
    public async Task A_source_whose_folder_is_gone_is_down_and_says_why()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);
        var folder = Directory.CreateTempSubdirectory("clipsharebox-away-").FullName;
        var source = await owner.PostDataAsync("/api/sources", new { kind = "folder", name = "Stick", path = folder }, Ct);
        Directory.Delete(folder);
        await owner.PostDataAsync($"/api/sources/{source.GetProperty("id").GetString()}/test", new { }, Ct);

        var status = await owner.GetDataAsync("/api/dashboard/status", Ct);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (StateOf(status, "source Stick") != "down" && await again.WaitForNextTickAsync(Ct))
            status = await owner.GetDataAsync("/api/dashboard/status", Ct);

        Assert.Contains("Stick", Find(status, "source Stick")?.GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(Find(status, "source Stick")?.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task The_share_of_cached_frames_shows_once_frames_were_asked_for()
    {
        await using var stage = await Stage.SetAsync(Ct);
        Assert.Equal(JsonValueKind.Null, (await stage.Program.GetDataAsync("/api/dashboard/status", Ct)).GetProperty("cacheHitRate").ValueKind);

        for (var i = 0; i < 2; i++)
        {
            using var frame = await stage.Program.GetAsync(new Uri("/api/media/film/frame.jpg?ms=0&height=64", UriKind.Relative), Ct);
            Assert.True(frame.IsSuccessStatusCode);
        }

        Assert.Equal(0.5, (await stage.Program.GetDataAsync("/api/dashboard/status", Ct)).GetProperty("cacheHitRate").GetDouble());
    }

    private static JsonElement? Find(JsonElement status, string service) => status.GetProperty("services").EnumerateArray()
        .Where(s => s.GetProperty("name").GetString() == service).Cast<JsonElement?>().FirstOrDefault();

    private static string? StateOf(JsonElement status, string service) => Find(status, service)?.GetProperty("state").GetString();
}
