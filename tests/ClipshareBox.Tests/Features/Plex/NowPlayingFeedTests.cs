using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FakePlex;

namespace ClipshareBox.Tests.Features.Plex;

/// <summary>What plays, told to pages that look, by socket, webhook or polling.</summary>
public sealed class NowPlayingFeedTests
{
    private const string Sessions = "/status/sessions";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_is_told_when_something_begins_pauses_and_ends_and_nothing_is_asked_in_between()
    {
        var (plex, film) = await SetAsync();
        await using var closing = plex;
        await using var hub = await WatchAsync(plex);
        Assert.Equal((0, 1), Sizes(await NextAsync(hub, _ => true)));
        await plex.Server.Notices.WaitForListenerAsync(Ct);

        plex.Server.Play("7", film, plex.Olivia, 3_000);
        await plex.Server.Notices.PushPlayingAsync("7", film.RatingKey, "playing", 3_000, Ct);
        var item = (await NextAsync(hub, b => Items(b).Length == 1)).GetProperty("items")[0];
        Assert.Equal((film.Title, "Olivia", "Living room"), (Text(item, "title"), Text(item, "user"), Text(item, "player")));
        Assert.True(item.GetProperty("isApproximate").GetBoolean());

        // The same report again is no news, and the place does not go back to it.
        var asked = plex.Server.Calls.Count(Sessions);
        await plex.Server.Notices.PushPlayingAsync("7", film.RatingKey, "playing", 3_000, Ct);
        await plex.Server.Calls.WaitForAsync(Sessions, asked + 1, Ct);
        plex.Server.Play("7", film, plex.Olivia, 5_000, "paused");
        await plex.Server.Notices.PushPlayingAsync("7", film.RatingKey, "paused", 5_000, Ct);
        var paused = Items(await NextAsync(hub, _ => true))[0];
        Assert.Equal(("paused", 5_000L), (Text(paused, "state"), paused.GetProperty("positionMs").GetInt64()));

        plex.Server.Sessions.Clear();
        await plex.Server.Notices.PushPlayingAsync("7", film.RatingKey, "stopped", 5_000, Ct);
        Assert.Empty(Items(await NextAsync(hub, _ => true)));
        Assert.InRange(plex.Server.Calls.Count(Sessions), 4, 8);
        Assert.Equal("listening", await WayAsync(plex));
    }

    [Fact]
    public async Task A_socket_that_breaks_is_opened_again_and_one_that_is_not_there_is_replaced_by_polling_which_the_status_says()
    {
        var (plex, film) = await SetAsync();
        await using var closing = plex;
        await using var hub = await WatchAsync(plex);
        await plex.Server.Notices.WaitForListenerAsync(Ct);
        plex.Server.Notices.DropListeners();
        await plex.Server.Notices.WaitForListenerAsync(Ct);

        plex.Server.Switches.Socket = SocketPath.None;
        plex.Server.Notices.DropListeners();
        plex.Server.Play("7", film, plex.Olivia, 3_000, "paused");
        await NextAsync(hub, b => Items(b).Length == 1);
        plex.Server.Sessions.Clear();
        await NextAsync(hub, b => Items(b).Length == 0);

        Assert.Equal("polling", await WayAsync(plex));
        await plex.ItemsAsync("section-1");
        var status = await plex.Owner.GetDataAsync("/api/dashboard/status", Ct);
        var line = status.GetProperty("services").EnumerateArray().Single(s => Text(s, "name") == "Plex Studio Plex");
        Assert.Equal("degraded", Text(line, "state"));
        foreach (var word in new[] { "breaker closed", "ms an answer", "% of all questions answered from memory", "notification socket" })
            Assert.Contains(word, Text(line, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_nobody_looks_the_server_is_left_in_peace()
    {
        var (plex, _) = await SetAsync();
        await using var closing = plex;
        Assert.Equal(0, plex.Server.Calls.Count(Sessions));
        var hub = await WatchAsync(plex);
        await plex.Server.Notices.WaitForListenerAsync(Ct);
        await hub.DisposeAsync();

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (plex.Server.Notices.Listeners > 0)
            await again.WaitForNextTickAsync(limit.Token);

        Assert.Equal("idle", await WayAsync(plex));
    }

    [Fact]
    public async Task Who_may_ask_no_server_is_told_of_none_and_a_token_that_only_reads_may_look()
    {
        var (plex, film) = await SetAsync();
        await using var closing = plex;
        plex.Server.Play("7", film, plex.Olivia, 3_000, "paused");
        await plex.Owner.PostDataAsync("/api/admin/users", new { username = "gus", password = "long enough now", role = "user" }, Ct);
        using var browser = plex.Box.Browser();
        using var signedIn = await browser.PostAsJsonAsync("/api/auth/login", new { username = "gus", password = "long enough now" }, Ct);
        var made = await browser.PostDataAsync("/api/tokens", new { name = "wall", scopes = new[] { "read" } }, Ct);

        await using var hub = await HubClient.ConnectAsync(plex.Box.Address, Text(made, "token"), Ct);
        Assert.Equal("ack", (await hub.AskAsync("now_playing_watch", new { watching = true }, Ct)).GetProperty("type").GetString());

        Assert.Equal((0, 0), Sizes(await NextAsync(hub, _ => true)));
    }

    [Fact]
    public async Task A_webhook_with_the_boxs_secret_has_what_plays_read_at_once()
    {
        var (plex, film) = await SetAsync();
        await using var closing = plex;
        plex.Server.Switches.Socket = SocketPath.None;
        await using var hub = await WatchAsync(plex);
        await NextAsync(hub, _ => true);
        var config = await plex.Owner.GetDataAsync("/api/plex/config", Ct);
        var address = new Uri(plex.Box.Address, Text(config, "hookPath"));

        plex.Server.Play("7", film, plex.Olivia, 3_000, "paused");
        Assert.Equal(200, await plex.Server.Notices.SendHookAsync(address, "media.pause", film, withThumb: true, Ct));
        await NextAsync(hub, b => Items(b).Length == 1);

        Assert.Equal(200, await plex.Server.Notices.SendHookAsync(address, "admin.database.backup", null, withThumb: false, Ct));
        var feed = (await plex.Owner.GetDataAsync("/api/plex/config", Ct)).GetProperty("servers")[0].GetProperty("feed");
        Assert.Equal(JsonValueKind.String, feed.GetProperty("hookAt").ValueKind);
        Assert.Equal(404, await plex.Server.Notices.SendHookAsync(new Uri(plex.Box.Address, "/api/plex/hook?key=0123456789abcdef"), "media.play", film, withThumb: false, Ct));
        Assert.Equal(404, await plex.Server.Notices.SendHookAsync(new Uri(plex.Box.Address, "/api/plex/hook"), "media.play", film, withThumb: false, Ct));
    }

    [Theory]
    [InlineData("application/json", "{}", 415)]
    [InlineData("multipart/form-data", "--b\r\n", 415)]
    [InlineData("multipart/form-data; boundary=b", "nothing of the kind", 400)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"thumb\"\r\n\r\nx\r\n--b--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"payload\"\r\n\r\nnot json\r\n--b--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"payload\"\r\n\r\n{\"event\":\"media.play\"}\r\n--b--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=b", "payload of 300 KB", 413)]
    [InlineData("multipart/form-data; boundary=b", "body of 9 MB", 413)]
    public async Task What_is_no_webhook_is_refused(string type, string body, int status)
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);
        var address = Text(await owner.GetDataAsync("/api/plex/config", Ct), "hookPath") ?? "";
        body = body switch
        {
            "payload of 300 KB" => $"--b\r\nContent-Disposition: form-data; name=\"payload\"\r\n\r\n{new string('x', 300 * 1024)}\r\n--b--\r\n",
            "body of 9 MB" => $"--b\r\nContent-Disposition: form-data; name=\"thumb\"\r\n\r\n{new string('x', 9 << 20)}\r\n--b--\r\n",
            _ => body,
        };
        using var stranger = box.Stranger();
        using var content = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.ExpectContinue = true; // who is refused need not send it all
        using var answer = await stranger.SendAsync(request, Ct);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static async Task<(PlexBox Plex, FakeItem Film)> SetAsync()
    {
        FakeItem? film = null;
        var plex = await PlexBox.StartAsync(async server => film = await PlexBox.AddFilmAsync(server));
        return (plex, film!); // it was added
    }

    private static async Task<HubClient> WatchAsync(PlexBox plex)
    {
        var hub = await plex.Box.HubAsync(plex.Owner, Ct);
        await hub.AskAsync("now_playing_watch", new { watching = true }, Ct);
        return hub;
    }

    private static async Task<JsonElement> NextAsync(HubClient hub, Func<JsonElement, bool> fits) =>
        (await hub.NextAsync(f => Text(f, "type") == "now_playing" && fits(f.GetProperty("data")), Ct)).GetProperty("data");

    private static async Task<string?> WayAsync(PlexBox plex) =>
        Text((await plex.Owner.GetDataAsync("/api/plex/config", Ct)).GetProperty("servers")[0].GetProperty("feed"), "way");

    private static JsonElement[] Items(JsonElement board) => [.. board.GetProperty("items").EnumerateArray()];

    private static (int Items, int Servers) Sizes(JsonElement board) => (Items(board).Length, board.GetProperty("servers").GetInt32());

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
