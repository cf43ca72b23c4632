using System.Net;
using System.Text.Json;
using ClipshareBox.Tests.Features.Watching;
using FakePlex;
using TestMedia;
using TestMedia.Readers;
using Stream = ClipshareBox.Tests.Features.Watching.Stream;

namespace ClipshareBox.Tests.Features.Plex;

/// <summary>Titles of a Plex server that browsers get as the server converts them.</summary>
public sealed class PlexWatchTests
{
    private const string Root = "/video/:/transcode/universal";
    private const double Tick = 0.0011;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("h264-422")]
    [InlineData("mpeg2-interlaced-ts")]
    [InlineData("hevc-open-10bit")]
    public async Task A_title_comes_from_the_server_frame_by_frame_on_the_contents_own_clock(string kind)
    {
        await using var plex = await PlexBox.StartAsync(server => PlexBox.AddFilmAsync(server, kind: kind));
        var key = await OpenAsync(plex);
        var choices = await StreamsAsync(plex, key);
        Assert.Equal(JsonValueKind.Null, choices.GetProperty("whyNotServed").ValueKind);
        Assert.Contains("server", choices.GetProperty("qualities").EnumerateArray().Select(q => q.GetProperty("mode").GetString()));

        var stream = await Stream.OpenAsync(plex.Owner, key, "?quality=480p", Ct);
        Assert.EndsWith("-s/", stream.Base, StringComparison.Ordinal);
        var truth = await Truth.OfAsync(await PlexBox.FilmAsync(kind), Ct);
        await using var all = new MemoryStream();
        await all.WriteAsync(stream.Header, Ct);
        for (var n = 0; n < stream.Segments.Count; n++)
        {
            var segment = await stream.FetchAsync(plex.Owner, n, Ct);
            await all.WriteAsync(segment, Ct);
            await AssertShowsAsync(stream, n, segment, truth);
        }

        await AssertSoundJoinsAsync(plex, all);
        var calls = plex.Server.Calls.All;
        var start = Assert.Single(calls, c => c.Path == Root + "/start.m3u8");
        Assert.Contains(calls.TakeWhile(c => c != start), c => c.Path == Root + "/decision" && c.Query == start.Query);
        Assert.DoesNotContain(calls, c => c.Path.StartsWith("/:/", StringComparison.Ordinal)); // nobody's watch state
        Assert.Empty(plex.Server.Timelines);
        Assert.All(calls, c => Assert.DoesNotContain(plex.Token, c.Query, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_place_far_away_gets_a_session_of_its_own_and_all_end_with_the_box(bool listBeginsAtOffset)
    {
        await using var plex = await PlexBox.StartAsync(AddLongAsync);
        plex.Server.Switches.Transcode.ListBeginsAtOffset = listBeginsAtOffset;
        var key = await OpenAsync(plex);
        var truth = await Truth.OfAsync(await LongAsync(), Ct);
        var stream = await Stream.OpenAsync(plex.Owner, key, "?quality=480p&atMs=42500", Ct);
        await AssertShowsAsync(stream, 14, await stream.FetchAsync(plex.Owner, 14, Ct), truth);
        var before = plex.Server.Calls.Count(Root + "/start.m3u8");

        await AssertShowsAsync(stream, 2, await stream.FetchAsync(plex.Owner, 2, Ct), truth);
        await AssertShowsAsync(stream, 15, await stream.FetchAsync(plex.Owner, 15, Ct), truth);

        // A list that leaves out what lies before is no measure: one from the start is, and the place then has its own again.
        Assert.Equal(listBeginsAtOffset ? 3 : 1, before);
        // The session that gave the list from the start has the early place already.
        Assert.InRange(plex.Server.Calls.Count(Root + "/start.m3u8"), listBeginsAtOffset ? before : before + 1, before + 2);
        await plex.StopBoxAsync();
        Assert.Empty(plex.Server.TranscodeSessions);
        Assert.Equal(plex.Server.Calls.Count(Root + "/start.m3u8"), plex.Server.Calls.Count(Root + "/stop"));
    }

    [Fact]
    public async Task All_who_watch_share_one_session_and_one_that_the_server_ended_is_replaced()
    {
        await using var plex = await PlexBox.StartAsync(AddLongAsync);
        var key = await OpenAsync(plex);
        var truth = await Truth.OfAsync(await LongAsync(), Ct);
        var both = await Task.WhenAll(Stream.OpenAsync(plex.Owner, key, "?quality=480p", Ct), Stream.OpenAsync(plex.Owner, key, "?quality=480p", Ct));
        await Task.WhenAll(both.Select(s => s.FetchAsync(plex.Owner, 0, Ct)));
        Assert.Equal(1, plex.Server.Calls.Count(Root + "/start.m3u8"));

        await plex.Server.EndTranscodesAsync();
        await AssertShowsAsync(both[0], 3, await both[1].FetchAsync(plex.Owner, 3, Ct), truth);

        Assert.Equal(2, plex.Server.Calls.Count(Root + "/start.m3u8"));
        Assert.Single(plex.Server.TranscodeSessions);
    }

    [Fact]
    public async Task Where_the_server_refuses_the_box_encodes_itself_and_says_why()
    {
        await using var plex = await PlexBox.StartAsync(server => PlexBox.AddFilmAsync(server, kind: "h264-open-mkv"));
        var key = await OpenAsync(plex);
        var served = await Stream.OpenAsync(plex.Owner, key, "", Ct);
        await served.FetchAsync(plex.Owner, 0, Ct);

        plex.Server.Switches.Transcode.RefuseCode = 2000;
        await plex.Server.EndTranscodesAsync();
        using var gone = await plex.Owner.GetAsync(new Uri(served.Base + "3.m4s", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Conflict, gone.StatusCode);

        var choices = await StreamsAsync(plex, key);
        Assert.Contains("unplayable", choices.GetProperty("whyNotServed").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("server", choices.GetProperty("qualities").EnumerateArray().Select(q => q.GetProperty("mode").GetString()));
        var own = await Stream.OpenAsync(plex.Owner, key, "", Ct);
        Assert.EndsWith("p-0/", own.Base, StringComparison.Ordinal);
        await AssertShowsAsync(own, 1, await own.FetchAsync(plex.Owner, 1, Ct), await Truth.OfAsync(await PlexBox.FilmAsync("h264-open-mkv"), Ct));
    }

    [Fact]
    public async Task A_server_that_answers_with_faults_for_a_while_is_not_waited_for()
    {
        await using var plex = await PlexBox.StartAsync(server => PlexBox.AddFilmAsync(server, kind: "h264-open-mkv"));
        var key = await OpenAsync(plex);
        plex.Server.Switches.Transcode.SegmentWait = TimeSpan.Zero;
        var stream = await Stream.OpenAsync(plex.Owner, key, "", Ct);
        await stream.FetchAsync(plex.Owner, 1, Ct); // asked for again until it is made
        Assert.Equal(1, plex.Server.Calls.Count(Root + "/start.m3u8"));
    }

    [Fact]
    public async Task Sound_and_subtitles_are_chosen_also_from_files_beside_the_film()
    {
        await using var plex = await PlexBox.StartAsync(async server =>
        {
            var film = await PlexBox.AddFilmAsync(server, kind: "sound-two-languages-mkv");
            film.Versions[0].Parts[0].Subtitle = "\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}Tor <i>für</i> Köln\r\n\r\n2\r\n0:01:03,250 --> 0:01:04,000\r\nzwei\r\nZeilen\r\n";
        });
        var key = await OpenAsync(plex);
        var choices = await StreamsAsync(plex, key);
        var text = Assert.Single(choices.GetProperty("subtitles").EnumerateArray());
        Assert.Equal(2, choices.GetProperty("sound").GetArrayLength());

        var vtt = await plex.Owner.GetStringAsync(new Uri(text.GetProperty("url").GetString() ?? "", UriKind.Relative), Ct);
        Assert.Equal("WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nTor <i>für</i> Köln\n\n00:01:03.250 --> 00:01:04.000\nzwei\nZeilen\n\n", vtt);
        using var none = await plex.Owner.GetAsync(new Uri($"/api/media/{key}/subtitles/beside/1.vtt", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);

        await Stream.OpenAsync(plex.Owner, key, "?quality=480p&audio=1", Ct);
        var part = plex.Server.Library.Items[0].Versions[0].Parts[0];
        Assert.Contains(plex.Server.Calls.All, c => c.Path == Root + "/start.m3u8" && c.Query.Contains($"audioStreamID={part.Id * 100 + 2}", StringComparison.Ordinal));
    }

    private static Task AddLongAsync(FakePms server) => AddLongAsync(server, "Long");

    private static async Task AddLongAsync(FakePms server, string title) => server.Library.AddMovie(
        server.Library.AddSection("movie", "Films"), title, await FakeFilm.ReadAsync(await LongAsync(), Ct));

    private static async Task<string> LongAsync() => await new Cabinet().PathOfAsync(LongFilm.RepeatedH264(1, 2, ".mp4"), Ct);

    // A title becomes a content when someone opens it.
    private static async Task<string> OpenAsync(PlexBox plex)
    {
        plex.Server.Switches.Transcode.SegmentWait = TimeSpan.FromSeconds(10); // a busy machine
        var key = await plex.KeyAsync();
        await plex.Owner.PostDataAsync("/api/workspaces", new { title = "Final", contentKey = key }, Ct);
        return key;
    }

    private static Task<JsonElement> StreamsAsync(PlexBox plex, string key) => plex.Owner.GetDataAsync($"/api/media/{key}/streams", Ct);

    // The number in each picture is that of the frame which the content has at its time.
    private static async Task AssertShowsAsync(Stream stream, int n, byte[] segment, ShownFrames truth)
    {
        var pictures = Stream.Pictures(segment, stream.Timescale);
        Assert.True(pictures[0].Key, $"segment {n} does not begin with a key frame");
        Assert.Equal(stream.Starts[n], pictures[0].Seconds, Tick);
        await using var one = new MemoryStream([.. stream.Header, .. segment]);
        var numbers = await StreamTests.NumbersAsync(one);
        Assert.NotEmpty(numbers);
        Assert.Equal(pictures.Select(p => p.Seconds).Order().Select(At), numbers);

        int At(double seconds) => truth.Frames.MinBy(f => Math.Abs(f.Seconds - seconds))!.Number; // a film has frames
    }

    private static async Task AssertSoundJoinsAsync(PlexBox plex, MemoryStream all)
    {
        var whole = Path.Combine(plex.Box.Folder, "whole.mp4");
        await File.WriteAllBytesAsync(whole, all.ToArray(), Ct);
        var packets = await PacketTimes.ReadAsync(whole, Ct, "a:0");
        Assert.NotEmpty(packets);
        Assert.All(packets.Zip(packets.Skip(1)), pair => Assert.InRange((pair.Second.Pts - pair.First.Pts) ?? 0, 1022, 1026));
    }
}
