using System.Globalization;
using System.Net;
using ClipshareBox.Platform.Hub;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClipshareBox.Tests.Platform;

public sealed class MetricsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_reads_the_figures_without_a_sign_in()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var stranger = box.Stranger();

        using var answer = await stranger.GetAsync(new Uri("/metrics", UriKind.Relative), Ct);

        await Answers.ErrorAsync(answer, 401, "AUTHENTICATION_ERROR", Ct);
    }

    [Fact]
    public async Task Requests_are_counted_by_the_template_of_their_route()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var id = await stage.MarkAsync(0, 1_000, Ct);
        const string series = "http_server_request_duration_seconds_count{method=\"GET\",route=\"/api/bookmarks/{id}\",status=\"200\"}";
        var before = Value(await ReadAsync(stage.Program), series);

        for (var i = 0; i < 3; i++)
            await stage.Program.GetDataAsync($"/api/bookmarks/{id}", Ct);

        var text = await ReadAsync(stage.Program);
        Assert.Equal(before + 3, Value(text, series));
        Assert.Equal(before + 3, Value(text, series.Replace("_count", "_bucket", StringComparison.Ordinal)[..^1] + ",le=\"+Inf\"}"));
        Assert.DoesNotContain(id, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_boxes_in_one_process_count_each_for_itself()
    {
        await using var one = await TestBox.StartAsync(Ct);
        await using var other = await TestBox.StartAsync(Ct);
        using var owner = await one.ClaimAsync(Ct);
        using var second = await other.ClaimAsync(Ct);

        await owner.GetDataAsync("/api/sources", Ct);

        Assert.Contains("route=\"/api/sources/\"", await ReadAsync(owner), StringComparison.Ordinal);
        Assert.DoesNotContain("route=\"/api/sources/\"", await ReadAsync(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hubs_clients_and_frames_are_counted_and_those_that_were_dropped()
    {
        await using var stage = await Stage.SetAsync(Ct);
        Assert.Equal(0, Value(await ReadAsync(stage.Program), "clipsharebox_hub_clients"));
        await using (var hub = await stage.JoinedAsync(stage.Program, Ct))
        {
            await hub.AskAsync("ping", new { t0 = 1 }, Ct);
            var text = await ReadAsync(stage.Program);
            Assert.Equal(1, Value(text, "clipsharebox_hub_clients"));
            Assert.InRange(Value(text, "clipsharebox_hub_sent_frames_total"), 2, 20); // welcome and joined at least
        }
        var slow = await stage.JoinedAsync(stage.Program, Ct);
        var live = stage.Box.Services.GetRequiredService<LiveHub>();
        for (var i = 0; i < 3_000; i++)
            live.Publish(stage.Workspace, "chat_message", new string('x', 8_000));
        var read = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            for (; ; read++)
                await slow.ReadAsync(Ct);
        });
        await slow.DisposeAsync();

        await UntilAsync(stage, text => Value(text, "clipsharebox_hub_dropped_clients_total") == 1 && Value(text, "clipsharebox_hub_clients") == 0);
        Assert.True(Value(await ReadAsync(stage.Program), "clipsharebox_hub_sent_frames_total") >= read);
    }

    [Fact]
    public async Task A_cut_shows_in_the_jobs_the_clip_times_and_the_time_of_the_tools()
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: null);
        await using var hub = await stage.JoinedAsync(stage.Program, Ct);
        var id = await stage.MarkAsync(500, 1_500, Ct);

        await stage.Program.PostDataAsync($"/api/bookmarks/{id}/clip", new { }, Ct);
        await hub.NextAsync("clip_ready", Ct);

        await UntilAsync(stage, text => Value(text, "clipsharebox_job_duration_seconds_count{kind=\"cut\",state=\"complete\"}") == 1);
        var done = await ReadAsync(stage.Program);
        Assert.Equal(1, Value(done, "clipsharebox_jobs{state=\"complete\"}"));
        Assert.Equal(0, Value(done, "clipsharebox_jobs{state=\"error\"}"));
        Assert.Equal(1, done.Split('\n').Where(l => l.StartsWith("clipsharebox_clip_duration_seconds_count{mode=", StringComparison.Ordinal)).Sum(Last));
        Assert.True(Value(done, "clipsharebox_tools_cpu_seconds_total") > 0);
        Assert.True(Value(done, "process_cpu_seconds_total") > 0);
        Assert.True(Value(done, "process_resident_memory_bytes") > 1 << 20);
        Assert.True(Value(done, "clipsharebox_disk_free_bytes{folder=\"clips\"}") > 0);
    }

    [Fact]
    public async Task No_secret_and_nothing_that_people_wrote_is_in_the_figures()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var token = stage.Program.DefaultRequestHeaders.Authorization?.Parameter ?? "";
        await stage.Program.PostDataAsync("/api/bookmarks", new { workspaceId = stage.Workspace, startMs = 0, endMs = 900, label = "Xylophone" }, Ct);
        using var odd = await stage.Program.GetAsync(new Uri("/no/such/Xylophone?key=Xylophone", UriKind.Relative), Ct);
        using var strange = await stage.Program.SendAsync(new HttpRequestMessage(new HttpMethod("XYLOPHONE"), "/api/bookmarks"), Ct);
        await stage.Program.GetDataAsync($"/api/bookmarks?workspaceId={stage.Workspace}&search=Xylophone", Ct);

        var text = await ReadAsync(stage.Program);

        Assert.NotEmpty(token);
        foreach (var secret in new[] { token, "Xylophone", "XYLOPHONE", stage.Workspace, stage.Box.Folder, "correct horse" })
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        Assert.Contains("route=\"none\",status=\"404\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_line_is_one_that_Prometheus_takes()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var answer = await stage.Program.GetAsync(new Uri("/metrics", UriKind.Relative), Ct);

        var lines = (await answer.Content.ReadAsStringAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches(
            """^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? (-?[0-9.]+(E[-+][0-9]+)?))$""", line));
        Assert.Equal(lines.Length, lines.Distinct().Count());
    }

    [Fact]
    public async Task Figures_go_to_a_collector_when_an_address_is_set()
    {
        var got = new TaskCompletionSource<(string? Kind, byte[] Body)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost("/v1/metrics", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            got.TrySetResult((request.ContentType, body.ToArray()));
        });
        await collector.StartAsync(Ct);
        var address = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(); // it listens

        await using (var box = await TestBox.StartAsync(Ct, settings: [$"OTLP={address}"]))
        {
            using var owner = await box.ClaimAsync(Ct);
            await owner.GetDataAsync("/api/sources", Ct);
        }

        var (kind, sent) = await got.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        var text = System.Text.Encoding.UTF8.GetString(sent);
        Assert.Equal("application/x-protobuf", kind);
        Assert.Contains("http.server.request.duration", text, StringComparison.Ordinal);
        Assert.Contains("clipsharebox.hub.clients", text, StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/metrics", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    private static async Task UntilAsync(Stage stage, Func<string, bool> fits)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!fits(await ReadAsync(stage.Program)))
            await again.WaitForNextTickAsync(limit.Token);
    }

    private static double Value(string text, string series) =>
        text.Split('\n').FirstOrDefault(l => l.StartsWith(series + " ", StringComparison.Ordinal)) is { } line ? Last(line) : 0;

    private static double Last(string line) => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
}
