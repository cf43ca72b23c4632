using System.Net.WebSockets;
using System.Text.Json;
using ClipshareBox.Platform.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Platform;

public sealed class HubTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_comes_back_hears_what_he_missed_in_order_and_without_gaps()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await using (var first = await stage.JoinedAsync(stage.Program, Ct))
            await stage.MarkAsync(0, 1_000, Ct);
        await using var back = await stage.Box.HubAsync(stage.Program, Ct);
        var joined = await back.AskAsync("join", new { workspaceId = stage.Workspace }, Ct);
        var seq = joined.GetProperty("data").GetProperty("seq").GetInt64();
        await back.DisposeAsync();
        for (var i = 1; i <= 30; i++)
            await stage.MarkAsync(i * 1_000, (i * 1_000) + 500, Ct);

        await using var again = await stage.Box.HubAsync(stage.Program, Ct);
        var replay = await again.AskAsync("join", new { workspaceId = stage.Workspace, sinceSeq = seq }, Ct);
        var numbers = new List<long>();
        for (var i = 1; i <= 30; i++)
            numbers.Add((await again.NextAsync("bookmark_created", Ct)).GetProperty("seq").GetInt64());

        Assert.Equal(seq + 30, replay.GetProperty("data").GetProperty("seq").GetInt64());
        Assert.Equal(JsonValueKind.Null, replay.GetProperty("data").GetProperty("snapshot").ValueKind); // what was missed follows instead
        Assert.Equal(Enumerable.Range(1, 30).Select(i => seq + i), numbers);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(long.MaxValue)]
    public async Task A_number_that_the_room_never_had_brings_the_snapshot(long since)
    {
        await using var stage = await Stage.SetAsync(Ct);
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);
        await stage.MarkAsync(0, 1_000, Ct);

        var joined = await hub.AskAsync("join", new { workspaceId = stage.Workspace, sinceSeq = since }, Ct);

        Assert.Equal(1, joined.GetProperty("data").GetProperty("snapshot").GetProperty("bookmarks").GetArrayLength());
    }

    [Fact]
    public async Task A_client_that_reads_nothing_is_dropped_with_4008_and_comes_back_complete()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await using var slow = await stage.JoinedAsync(stage.Program, Ct);
        var hub = stage.Box.Services.GetRequiredService<LiveHub>();

        // More than its queue holds and any socket's buffers take.
        for (var i = 0; i < 3_000; i++)
            hub.Publish(stage.Workspace, "chat_message", new string('x', 8_000));

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            while (true)
                await slow.ReadAsync(Ct);
        });
        Assert.Equal((WebSocketCloseStatus)4008, slow.Closed);
        await using var back = await stage.Box.HubAsync(stage.Program, Ct);
        var last = (await back.AskAsync("join", new { workspaceId = stage.Workspace }, Ct)).GetProperty("data").GetProperty("seq").GetInt64();
        await back.AskAsync("join", new { workspaceId = stage.Workspace, sinceSeq = last - 5 }, Ct);
        Assert.Equal(last - 4, (await back.NextAsync("chat_message", Ct)).GetProperty("seq").GetInt64());
    }

    [Theory]
    [InlineData("no json", "VALIDATION_ERROR")]
    [InlineData("[1,2]", "VALIDATION_ERROR")]
    [InlineData("{}", "VALIDATION_ERROR")]
    [InlineData("""{"type":"nothing","data":{}}""", "VALIDATION_ERROR")]
    [InlineData("""{"type":"join"}""", "VALIDATION_ERROR")]
    [InlineData("""{"type":"join","data":{"workspaceId":"../x"}}""", "NOT_FOUND")]
    [InlineData("""{"type":"ping","data":{"t0":"now"}}""", "VALIDATION_ERROR")]
    [InlineData("""{"type":"chat_message","data":{"text":"x"}}""", "VALIDATION_ERROR")]
    public async Task A_frame_that_makes_no_sense_is_answered_and_ends_nothing(string frame, string code)
    {
        await using var stage = await Stage.SetAsync(Ct);
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);

        await hub.SendAsync(frame, Ct);
        var error = await hub.NextAsync("error", Ct);
        await hub.SendAsync("""{"type":"ping","id":7,"data":{"t0":1}}""", Ct);

        Assert.Equal(code, error.GetProperty("data").GetProperty("code").GetString());
        Assert.Equal(7, (await hub.NextAsync("pong", Ct)).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task A_frame_of_more_than_64_KiB_is_refused_and_ends_nothing()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);

        await hub.SendAsync($$"""{"type":"ping","data":{"x":"{{new string('x', 1 << 20)}}","t0":1} }""", Ct);

        Assert.Equal("FILE_TOO_LARGE", (await hub.NextAsync("error", Ct)).GetProperty("data").GetProperty("code").GetString());
        Assert.Equal("pong", (await hub.AskAsync("ping", new { t0 = 1 }, Ct)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_handshake_from_another_sites_page_is_refused()
    {
        await using var stage = await Stage.SetAsync(Ct);

        await Assert.ThrowsAsync<WebSocketException>(() => HubClient.ConnectAsync(stage.Box.Address, null, Ct, origin: "https://elsewhere.example"));
    }

    [Fact]
    public async Task A_flood_of_one_client_is_slowed_down_and_nothing_of_it_is_lost()
    {
        var clock = new TestClock();
        await using var stage = await Stage.SetAsync(Ct, clock);
        await using var flood = await stage.Box.HubAsync(stage.Program, Ct);
        await using var other = await stage.Box.HubAsync(stage.Program, Ct);
        for (var i = 0; i < 300; i++)
            await flood.SendAsync($$"""{"type":"ping","id":{{i}},"data":{"t0":1} }""", Ct);

        for (var i = 0; i < 200; i++)
            Assert.Equal(i, (await flood.NextAsync("pong", Ct)).GetProperty("id").GetInt32());
        var next = flood.NextAsync("pong", Ct);
        for (var i = 0; i < 50; i++)
            Assert.Equal("pong", (await other.AskAsync("ping", new { t0 = 1 }, Ct)).GetProperty("type").GetString());
        Assert.False(next.IsCompleted, "the clock stands: more than a second's worth is not read");
        List<int> rest = [await PassAsync(next)];
        while (rest.Count < 100)
            rest.Add(await PassAsync(flood.NextAsync("pong", Ct)));

        Assert.Equal(Enumerable.Range(200, 100), rest);

        async Task<int> PassAsync(Task<JsonElement> pong)
        {
            while (!pong.IsCompleted)
            {
                clock.Advance(TimeSpan.FromMilliseconds(10));
                await Task.WhenAny(pong, Task.Delay(TimeSpan.FromMilliseconds(20), Ct));
            }
            return (await pong).GetProperty("id").GetInt32();
        }
    }

    [Fact]
    public async Task The_end_of_the_box_is_told_to_its_clients()
    {
        var stage = await Stage.SetAsync(Ct);
        await using var hub = await stage.JoinedAsync(stage.Program, Ct);

        await stage.DisposeAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            while (true)
                await hub.ReadAsync(Ct);
        });
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, hub.Closed);
    }
}
