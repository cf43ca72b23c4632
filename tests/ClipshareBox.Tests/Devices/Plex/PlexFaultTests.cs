using ClipshareBox.Devices.Plex;
using FakePlex;
using static ClipshareBox.Tests.Devices.Plex.PlexStage;

namespace ClipshareBox.Tests.Devices.Plex;

/// <summary>What each kind of trouble is called, and that nothing secret leaves by it.</summary>
public sealed class PlexFaultTests
{
    [Theory]
    [InlineData(FaultKind.Drop, 0, "Unreachable")]
    [InlineData(FaultKind.HtmlPage, 0, "NotPlex")]
    [InlineData(FaultKind.BrokenJson, 0, "BadAnswer")]
    [InlineData(FaultKind.Redirect, 0, "NotPlex")]
    [InlineData(FaultKind.TooMany, 0, "TooMany")]
    [InlineData(FaultKind.Status, 400, "Refused")]
    [InlineData(FaultKind.Status, 401, "Unauthorized")]
    [InlineData(FaultKind.Status, 403, "Forbidden")]
    [InlineData(FaultKind.Status, 404, "NotFound")]
    [InlineData(FaultKind.Status, 500, "ServerError")]
    [InlineData(FaultKind.Status, 503, "Booting")]
    [InlineData(FaultKind.Status, 509, "Refused")]
    public async Task Every_trouble_has_its_name_and_a_text_without_the_token(FaultKind kind, int status, string expected)
    {
        await using var stage = await SetAsync(Brisk with { Retries = 1 });
        stage.Pms.Faults.Always(new Fault(kind, status, Where: "/library"));

        var fault = await FaultOf(stage.Library.SectionsAsync(Ct));

        Assert.Equal(expected, fault.Kind.ToString());
        Assert.DoesNotContain(stage.OwnerAtServer.Reveal(), fault.ToString(), StringComparison.Ordinal);
        Assert.True(fault.Message.Length > 20, fault.Message);
    }

    [Fact]
    public async Task A_server_that_starts_says_so_in_its_own_words()
    {
        await using var stage = await SetAsync();
        stage.Pms.Switches.Booting = true;

        var fault = await FaultOf(stage.Visit.CheckAsync(Ct));

        Assert.Equal(PlexFaultKind.Booting, fault.Kind);
        Assert.Contains("database migrations", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_unreachable_and_names_the_address()
    {
        await using var stage = await SetAsync();
        var address = stage.Pms.Address;
        await stage.Pms.DisposeAsync();

        var fault = await FaultOf(stage.Server.IdentifyAsync(Ct));

        Assert.Equal(PlexFaultKind.Unreachable, fault.Kind);
        Assert.Contains(address.Authority, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_never_comes_is_a_fault_and_no_cancellation()
    {
        using var never = new HttpMessageInvoker(new NeverConnects());
        var wire = new PlexWire(never, Me, "Studio");

        var fault = await FaultOf(wire.TellAsync(new Uri("http://192.0.2.1:32400"), new PlexAsk("/"), Ct).AsTask());

        Assert.Equal(PlexFaultKind.Unreachable, fault.Kind);
    }

    [Fact]
    public async Task Identity_is_no_test_of_a_token_and_the_root_is()
    {
        await using var stage = await SetAsync();
        var bad = stage.Server.For(new PlexToken("revoked-long-ago"));

        Assert.Equal(stage.Pms.MachineIdentifier, (await stage.Server.IdentifyAsync(Ct)).MachineIdentifier);
        Assert.Equal(PlexFaultKind.Unauthorized, (await FaultOf(bad.CheckAsync(Ct))).Kind);
        Assert.Equal("Studio", (await stage.Visit.CheckAsync(Ct)).Name);
    }

    [Fact]
    public async Task The_account_token_of_a_guest_is_refused_and_the_servers_own_is_taken()
    {
        await using var stage = await SetAsync();
        var account = new PlexToken(stage.Fakes.Tv.IssueToken(stage.Guest));

        Assert.Equal(PlexFaultKind.Unauthorized, (await FaultOf(stage.Server.For(account).CheckAsync(Ct))).Kind);
        Assert.Equal("Studio", (await stage.Server.For(stage.GuestAtServer).CheckAsync(Ct)).Name);
    }

    [Fact]
    public async Task Another_server_at_the_address_never_gets_a_token()
    {
        await using var stage = await SetAsync();
        await using var stranger = await FakePms.StartAsync("Stranger", 0, Ct);
        stage.Server.MoveTo(stage.Server.Place with { Address = stranger.Address });

        var fault = await FaultOf(stage.Library.SectionsAsync(Ct));

        Assert.Equal(PlexFaultKind.WrongServer, fault.Kind);
        Assert.All(stranger.Calls.All, call => Assert.Null(call.Token));
    }

    [Fact]
    public async Task A_server_that_moved_is_used_at_its_new_address_without_restart()
    {
        await using var stage = await SetAsync();
        await stage.AddFilmAsync();
        _ = await stage.Visit.CheckAsync(Ct);
        await stage.Pms.RestartAsync(0, Ct);
        stage.Server.MoveTo(stage.Server.Place with { Address = stage.Pms.Address });

        Assert.Single((await stage.Library.SectionsAsync(Ct)).Value);
    }

    [Fact]
    public async Task A_token_is_in_one_header_and_nowhere_else_and_the_box_names_itself()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync();
        var item = (await stage.Library.ItemAsync(film.RatingKey, Ct)).Value;
        var version = item.Best!;
        _ = await stage.Library.SearchAsync("Ночь", 10, Ct);
        _ = await stage.Visit.Art.PictureAsync(item.Thumb!, 60, 90, Ct);
        var file = await stage.Visit.Files.OpenAsync(item, version, version.Parts[0], Ct);
        var session = await stage.Visit.Transcoder.DecideAsync(new PlexTranscodeWish(item, version, version.Parts[0]), Ct);
        var account = new PlexToken(stage.Fakes.Tv.IssueToken(stage.Owner));
        _ = await stage.Tv.CheckAccessAsync(account, stage.Pms.MachineIdentifier, Ct);
        string[] secrets = [stage.OwnerAtServer.Reveal(), account.Reveal()];

        var calls = stage.Pms.Calls.All.Concat(stage.Fakes.Tv.Calls.All).ToList();
        string[] texts = [file.ToString(), session.ToString(), stage.OwnerAtServer.ToString(), $"{stage.Visit.Token}", .. calls.Select(c => c.Path + c.Query)];

        Assert.True(calls.Count >= 8);
        Assert.DoesNotContain(texts, text => secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)));
        Assert.All(calls, call => Assert.Equal("test-box-1", call.Headers["X-Plex-Client-Identifier"]));
        Assert.All(calls, call => Assert.Equal(("ClipshareBox", "Generic", "Regie-B?x"), (call.Headers["X-Plex-Product"], call.Headers["X-Plex-Platform"], call.Headers["X-Plex-Device-Name"])));
        Assert.All(calls.Where(c => !c.Path.Contains("/parts/", StringComparison.Ordinal)), call => Assert.NotEqual("", call.Headers["Accept"]));
        Assert.All(calls.SelectMany(c => c.Headers).Where(h => secrets.Contains(h.Value)), h => Assert.Equal("X-Plex-Token", h.Key));
    }

    // As SocketsHttpHandler ends a connection that took too long.
    private sealed class NeverConnects : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(new TaskCanceledException("A task was canceled.", new TimeoutException("A connection could not be established.")));
    }
}
