using ClipshareBox.Devices.Plex;
using static ClipshareBox.Tests.Devices.Plex.PlexStage;

namespace ClipshareBox.Tests.Devices.Plex;

/// <summary>Sections, pages, titles, search, lists.</summary>
public sealed class PlexLibraryTests
{
    [Fact]
    public async Task Each_person_sees_the_sections_that_are_granted_also_from_memory()
    {
        await using var stage = await SetAsync();
        stage.Pms.Library.AddSection("movie", "Films");
        stage.Pms.Library.AddSection("show", "Shows");
        stage.Pms.Library.Grants[stage.Guest.Id] = ["2"];

        var owner = await stage.Library.SectionsAsync(Ct);
        var guest = await stage.Server.For(stage.GuestAtServer).Library.SectionsAsync(Ct);
        var again = await stage.Server.For(stage.GuestAtServer).Library.SectionsAsync(Ct);

        Assert.Equal(["Films", "Shows"], owner.Value.Select(s => s.Title));
        Assert.Equal(["Shows"], guest.Value.Select(s => s.Title));
        Assert.Equal(["Shows"], again.Value.Select(s => s.Title));
        Assert.Equal(2, stage.Pms.Calls.Count("/library/sections"));
    }

    [Fact]
    public async Task A_library_of_100000_is_never_asked_whole()
    {
        await using var stage = await SetAsync();
        var section = stage.Pms.Library.AddSection("movie", "Films");
        stage.Pms.Library.AddMany(section, 100_000, await FilmAsync());

        var page = (await stage.Library.PageAsync("1", new PlexRange(60_000, 100), PlexOrder.Added, descending: true, ct: Ct)).Value;

        Assert.Equal((100_000, 100, 60_100), (page.Total, page.Items.Count, page.Next));
        Assert.Equal(0, stage.Pms.Calls.UnpagedHuge);
        Assert.Contains(stage.Pms.Calls.All, c => c.Headers.GetValueOrDefault("X-Plex-Container-Start") == "60000");
    }

    [Theory]
    [InlineData(null, false, true)]
    [InlineData(7, false, true)]
    [InlineData(null, true, true)]
    [InlineData(7, true, true)]
    [InlineData(null, false, false)]
    public async Task Every_title_comes_once_from_servers_that_page_short_repeat_rows_or_do_not_page(int? shortPage, bool repeats, bool pages)
    {
        await using var stage = await SetAsync();
        stage.Pms.Library.AddMany(stage.Pms.Library.AddSection("movie", "Films"), 230, await FilmAsync());
        stage.Pms.Switches.MaxPage = shortPage;
        stage.Pms.Switches.RepeatsRowBetweenPages = repeats;
        stage.Pms.Switches.HonoursPaging = pages;

        var keys = new List<string>();
        await foreach (var item in stage.Library.AllAsync("1", Ct))
            keys.Add(item.Key);

        Assert.Equal(stage.Pms.Library.Items.Select(i => i.RatingKey).Order(), keys.Order());
    }

    [Fact]
    public async Task A_list_of_nothing_is_an_empty_list()
    {
        await using var stage = await SetAsync();
        stage.Pms.Library.AddSection("movie", "Films");

        var page = (await stage.Library.PageAsync("1", new PlexRange(0, 50), ct: Ct)).Value;

        Assert.Equal((0, 0, null), (page.Items.Count, page.Total, page.Next));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_takes_no_other_with_it()
    {
        await using var stage = await SetAsync();
        await stage.AddFilmAsync();
        stage.Pms.Switches.MalformedRow = true;

        Assert.Single((await stage.Library.PageAsync("1", new PlexRange(0, 50), ct: Ct)).Value.Items);
    }

    [Fact]
    public async Task A_title_comes_with_files_streams_chapters_and_markers_in_order()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync(kind: "sound-two-languages-mkv");
        film.Chapters.AddRange([("One", 0, 500), (null, 500, 1000)]);
        film.Markers.AddRange([("intro", 100, 300), ("credits", 700, 900)]);

        var item = (await stage.Library.ItemAsync(film.RatingKey, Ct)).Value;
        var part = item.Best!.Parts.Single();

        Assert.Equal((film.Title, film.PlexGuid, "movie", "1"), (item.Title, item.Guid, item.Type, item.SectionKey));
        Assert.Equal([("One", 0L), (null, 500L)], item.Chapters.Select(c => (c.Title, c.StartMs)));
        Assert.Equal(["intro", "credits"], item.Markers.Select(m => m.Type));
        Assert.Equal(film.Parts.Single().Film.SizeBytes, part.SizeBytes);
        Assert.Equal("/data/media/Ночь 🎬 & Tag/Ночь 🎬 & Tag.mkv", part.File);
        Assert.Equal([PlexStreamKind.Video, PlexStreamKind.Audio, PlexStreamKind.Audio], part.Streams.Select(s => s.Kind));
        Assert.Equal(23.976, part.Streams[0].FrameRate);
        Assert.Equal(2, part.Streams.Where(s => s.Kind == PlexStreamKind.Audio).Select(s => s.Language).Distinct().Count());
    }

    [Fact]
    public async Task Types_that_drift_change_nothing_that_is_read()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync();
        var part = film.Parts.Single();
        for (var seed = 0; seed < 200; seed++)
        {
            stage.Pms.Switches.DriftSeed = seed;
            var item = await stage.Library.FreshItemAsync(film.RatingKey, Ct);
            stage.Gear.Cache.Forget(stage.Server.CachePrefix);
            var row = Assert.Single((await stage.Library.PageAsync("1", new PlexRange(0, 50), ct: Ct)).Value.Items);
            var section = Assert.Single((await stage.Library.SectionsAsync(Ct)).Value);

            Assert.Equal((film.RatingKey, film.Title, film.DurationMs), (item.Key, item.Title, item.DurationMs));
            Assert.Equal((film.RatingKey, film.Year), (row.Key, row.Year));
            Assert.Equal((part.Key, (long?)part.Film.SizeBytes, true), (item.Best!.Parts[0].Path, item.Best.Parts[0].SizeBytes, item.Best.Parts[0].Exists));
            Assert.Equal("1", section.Key);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_title_that_is_gone_is_not_found_however_the_server_says_it(bool isEmpty)
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync();
        stage.Pms.Switches.MissingIsEmpty = isEmpty;
        stage.Pms.Library.Remove(film);

        Assert.Equal(PlexFaultKind.NotFound, (await FaultOf(stage.Library.ItemAsync(film.RatingKey, Ct))).Kind);
        Assert.Empty(await stage.Library.ItemsAsync([film.RatingKey, "999"], Ct));
    }

    [Fact]
    public async Task A_title_with_a_new_key_is_found_again_by_its_guid()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync();
        var old = film.RatingKey;
        stage.Pms.Library.Rekey(film);

        var found = await stage.Library.FindByGuidAsync(film.PlexGuid, "movie", Ct);

        Assert.NotEqual(old, found!.Key);
        Assert.Equal(film.RatingKey, found.Key);
        Assert.Null(await stage.Library.FindByGuidAsync("plex://movie/none", "movie", Ct));
    }

    [Fact]
    public async Task A_show_leads_to_seasons_and_these_to_episodes_without_the_row_of_all()
    {
        await using var stage = await SetAsync();
        var section = stage.Pms.Library.AddSection("show", "Shows");
        var show = stage.Pms.Library.AddShow(section, "The Replay", 2, 3, await FilmAsync());

        var row = Assert.Single((await stage.Library.PageAsync("1", new PlexRange(0, 50), ct: Ct)).Value.Items);
        var seasons = (await stage.Library.ChildrenAsync(show.RatingKey, new PlexRange(0, 50), Ct)).Value.Items;
        var episodes = (await stage.Library.ChildrenAsync(seasons[1].Key, new PlexRange(0, 50), Ct)).Value.Items;

        Assert.Equal(("show", 6, false), (row.Type, row.ChildCount, row.IsPlayable));
        Assert.Equal(["Season 1", "Season 2"], seasons.Select(s => s.Title));
        Assert.Equal([1, 2, 3], episodes.Select(e => e.Index));
        Assert.All(episodes, e => Assert.Equal(("The Replay", "Season 2"), (e.Grandparent!.Title, e.Parent!.Title)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Search_finds_videos_at_new_and_old_servers(bool old)
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync("Big Replay");
        await stage.AddFilmAsync("Other");
        stage.Pms.Switches.OldSearchOnly = old;

        var found = (await stage.Library.SearchAsync(" replay ", 10, Ct)).Value;

        Assert.Equal(film.RatingKey, Assert.Single(found).Key);
        Assert.Empty((await stage.Library.SearchAsync("r", 10, Ct)).Value);
    }

    [Fact]
    public async Task Collections_playlists_and_what_was_begun_are_lists_of_titles()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync();
        film.ViewOffsetMs = 400;
        var all = new PlexRange(0, 50);
        var collection = stage.Pms.Library.AddList(stage.Pms.Library.Sections[0], "Best", film);
        var playlist = stage.Pms.Library.AddList(null, "Tonight", film, film);

        Assert.Equal("collection", Assert.Single((await stage.Library.CollectionsAsync("1", all, Ct)).Value.Items).Type);
        Assert.Equal(film.RatingKey, Assert.Single((await stage.Library.CollectionAsync(collection.Key, all, Ct)).Value.Items).Key);
        Assert.Equal("Tonight", Assert.Single((await stage.Library.PlaylistsAsync(all, Ct)).Value.Items).Title);
        Assert.Equal(2, (await stage.Library.PlaylistAsync(playlist.Key, all, Ct)).Value.Items.Count);
        Assert.Equal(400, Assert.Single((await stage.Library.OnDeckAsync(all, Ct)).Value.Items).ViewOffsetMs);
        Assert.Single((await stage.Library.RecentAsync(all, Ct)).Value.Items);
    }

    [Fact]
    public async Task The_version_to_cut_from_is_an_original_and_an_instant_leads_to_its_part()
    {
        await using var stage = await SetAsync();
        var (first, second) = (await FilmAsync(), await FilmAsync("h264-2997"));
        var film = stage.Pms.Library.AddMovie(stage.Pms.Library.AddSection("movie", "Films"), "Two parts", first, second);
        stage.Pms.Library.AddVersion(film, first, optimized: true);

        var best = (await stage.Library.ItemAsync(film.RatingKey, Ct)).Value.Best!;
        var found = best.At(first.DurationMs + 120)!.Value;

        Assert.Equal((0, false, 2), (best.Number, best.IsOptimized, best.Parts.Count));
        Assert.Equal((1, 120L), (found.Part.Number, found.MsInPart));
        Assert.Equal((0, 0L), (best.At(0)!.Value.Part.Number, best.At(0)!.Value.MsInPart));
    }

    [Fact]
    public async Task Dolby_vision_of_profile_5_is_hdr_though_its_transfer_is_not_said()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync(kind: "hevc-hdr10");
        film.Versions[0] = film.Versions[0] with { DolbyVision = 5 };

        var video = (await stage.Library.ItemAsync(film.RatingKey, Ct)).Value.Best!.Parts[0].Streams[0];

        Assert.Equal((null, 5, true), (video.Transfer, video.DolbyVision, video.IsHdr));
    }

    [Fact]
    public async Task Missing_lengths_and_rates_are_no_lengths_and_rates()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync();
        film.HidesDuration = film.HidesFrameRate = true;

        var item = (await stage.Library.ItemAsync(film.RatingKey, Ct)).Value;

        Assert.Null(item.DurationMs);
        Assert.Null(item.Best!.DurationMs);
        Assert.Null(item.Best.FrameRateClass);
        Assert.Null(item.Best.Parts[0].Streams[0].FrameRate);
    }

    [Fact]
    public async Task A_poster_is_a_picture_of_the_size_asked_for_and_a_missing_one_is_not_found()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync();
        var item = (await stage.Library.ItemAsync(film.RatingKey, Ct)).Value;

        var picture = await stage.Visit.Art.PictureAsync(item.Thumb!, 120, 180, Ct);

        Assert.Equal(("image/jpeg", 0xFF, 0xD8), (picture.MediaType, (int)picture.Bytes[0], (int)picture.Bytes[1]));
        Assert.Equal(PlexFaultKind.NotFound, (await FaultOf(stage.Visit.Art.PictureAsync("/library/metadata/9999/thumb/1", 120, 180, Ct))).Kind);
        Assert.Equal(PlexFaultKind.NotFound, (await FaultOf(stage.Visit.Art.PictureAsync("https://elsewhere/x.jpg", 120, 180, Ct))).Kind);
    }
}
