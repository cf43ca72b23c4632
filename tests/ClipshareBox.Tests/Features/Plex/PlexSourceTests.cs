using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClipshareBox.Tests.Devices.Plex;
using FakePlex;
using TestMedia.Readers;

namespace ClipshareBox.Tests.Features.Plex;

/// <summary>A Plex server as a source of the box.</summary>
public sealed class PlexSourceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_library_is_browsed_page_by_page_with_shows_collections_and_posters()
    {
        await using var plex = await PlexBox.StartAsync(async server =>
        {
            var films = server.Library.AddSection("movie", "Films");
            server.Library.AddMany(films, 5_000, await Devices.Plex.PlexStage.FilmAsync());
            var shows = server.Library.AddSection("show", "Shows");
            server.Library.AddShow(shows, "The Replay", 2, 3, await Devices.Plex.PlexStage.FilmAsync());
        });

        var libraries = await plex.Owner.GetDataAsync($"/api/sources/{plex.SourceId}/libraries", Ct);
        Assert.Contains(libraries.EnumerateArray(), l => l.GetProperty("title").GetString() == "Films");
        using var answer = await plex.Owner.GetAsync(new Uri($"/api/sources/{plex.SourceId}/libraries/section-1/items?offset=4990&limit=100", UriKind.Relative), Ct);
        using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(10, page.RootElement.GetProperty("data").GetArrayLength());
        Assert.Equal(5_000, page.RootElement.GetProperty("meta").GetProperty("pagination").GetProperty("total").GetInt64());

        var show = (await plex.ItemsAsync("section-2"))[0];
        Assert.Equal(JsonValueKind.Null, show.GetProperty("contentKey").ValueKind);
        var season = (await plex.ItemsAsync(show.GetProperty("libraryKey").GetString() ?? ""))[1];
        var episodes = await plex.ItemsAsync(season.GetProperty("libraryKey").GetString() ?? "");
        Assert.Equal(3, episodes.GetArrayLength());
        Assert.StartsWith("The Replay S02E01", episodes[0].GetProperty("title").GetString(), StringComparison.Ordinal);
        using var poster = await plex.Owner.GetAsync(new Uri(show.GetProperty("posterUrl").GetString() ?? "", UriKind.Relative), Ct);
        Assert.Equal("image/jpeg", poster.Content.Headers.ContentType?.MediaType);
        Assert.Equal(0, plex.Server.Calls.UnpagedHuge);
    }

    [Fact]
    public async Task A_mark_on_a_title_becomes_an_exact_clip_and_reads_little_of_the_file()
    {
        await using var plex = await PlexBox.StartAsync(server => PlexBox.AddFilmAsync(server, kind: "h264-open-mp4"));
        var path = await PlexBox.FilmAsync("h264-open-mp4");
        var (clip, file) = await CutAsync(plex, await plex.KeyAsync(), 4_000, 6_000);

        Assert.True(clip.GetProperty("report").GetProperty("verified").GetBoolean());
        var truth = (await Truth.OfAsync(path, Ct)).Frames.Where(f => f.Seconds is >= 3.9995 and < 5.9995).Select(f => f.Number);
        Assert.Equal(truth, (await FrameReader.ReadAsync(file, Ct)).Numbers);
        Assert.Empty(plex.Server.Timelines); // nobody's watch state
        Assert.All(plex.Server.Calls.All, call => Assert.DoesNotContain("Token", call.Query, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_mapped_folder_is_read_instead_of_the_server()
    {
        var path = await PlexBox.FilmAsync("h264-25");
        FakeItem? film = null;
        await using var plex = await PlexBox.StartAsync(
            async server => film = await PlexBox.AddFilmAsync(server), new { pathMap = new[] { new { from = @"D:\Films", to = Path.GetDirectoryName(path) } } });
        film!.Parts.Single().ShownPath = $@"D:\Films\{Path.GetFileName(path)}"; // it was added

        await CutAsync(plex, await plex.KeyAsync(), 1_000, 2_000);
        Assert.Equal(0, plex.Server.Calls.FileBytes);
    }

    [Fact]
    public async Task A_title_whose_file_was_replaced_is_not_cut_and_says_so()
    {
        FakeItem? film = null;
        await using var plex = await PlexBox.StartAsync(async server => film = await PlexBox.AddFilmAsync(server));
        var room = await OpenAsync(plex, await plex.KeyAsync(), autoCut: false);
        film!.Parts.Single().Film = await Devices.Plex.PlexStage.FilmAsync("h264-2997"); // it was added
        film.Parts.Single().Stamp++;
        await using var again = await ReopenedAsync(plex);

        var mark = await again.PostDataAsync("/api/bookmarks", new { workspaceId = room, startMs = 1_000, endMs = 2_000, label = "Goal" }, Ct);
        var job = await again.PostDataAsync($"/api/bookmarks/{mark.GetProperty("id").GetString()}/clip", new { }, Ct);
        var ended = await UntilAsync(async () => await again.Client.GetDataAsync($"/api/jobs/{job.GetProperty("id").GetString()}", Ct),
            j => j.GetProperty("errorText").ValueKind == JsonValueKind.String);
        Assert.Contains("replaced", ended.GetProperty("errorText").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await again.Client.GetDataAsync($"/api/bookmarks?workspaceId={room}", Ct)).GetArrayLength());
    }

    [Fact]
    public async Task Who_has_no_Plex_sees_no_titles_but_works_on_those_of_his_workspaces()
    {
        await using var plex = await PlexBox.StartAsync(server => PlexBox.AddFilmAsync(server));
        var key = await plex.KeyAsync();
        var room = await OpenAsync(plex, key, autoCut: false);
        var user = await plex.Owner.PostDataAsync("/api/admin/users", new { username = "gus", password = "long enough now" }, Ct);
        using var browser = plex.Box.Browser();
        using var signedIn = await browser.PostAsJsonAsync("/api/auth/login", new { username = "gus", password = "long enough now" }, Ct);
        using var gus = await plex.Box.ProgramAsync(browser, Ct);

        Assert.Equal(0, (await gus.GetDataAsync($"/api/sources/{plex.SourceId}/libraries", Ct)).GetArrayLength());
        Assert.Equal(0, (await gus.GetDataAsync("/api/media/search?q=Derby", Ct)).GetArrayLength());
        foreach (var address in new[] { $"/api/media/{key}", $"/api/media/{key}/stream.m3u8", $"/api/media/{key}/frame.jpg", $"/api/media/{key}/poster.jpg", $"/api/media/{key}/file" })
        {
            using var refused = await gus.GetAsync(new Uri(address, UriKind.Relative), Ct);
            Assert.True(HttpStatusCode.NotFound == refused.StatusCode, $"{address}: {refused.StatusCode}");
        }
        using var workspace = await gus.PostAsJsonAsync("/api/workspaces", new { title = "Mine", contentKey = key }, Ct);
        Assert.Equal(HttpStatusCode.NotFound, workspace.StatusCode);

        await plex.Owner.PostDataAsync($"/api/workspaces/{room}/members", new { userId = user.GetProperty("id").GetString(), username = "gus", role = "collaborator" }, Ct);
        Assert.Equal("Derby", (await gus.GetDataAsync($"/api/media/{key}", Ct)).GetProperty("title").GetString());
        using var frame = await gus.GetAsync(new Uri($"/api/media/{key}/frame.jpg?ms=500&height=90", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, frame.StatusCode);
    }

    [Fact]
    public async Task While_the_server_is_away_lists_are_the_last_known_and_say_so()
    {
        await using var plex = await PlexBox.StartAsync(server => PlexBox.AddFilmAsync(server));
        await plex.KeyAsync();
        plex.Server.Switches.Booting = true;
        using var unknown = await plex.Owner.GetAsync(new Uri($"/api/sources/{plex.SourceId}/libraries/playlists/items", UriKind.Relative), Ct);
        await Answers.ErrorAsync(unknown, 503, "PLEX_CONNECTION_ERROR", Ct);
        var test = await plex.Owner.PostDataAsync($"/api/sources/{plex.SourceId}/test", new { }, Ct);
        Assert.False(test.GetProperty("ok").GetBoolean());
        plex.Server.Switches.Booting = false;
    }

    [Fact]
    public async Task What_plays_now_is_opened_where_it_stands_and_its_last_seconds_become_a_clip_at_once()
    {
        FakeItem? film = null;
        await using var plex = await PlexBox.StartAsync(async server => film = await PlexBox.AddFilmAsync(server, kind: "h264-25"));
        plex.Server.Play("7", film!, plex.Olivia, 9_000, "paused"); // it was added
        var playing = (await plex.Owner.GetDataAsync("/api/plex/now-playing", Ct))[0];
        Assert.Equal(9_000, playing.GetProperty("positionMs").GetInt64());
        Assert.True(playing.GetProperty("isApproximate").GetBoolean());
        var id = playing.GetProperty("id").GetString();

        var room = (await plex.Owner.PostDataAsync($"/api/plex/now-playing/{id}/open", new { }, Ct)).GetProperty("id").GetString();
        Assert.Equal(9_000, (await plex.Owner.GetDataAsync($"/api/workspaces/{room}/deck", Ct)).GetProperty("positionMs").GetInt64(), 40.0);

        var mark = await plex.Owner.PostDataAsync($"/api/plex/now-playing/{id}/mark", new { lastMs = 3_000, label = "Wow" }, Ct);
        Assert.Equal(room, mark.GetProperty("workspaceId").GetString());
        Assert.Equal((6_000L, 9_000L), (mark.GetProperty("startMs").GetInt64(), mark.GetProperty("endMs").GetInt64()));
        await UntilAsync(() => plex.Owner.GetDataAsync($"/api/clips?workspaceId={room}", Ct), c => c.GetArrayLength() > 0 && c[0].GetProperty("state").GetString() == "complete");

        plex.Server.Sessions.Clear();
        using var over = await plex.Owner.PostAsJsonAsync($"/api/plex/now-playing/{id}/mark", new { }, Ct);
        await Answers.ErrorAsync(over, 404, "NOT_FOUND", Ct);
    }

    [Fact]
    public async Task What_plays_is_opened_in_the_version_and_the_part_that_plays()
    {
        await using var plex = await PlexBox.StartAsync(server => PlexBox.AddFilmAsync(server, "Other"));
        var library = plex.Server.Library;
        var (first, second) = (await PlexStage.FilmAsync("h264-25"), await PlexStage.FilmAsync("h264-2997"));
        var film = library.AddMovie(library.Sections[0], "Derby", first);
        var (cut, copy) = (library.AddVersion(film, second), library.AddVersion(film, second, optimized: true));
        var stacked = library.AddMovie(library.Sections[0], "Two parts", first, second);
        plex.Server.Play("1", film, plex.Olivia, 2_000, "paused");
        plex.Server.Play("2", film, plex.Olivia, 3_000, "paused", cut);
        plex.Server.Play("3", film, plex.Olivia, 4_000, "paused", copy);
        plex.Server.Play("4", stacked, plex.Olivia, first.DurationMs + 1_000, "paused");

        Assert.Equal((film.RatingKey, 2_000L), await OpenAsync(plex, "1"));
        Assert.Equal(($"{film.RatingKey}-{cut.Parts[0].Id}", 3_000L), await OpenAsync(plex, "2"));
        Assert.Equal((film.RatingKey, 4_000L), await OpenAsync(plex, "3")); // a copy that the server made is nothing to cut from
        Assert.Equal(($"{stacked.RatingKey}-{stacked.Versions[0].Parts[1].Id}", 1_000L), await OpenAsync(plex, "4"));
    }

    private static async Task<(string Key, long PositionMs)> OpenAsync(PlexBox plex, string session)
    {
        var room = await plex.Owner.PostDataAsync($"/api/plex/now-playing/{plex.SourceId}-{session}/open", new { }, Ct);
        var deck = await plex.Owner.GetDataAsync($"/api/workspaces/{room.GetProperty("id").GetString()}/deck", Ct);
        // A deck stands on a frame.
        var ms = (long)Math.Round(deck.GetProperty("positionMs").GetDouble() / 100) * 100;
        return ((room.GetProperty("contentKey").GetString() ?? "")[$"px-{plex.SourceId}-".Length..], ms);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", "good", "")]
    [InlineData("", "wrong", "token")]
    public async Task A_server_that_can_not_be_reached_or_does_not_take_the_token_is_not_added(string url, string token, string word)
    {
        await using var plex = await PlexBox.StartAsync(server => PlexBox.AddFilmAsync(server));
        var wanted = new { url = url.Length > 0 ? url : plex.Server.Address.AbsoluteUri, token = token == "good" ? plex.Token : "not-the-token" };
        var tried = await plex.Owner.PostDataAsync("/api/plex/connect", wanted, Ct);
        Assert.False(tried.GetProperty("ok").GetBoolean());
        Assert.Contains(word, tried.GetProperty("message").GetString(), StringComparison.OrdinalIgnoreCase);
        using var added = await plex.Owner.PostAsJsonAsync("/api/sources", new { kind = "plex", name = "Other", wanted.url, wanted.token }, Ct);
        await Answers.ErrorAsync(added, 503, "PLEX_CONNECTION_ERROR", Ct);
    }

    [Fact]
    public async Task The_token_is_sealed_in_the_store_and_in_no_answer()
    {
        await using var plex = await PlexBox.StartAsync(server => PlexBox.AddFilmAsync(server));
        var key = await plex.KeyAsync();
        string[] addresses = ["/api/sources", "/api/plex/config", "/api/plex/libraries", $"/api/media/{key}", $"/api/media/{key}/streams", $"/api/media/{key}/stream.m3u8", "/api/admin/audit", "/metrics", "/api/dashboard/status"];
        foreach (var address in addresses)
        {
            using var answer = await plex.Owner.GetAsync(new Uri(address, UriKind.Relative), Ct);
            Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}");
            Assert.DoesNotContain(plex.Token, await answer.Content.ReadAsStringAsync(Ct) + answer.Headers, StringComparison.Ordinal);
        }
        foreach (var file in Directory.EnumerateFiles(plex.Box.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.False((await reader.ReadToEndAsync(Ct)).Contains(plex.Token, StringComparison.Ordinal), $"{file} holds the token");
        }
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(plex.Box.Folder, "vault-key")));
    }

    private static async Task<string> OpenAsync(PlexBox plex, string key, bool autoCut) =>
        (await plex.Owner.PostDataAsync("/api/workspaces", new { title = "Derby", contentKey = key, autoCut }, Ct)).GetProperty("id").GetString() ?? "";

    private static async Task<(JsonElement Clip, string File)> CutAsync(PlexBox plex, string key, long startMs, long endMs)
    {
        var room = await OpenAsync(plex, key, autoCut: true);
        await plex.Owner.PostDataAsync("/api/bookmarks", new { workspaceId = room, startMs, endMs, label = "Goal" }, Ct);
        var clips = await UntilAsync(
            () => plex.Owner.GetDataAsync($"/api/clips?workspaceId={room}", Ct), c => c.GetArrayLength() > 0 && c[0].GetProperty("state").GetString() == "complete");
        return (clips[0], Directory.EnumerateFiles(Path.Combine(plex.Box.Folder, "clips"), "*.mp4", SearchOption.AllDirectories).First(f => !f.Contains("/.", StringComparison.Ordinal)));
    }

    // A box that has nothing open yet.
    private static async Task<Reopened> ReopenedAsync(PlexBox plex)
    {
        var folder = Directory.CreateTempSubdirectory("clipsharebox-plex-").FullName;
        foreach (var file in Directory.EnumerateFiles(plex.Box.Folder).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var box = await TestBox.StartAsync(Ct, folder, settings: $"PLEXTV={plex.Tv.Address}");
        var client = box.Stranger();
        client.DefaultRequestHeaders.Authorization = plex.Owner.DefaultRequestHeaders.Authorization;
        return new Reopened(box, client, folder);
    }

    private static async Task<JsonElement> UntilAsync(Func<Task<JsonElement>> look, Func<JsonElement, bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var now = await look();
            if (isSo(now))
                return now;
        }
    }

    private sealed record Reopened(TestBox Box, HttpClient Client, string Folder) : IAsyncDisposable
    {
        public Task<JsonElement> PostDataAsync(string address, object body, CancellationToken ct) => Client.PostDataAsync(address, body, ct);

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await Box.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
