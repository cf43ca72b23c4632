using System.Net;
using System.Security.Cryptography;
using ClipshareBox.Devices.Plex;
using FakePlex;
using static ClipshareBox.Tests.Devices.Plex.PlexStage;

namespace ClipshareBox.Tests.Devices.Plex;

/// <summary>Finding a server's address, certificates, plex.direct names.</summary>
public sealed class PlexFinderTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task The_nearest_address_at_which_the_right_server_answers_is_taken_and_nobody_gets_a_token()
    {
        await using var stage = await SetAsync();
        await using var stranger = await FakePms.StartAsync("Stranger", 0, Ct);
        stage.Fakes.Tv.Sharing.ExtraConnections[stage.Pms.MachineIdentifier] =
        [
            Row("http://127.0.0.1:1", local: true), Row(Text(stranger.Address), local: true), Row("http://127.0.0.1:2", relay: true),
        ];
        var resource = await ResourceAsync(stage);

        var found = await FindAsync(stage, PlexServerFinder.Candidates(null, resource));

        Assert.Equal(stage.Pms.Address, found.Place!.Address);
        Assert.Equal(stage.Pms.MachineIdentifier, found.Place.MachineIdentifier);
        Assert.Contains(found.Probes, p => p.Fault?.Kind == PlexFaultKind.WrongServer);
        Assert.Contains(found.Probes, p => p.Fault?.Kind == PlexFaultKind.Unreachable);
        Assert.All(stranger.Calls.All.Concat(stage.Pms.Calls.All), c => Assert.Null(c.Token));
    }

    [Fact]
    public async Task A_relay_is_the_last_choice_and_no_way_to_cut()
    {
        await using var stage = await SetAsync();
        var film = await stage.AddFilmAsync();
        var resource = (await ResourceAsync(stage))! with
        {
            Connections = [new PlexConnection(stage.Pms.Address, null, 1, false, IsRelay: true), new PlexConnection(new Uri("http://127.0.0.1:1"), null, 1, false, false)],
        };

        var found = await FindAsync(stage, PlexServerFinder.Candidates(null, resource));
        var visit = new PlexServer(found.Place!, stage.Gear).For(stage.OwnerAtServer);
        var item = (await visit.Library.ItemAsync(film.RatingKey, Ct)).Value;

        Assert.True(found.Place!.IsRelay);
        Assert.Equal(PlexFaultKind.Refused, (await FaultOf(visit.Files.OpenAsync(item, item.Best!, item.Best!.Parts[0], Ct))).Kind);
    }

    [Fact]
    public async Task What_people_entered_comes_first_and_private_addresses_of_other_houses_are_left_out()
    {
        await using var stage = await SetAsync();
        var resource = (await ResourceAsync(stage))! with
        {
            IsOwned = false,
            IsSameNetwork = false,
            Connections = [new PlexConnection(new Uri("http://192.168.1.9:32400"), null, 1, true, false), new PlexConnection(new Uri("https://203.0.113.9:32400"), null, 1, false, false)],
        };

        var candidates = PlexServerFinder.Candidates(new Uri("http://nas:32400/web/index.html"), resource);

        Assert.Equal(["http://nas:32400/", "https://203.0.113.9:32400/"], candidates.Select(c => c.Address.ToString()));
    }

    [Theory]
    [InlineData(FaultKind.HtmlPage, "NotPlex")]
    [InlineData(FaultKind.Hang, "TimedOut")]
    [InlineData(FaultKind.Drop, "Unreachable")]
    public async Task A_search_in_vain_says_what_is_wrong_with_each_address(FaultKind kind, string expected)
    {
        var clock = new TestClock();
        await using var stage = await SetAsync(clock: clock);
        stage.Pms.Faults.Always(new Fault(kind));

        var call = FindAsync(stage, PlexServerFinder.Candidates(stage.Pms.Address, null));
        if (kind == FaultKind.Hang)
        {
            await stage.Pms.Calls.WaitForAsync("/identity", 1, Ct);
            clock.Advance(TimeSpan.FromSeconds(6));
        }
        var found = await call;

        Assert.Null(found.Place);
        Assert.Equal(expected, Assert.Single(found.Probes).Fault!.Kind.ToString());
    }

    [Theory]
    [InlineData("192-168-1-10", "192.168.1.10")]
    [InlineData("2001-db8--1", "2001:db8::1")]
    [InlineData("no-address-at-all-here", null)]
    public void A_plex_direct_name_carries_its_address(string dashed, string? address)
    {
        Assert.Equal(address is null ? null : IPAddress.Parse(address), PlexConnections.AddressIn($"{dashed}.{Hash}.plex.direct"));
        Assert.Null(PlexConnections.AddressIn($"{dashed}.{Hash}.plex.direct.evil.example"));
    }

    [Fact]
    public async Task A_plex_direct_name_is_reached_without_dns_and_its_certificate_checked()
    {
        using var authority = new FakeAuthority();
        using var certificate = authority.PlexDirect(Hash);
        await using var pms = await FakePms.StartAsync("Studio", 0, Ct, certificate);
        var named = new Uri($"https://127-0-0-1.{Hash}.plex.direct:{pms.Address.Port}");

        Assert.Equal(pms.MachineIdentifier, (await AskAsync(named, pms, new PlexConnections(authority.Root))).MachineIdentifier);
        // Not of an authority that the box knows; and the address alone is not in the certificate.
        Assert.Equal(PlexFaultKind.Certificate, (await FaultOf(AskAsync(named, pms, new PlexConnections()))).Kind);
        var bare = new Uri($"https://127.0.0.1:{pms.Address.Port}");
        Assert.Equal(PlexFaultKind.Certificate, (await FaultOf(AskAsync(bare, pms, new PlexConnections(authority.Root)))).Kind);
    }

    [Fact]
    public async Task A_pinned_certificate_is_good_for_its_host_alone()
    {
        using var authority = new FakeAuthority();
        using var certificate = authority.PlexDirect(Hash);
        await using var pms = await FakePms.StartAsync("Studio", 0, Ct, certificate);
        var bare = new Uri($"https://127.0.0.1:{pms.Address.Port}");
        var (right, wrong) = (new PlexConnections(), new PlexConnections());
        right.Pin("127.0.0.1", certificate.GetCertHashString(HashAlgorithmName.SHA256));
        wrong.Pin("nas.example", certificate.GetCertHashString(HashAlgorithmName.SHA256));

        Assert.Equal(pms.MachineIdentifier, (await AskAsync(bare, pms, right)).MachineIdentifier);
        Assert.Equal(PlexFaultKind.Certificate, (await FaultOf(AskAsync(bare, pms, wrong))).Kind);
    }

    private static async Task<PlexServerFacts> AskAsync(Uri address, FakePms pms, PlexConnections connections)
    {
        using (connections)
        {
            var gear = new PlexGear(Me, connections, new PlexCache(TimeProvider.System), Brisk with { Retries = 1 }, TimeProvider.System);
            return await new PlexServer(new PlexPlace(address, pms.MachineIdentifier, "Studio"), gear).IdentifyAsync(Ct);
        }
    }

    private static async Task<PlexResource?> ResourceAsync(PlexStage stage)
    {
        var token = new PlexToken(stage.Fakes.Tv.IssueToken(stage.Owner));
        return (await stage.Tv.ResourcesAsync(token, Ct)).Value.Single();
    }

    private static Task<PlexFinding> FindAsync(PlexStage stage, IReadOnlyList<PlexCandidate> candidates) =>
        new PlexServerFinder(stage.Gear).FindAsync(candidates, stage.Pms.MachineIdentifier, "Studio", Ct);

    private static FakeConnection Row(string uri, bool local = false, bool relay = false) => new(uri, "127.0.0.1", 1, local, relay);

    private static string Text(Uri address) => address.ToString().TrimEnd('/');
}
