using System.Net.Http.Headers;
using ClipshareBox.Devices.Plex;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using FakePlex;
using TestMedia;
using static ClipshareBox.Tests.Devices.Plex.PlexStage;

namespace ClipshareBox.Tests.Devices.Plex;

/// <summary>Reading files by range, through the gates of newer servers.</summary>
public sealed class PlexFilesTests
{
    [Fact]
    public async Task A_range_of_a_part_is_read_and_nothing_but_it()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync();
        var file = await OpenAsync(stage, film);
        var before = stage.Pms.Calls.FileBytes;

        var read = await ReadAsync(file, 1000, 1999);

        var whole = await File.ReadAllBytesAsync(film.Parts.Single().Film.Path, Ct);
        Assert.Equal(whole[1000..2000], read);
        Assert.Equal(whole.Length, file.SizeBytes);
        Assert.Equal(1000, stage.Pms.Calls.FileBytes - before);
        Assert.Empty(stage.Pms.Timelines);
    }

    [Fact]
    public async Task The_boxs_own_reader_probes_a_part_with_the_token_on_no_command_line()
    {
        await using var stage = await SetAsync();
        stage.Pms.Switches.PartNeedsDecision = true;
        var film = stage.Pms.Library.AddMovie(
            stage.Pms.Library.AddSection("movie", "Films"), "Long", await FakeFilm.ReadAsync(await new Cabinet().PathOfAsync(LongFilm.RepeatedH264(1, 2, ".mp4"), Ct), Ct));
        var file = await OpenAsync(stage, film);

        var source = new MediaSource(file.Address.AbsoluteUri, file.RevealHeaders());
        await using var open = await OpenSource.OpenAsync(source, null, TimeProvider.System, Ct);
        var info = await new Prober(new MediaTools(), TimeProvider.System).ProbeAsync(open, Ct);

        Assert.Equal((film.DurationMs, file.SizeBytes), (info.DurationMs, info.SizeBytes));
        Assert.DoesNotContain(stage.OwnerAtServer.Reveal(), string.Join(' ', open.FfmpegInput) + source + open.Source.DisplayName, StringComparison.Ordinal);
        Assert.InRange(stage.Pms.Calls.FileBytes, 1, file.SizeBytes / 2);
    }

    [Fact]
    public async Task The_boxs_own_reader_reaches_plex_direct_names_without_dns_and_checks_their_certificate()
    {
        const string Hash = "0123456789abcdef0123456789abcdef";
        using var authority = new FakeAuthority();
        using var certificate = authority.PlexDirect(Hash);
        await using var pms = await FakePms.StartAsync("Studio", 0, Ct, certificate);
        pms.Switches.LetsTokenlessIn = true;
        var film = pms.Library.AddMovie(pms.Library.AddSection("movie", "Films"), "Derby", await FilmAsync());
        var path = film.Parts.Single();
        Uri Named(string host) => new($"https://{host}:{pms.Address.Port}{path.Key}");
        using var known = new PlexConnections(authority.Root);
        using var unknown = new PlexConnections();

        var good = new MediaSource(Named($"127-0-0-1.{Hash}.plex.direct").AbsoluteUri) { Rules = known.Rules };
        await using (var open = await OpenSource.OpenAsync(good, null, TimeProvider.System, Ct))
            Assert.Equal(path.Film.SizeBytes, open.Bytes.Length);
        // Not of an authority that the box knows; and the address alone is not in the certificate.
        await RefusedAsync(good with { Rules = unknown.Rules });
        await RefusedAsync(new MediaSource(Named("127.0.0.1").AbsoluteUri) { Rules = known.Rules });
    }

    private static async Task RefusedAsync(MediaSource source)
    {
        var fault = await Assert.ThrowsAsync<ClipshareBox.Media.MediaException>(() => OpenSource.OpenAsync(source, null, TimeProvider.System, Ct));
        Assert.Contains("certificate", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_wants_a_decision_first_gets_one_in_the_same_session()
    {
        await using var stage = await SetAsync();
        stage.Pms.Switches.PartNeedsDecision = true;
        var film = await stage.AddFilmAsync();

        var file = await OpenAsync(stage, film);

        Assert.Equal(100, (await ReadAsync(file, 0, 99)).Length);
        Assert.Equal(1, stage.Pms.Calls.Count("/video/:/transcode/universal/decision"));
        Assert.DoesNotContain("download", file.Address.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(509)]
    public async Task A_server_short_of_bandwidth_gives_the_file_as_a_download(int status)
    {
        await using var stage = await SetAsync(Brisk with { Retries = 0 + 1 });
        stage.Pms.Switches.PartBandwidthStatus = status;
        var film = await stage.AddFilmAsync();

        var file = await OpenAsync(stage, film);

        Assert.Equal("?download=1", file.Address.Query);
        Assert.Equal(100, (await ReadAsync(file, 0, 99)).Length);
    }

    [Fact]
    public async Task A_server_that_lets_nothing_through_is_a_refusal_that_says_what_to_do()
    {
        await using var stage = await SetAsync();
        stage.Pms.Switches.PartBandwidthStatus = 509;
        stage.Pms.Switches.DownloadForbidden = true;
        var film = await stage.AddFilmAsync();

        var fault = await FaultOf(OpenAsync(stage, film));

        Assert.Equal(PlexFaultKind.Refused, fault.Kind);
        Assert.Contains("LAN networks", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_told_though_the_title_is_listed()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync();
        film.Parts.Single().Missing = true;

        Assert.Equal(PlexFaultKind.NotFound, (await FaultOf(OpenAsync(stage, film))).Kind);
        Assert.False((await stage.Library.FreshItemAsync(film.RatingKey, Ct)).Best!.Parts[0].Exists);
    }

    [Fact]
    public async Task A_subtitle_file_beside_the_film_is_read_and_one_inside_is_not_asked_for()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync(kind: "subtitles-srt-mkv");
        film.Parts.Single().Subtitle = "1\n00:00:00,000 --> 00:00:01,000\nGrüße\n";
        var texts = (await stage.Library.ItemAsync(film.RatingKey, Ct)).Value.Best!.Parts[0].Streams.Where(s => s.Kind == PlexStreamKind.Subtitle).ToList();

        Assert.Contains("Grüße", await stage.Visit.Files.SubtitleAsync(texts.Single(t => t.Path is not null), Ct), StringComparison.Ordinal);
        Assert.Equal(PlexFaultKind.NotFound, (await FaultOf(stage.Visit.Files.SubtitleAsync(texts.First(t => t.Path is null), Ct))).Kind);
    }

    [Theory]
    [InlineData("//elsewhere.example/library/parts/1/2/file.mkv")]
    [InlineData("http://elsewhere.example/file.mkv")]
    public async Task A_path_that_leads_elsewhere_is_not_followed(string path)
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync();
        var item = (await stage.Library.ItemAsync(film.RatingKey, Ct)).Value;
        var part = item.Best!.Parts[0] with { Path = path };

        Assert.Equal(PlexFaultKind.BadAnswer, (await FaultOf(stage.Visit.Files.OpenAsync(item, item.Best, part, Ct))).Kind);
    }

    [Fact]
    public async Task A_range_behind_the_end_is_no_part_of_the_file()
    {
        await using var stage = await SetAsync();
        var file = await OpenAsync(stage, await stage.AddFilmAsync());
        using var http = new HttpClient();
        using var request = Request(file, file.SizeBytes + 10, file.SizeBytes + 20);
        using var answer = await http.SendAsync(request, Ct);

        Assert.Equal(416, (int)answer.StatusCode);
    }

    private static async Task<PlexFile> OpenAsync(PlexStage stage, FakeItem film)
    {
        var item = (await stage.Library.ItemAsync(film.RatingKey, Ct)).Value;
        return await stage.Visit.Files.OpenAsync(item, item.Best!, item.Best!.Parts[0], Ct);
    }

    private static async Task<byte[]> ReadAsync(PlexFile file, long from, long to)
    {
        using var http = new HttpClient();
        using var request = Request(file, from, to);
        using var answer = await http.SendAsync(request, Ct);
        Assert.Equal(206, (int)answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(Ct);
    }

    private static HttpRequestMessage Request(PlexFile file, long from, long to)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, file.Address);
        foreach (var (name, value) in file.RevealHeaders())
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.Range = new RangeHeaderValue(from, to);
        return request;
    }
}
