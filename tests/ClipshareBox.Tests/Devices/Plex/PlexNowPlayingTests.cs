using ClipshareBox.Devices.Plex;
using FakePlex;
using static ClipshareBox.Tests.Devices.Plex.PlexStage;

namespace ClipshareBox.Tests.Devices.Plex;

/// <summary>What plays now, notifications, webhooks.</summary>
public sealed class PlexNowPlayingTests
{
    [Fact]
    public async Task What_plays_is_listed_without_the_odd_things_that_play_too()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync();
        stage.Pms.Play("7", film, stage.Owner, 400);
        stage.Pms.PlayOddThings();

        var playing = Assert.Single(await stage.Visit.NowPlaying.SessionsAsync(Ct));

        Assert.Equal(("7", film.RatingKey, film.Title, "1", "Olivia", "Living room"), (playing.SessionKey, playing.ItemKey, playing.Title, playing.UserId, playing.UserName, playing.Player));
        Assert.Equal((film.Versions[0].Id.ToString(System.Globalization.CultureInfo.InvariantCulture), "playing"), (playing.VersionId, playing.State));
    }

    [Fact]
    public async Task Types_that_drift_change_nothing_that_plays()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync();
        stage.Pms.Play("7", film, stage.Guest, 400, "paused");
        stage.Pms.PlayOddThings();
        for (var seed = 0; seed < 100; seed++)
        {
            stage.Pms.Switches.DriftSeed = seed;
            var playing = Assert.Single(await stage.Visit.NowPlaying.SessionsAsync(Ct));
            Assert.Equal((film.RatingKey, 400L), (playing.ItemKey, playing.ViewOffsetMs));
        }
    }

    [Theory]
    [InlineData(true, "Forbidden")]
    [InlineData(false, "Unauthorized")]
    public async Task Only_the_owner_may_know_whichever_way_the_server_says_so(bool newer, string expected)
    {
        await using var stage = await SetAsync();
        stage.Pms.Switches.OwnerOnlyIs403 = newer;

        Assert.Equal(expected, (await FaultOf(stage.Server.For(stage.GuestAtServer).NowPlaying.SessionsAsync(Ct))).Kind.ToString());
        Assert.Empty(await stage.Visit.NowPlaying.SessionsAsync(Ct));
    }

    [Theory]
    [InlineData("playing", 12_000)]
    [InlineData("paused", 10_000)]
    [InlineData("buffering", 10_000)]
    public void A_place_goes_on_while_playing_and_never_behind_the_end(string state, long expected)
    {
        var seen = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var playing = new PlexPlaying("1", "2", "Film") { Type = "movie", State = state, ViewOffsetMs = 10_000, DurationMs = 60_000, SeenAt = seen };

        Assert.Equal(expected, playing.AboutMsAt(seen.AddSeconds(2)));
        Assert.InRange(playing.AboutMsAt(seen.AddHours(2)), 10_000, 60_000);
        Assert.Equal(10_000, playing.AboutMsAt(seen.AddSeconds(-5)));
    }

    [Fact]
    public async Task A_place_that_the_server_only_repeats_goes_on_and_does_not_jump_back()
    {
        var clock = new TestClock();
        await using var stage = await SetAsync(clock: clock);
        var film = await stage.AddFilmAsync();
        stage.Pms.Play("7", film, stage.Owner, 1_000);
        var first = Assert.Single(await stage.Visit.NowPlaying.SessionsAsync(Ct));
        clock.Advance(TimeSpan.FromSeconds(2));

        var again = Assert.Single(await stage.Visit.NowPlaying.SessionsAsync(Ct));
        Assert.Equal((first.SeenAt, 3_000), (again.SeenAt, again.AboutMsAt(clock.GetUtcNow())));

        stage.Pms.Play("7", film, stage.Owner, 2_500);
        Assert.Equal(2_500, Assert.Single(await stage.Visit.NowPlaying.SessionsAsync(Ct)).AboutMsAt(clock.GetUtcNow()));
    }

    [Theory]
    [InlineData(SocketPath.Plural)]
    [InlineData(SocketPath.Singular)]
    public async Task Notifications_come_by_either_path_and_broken_frames_end_nothing(SocketPath path)
    {
        await using var stage = await SetAsync();
        stage.Pms.Switches.Socket = path;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using var events = stage.Visit.Events.ListenAsync(stop.Token).GetAsyncEnumerator(stop.Token);

        Assert.Equal("connected", (await NextAsync(events)).Type);
        await stage.Pms.Notices.WaitForListenerAsync(Ct);
        foreach (var odd in new[] { "not json", "[1,2]", "{}", "{\"NotificationContainer\":{\"type\":7,\"PlaySessionStateNotification\":5}}", "{\"_elementType\":\"x\"}" })
            await stage.Pms.Notices.PushAsync(odd, Ct);
        await stage.Pms.Notices.PushPlayingAsync("7", "42", "paused", 1234, Ct);

        var next = await NextAsync(events);
        while (next.Type != "playing")
            next = await NextAsync(events);
        Assert.Equal(new PlexEvent("playing", "7", "42", "paused", 1234), next);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task A_listener_comes_back_after_a_break_and_says_so()
    {
        var clock = new TestClock();
        await using var stage = await SetAsync(clock: clock);
        await using var events = stage.Visit.Events.ListenAsync(Ct).GetAsyncEnumerator(Ct);
        Assert.Equal("connected", (await NextAsync(events)).Type);
        await stage.Pms.Notices.WaitForListenerAsync(Ct);

        stage.Pms.Notices.DropListeners();
        var next = NextAsync(events);
        await PlexSignInTests.MoveUntilAsync(clock, next);
        // The clock runs faster than the machine: a try may have been given up on the way.
        while ((await next).Type == "away")
        {
            next = NextAsync(events);
            await PlexSignInTests.MoveUntilAsync(clock, next);
        }

        Assert.Equal("connected", (await next).Type);
    }

    [Fact]
    public async Task A_server_without_a_socket_is_told_as_away_so_that_one_polls()
    {
        await using var stage = await SetAsync();
        stage.Pms.Switches.Socket = SocketPath.None;
        await using var events = stage.Visit.Events.ListenAsync(Ct).GetAsyncEnumerator(Ct);

        Assert.Equal("away", (await NextAsync(events)).Type);
    }

    [Theory]
    [InlineData("""{"event":"media.pause","user":true,"Server":{"uuid":"m"},"Player":{"title":"Web"},"Metadata":{"ratingKey":"42","guid":"plex://x","Guid":[{"id":"imdb://tt"}],"viewOffset":5062}}""", "42", 5062L)]
    [InlineData("""{"event":"media.pause","Server":{"uuid":"m"},"Metadata":{"ratingKey":42,"viewOffset":"5062"}}""", "42", 5062L)]
    [InlineData("""{"event":"admin.database.backup","Server":{"uuid":"m"}}""", null, null)]
    public void A_webhook_is_read_in_all_its_forms(string payload, string? key, long? offset)
    {
        var hook = PlexHook.Read(payload)!;

        Assert.Equal(("m", key, offset), (hook.MachineIdentifier, hook.ItemKey, hook.ViewOffsetMs));
        Assert.Null(PlexHook.Read("--boundary"));
        Assert.Null(PlexHook.Read("{\"event\":\"media.play\"}"));
    }

    private static async Task<PlexEvent> NextAsync(IAsyncEnumerator<PlexEvent> events)
    {
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Ct));
        return events.Current;
    }
}
