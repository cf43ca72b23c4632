using ClipshareBox.Devices.Plex;
using FakePlex;
using TestMedia;
using static ClipshareBox.Tests.Devices.Plex.PlexStage;

namespace ClipshareBox.Tests.Devices.Plex;

/// <summary>The server's transcoder: decision, start, lists, segments, ping, stop.</summary>
public sealed class PlexTranscoderTests
{
    [Fact]
    public async Task A_film_is_decided_started_read_kept_and_stopped()
    {
        await using var stage = await SetAsync();
        var (session, listPath) = await StartAsync(stage);
        var list = await stage.Visit.Transcoder.ListAsync(session, listPath, Ct);
        var first = stage.Visit.Transcoder.PathOf(listPath, PlexPlaylist.Addresses(list).First());

        var bytes = await SegmentAsync(stage, session, first);

        Assert.Equal((0x47, 0x47), (bytes[0], bytes[188]));
        Assert.True(await stage.Visit.Transcoder.PingAsync(session, Ct));
        Assert.Single(stage.Pms.TranscodeSessions);
        Assert.True(await stage.Visit.Transcoder.StopAsync(session, Ct));
        Assert.False(await stage.Visit.Transcoder.StopAsync(session, Ct));
        Assert.False(await stage.Visit.Transcoder.PingAsync(session, Ct));
        Assert.Empty(stage.Pms.TranscodeSessions);
        Assert.Empty(stage.Pms.Timelines);
    }

    [Fact]
    public async Task The_list_covers_the_film_from_its_start_also_with_an_offset()
    {
        await using var stage = await SetAsync();
        var film = stage.Pms.Library.AddMovie(stage.Pms.Library.AddSection("movie", "Films"), "Long", await LongAsync());
        var (session, path) = await StartAsync(stage, film, offsetMs: 30_000);

        var list = await stage.Visit.Transcoder.ListAsync(session, path, Ct);

        Assert.Equal(film.DurationMs / 1000.0, PlexPlaylist.Lengths(list).Sum(), 0.01);
        Assert.Contains("#EXT-X-START", list, StringComparison.Ordinal);
        var tenth = stage.Visit.Transcoder.PathOf(path, PlexPlaylist.Addresses(list).ElementAt(10));
        Assert.True((await SegmentAsync(stage, session, tenth)).Length > 1000);
        // What lies before the offset is listed and never made.
        stage.Pms.Switches.Transcode.SegmentWait = TimeSpan.Zero;
        var before = stage.Visit.Transcoder.PathOf(path, PlexPlaylist.Addresses(list).First());
        Assert.Equal(PlexFaultKind.NotFound, (await FaultOf(stage.Visit.Transcoder.SegmentAsync(session, before, Ct))).Kind);
        await stage.Visit.Transcoder.StopAsync(session, Ct);
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(4005)]
    public async Task A_refusal_that_comes_with_200_is_a_refusal_with_the_servers_reason(int code)
    {
        await using var stage = await SetAsync();
        stage.Pms.Switches.Transcode.RefuseCode = code;

        var fault = await FaultOf(StartAsync(stage));

        Assert.Equal(PlexFaultKind.Refused, fault.Kind);
        Assert.Contains(code == 4005 ? "No transcode target" : "unplayable", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_would_send_something_else_is_refused()
    {
        await using var stage = await SetAsync();
        stage.Pms.Switches.Transcode.Container = "mp4";

        Assert.Equal(PlexFaultKind.Refused, (await FaultOf(StartAsync(stage))).Kind);
    }

    [Fact]
    public async Task Absolute_addresses_of_the_server_are_followed_and_others_are_not()
    {
        await using var stage = await SetAsync();
        stage.Pms.Switches.Transcode.AbsoluteAddresses = true;
        var (session, path) = await StartAsync(stage);

        var list = await stage.Visit.Transcoder.ListAsync(session, path, Ct);

        Assert.All(PlexPlaylist.Addresses(list), a => Assert.StartsWith("/video/", stage.Visit.Transcoder.PathOf(path, a), StringComparison.Ordinal));
        Assert.Throws<PlexFault>(() => stage.Visit.Transcoder.PathOf(path, "http://elsewhere.example/a.ts"));
        Assert.Throws<PlexFault>(() => stage.Visit.Transcoder.PathOf(path, "//elsewhere.example/a.ts"));
    }

    [Fact]
    public async Task A_session_that_nobody_pings_ends_and_one_that_is_pinged_lives()
    {
        await using var stage = await SetAsync();
        var clock = new TestClock();
        stage.Pms.Switches.Transcode.Clock = clock;
        var (session, path) = await StartAsync(stage);
        for (var i = 0; i < 20; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            Assert.True(await stage.Visit.Transcoder.PingAsync(session, Ct));
        }
        clock.Advance(TimeSpan.FromSeconds(331));

        Assert.Equal(PlexFaultKind.NotFound, (await FaultOf(stage.Visit.Transcoder.ListAsync(session, path, Ct))).Kind);
    }

    // ffmpeg makes it meanwhile: the fake holds the request as Plex does; a busy machine may need another try.
    private static async Task<byte[]> SegmentAsync(PlexStage stage, PlexTranscodeSession session, string path)
    {
        stage.Pms.Switches.Transcode.SegmentWait = TimeSpan.FromSeconds(20);
        return await stage.Visit.Transcoder.SegmentAsync(session, path, Ct);
    }

    private static async Task<(PlexTranscodeSession Session, string ListPath)> StartAsync(PlexStage stage, FakeItem? film = null, long offsetMs = 0)
    {
        film ??= await stage.AddFilmAsync();
        var item = (await stage.Library.ItemAsync(film.RatingKey, Ct)).Value;
        var wish = new PlexTranscodeWish(item, item.Best!, item.Best!.Parts[0]) { OffsetMs = offsetMs, Size = (320, 180) };
        var session = await stage.Visit.Transcoder.DecideAsync(wish, Ct);
        return (session, await stage.Visit.Transcoder.StartAsync(session, Ct));
    }

    private static async Task<FakeFilm> LongAsync() =>
        await FakeFilm.ReadAsync(await new Cabinet().PathOfAsync(LongFilm.RepeatedH264(1, 2, ".mp4"), Ct), Ct);
}
