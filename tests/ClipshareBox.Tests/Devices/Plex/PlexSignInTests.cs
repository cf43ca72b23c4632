using ClipshareBox.Devices.Plex;
using FakePlex;
using static ClipshareBox.Tests.Devices.Plex.PlexStage;

namespace ClipshareBox.Tests.Devices.Plex;

/// <summary>Sign-in by pin, people, access.</summary>
public sealed class PlexSignInTests
{
    [Fact]
    public async Task A_pin_waits_until_a_person_confirms_it_and_then_gives_the_token()
    {
        await using var stage = await SetAsync();
        var pin = await stage.Tv.CreatePinAsync(Ct);

        Assert.Equal(4, pin.Code.Length);
        Assert.Equal(PlexPinState.Waiting, (await stage.Tv.PollPinAsync(pin, Ct)).State);
        Assert.True(stage.Fakes.Tv.Claim(pin.Code, stage.Guest));
        var answer = await stage.Tv.PollPinAsync(pin, Ct);

        Assert.Equal(PlexPinState.Authorized, answer.State);
        Assert.Equal(stage.Guest.Id, (await stage.Tv.UserAsync(answer.Token!, Ct)).Value.Id);
    }

    [Theory]
    [InlineData(PinEnd.NotFound)]
    [InlineData(PinEnd.Gone)]
    [InlineData(PinEnd.NullForEver)]
    public async Task A_pin_ends_whichever_way_plex_says_it(PinEnd end)
    {
        var clock = new TestClock();
        await using var stage = await SetAsync(clock: clock);
        stage.Fakes.Tv.Switches.PinEnd = end;
        stage.Fakes.Tv.Switches.Clock = clock;
        var pin = await stage.Tv.CreatePinAsync(Ct);
        clock.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(PlexPinState.Expired, (await stage.Tv.PollPinAsync(pin, Ct)).State);
    }

    [Theory]
    [InlineData(PinEnd.NotFound)]
    [InlineData(PinEnd.Gone)]
    public async Task A_pin_that_plex_ended_early_is_expired_too(PinEnd end)
    {
        var plexClock = new TestClock();
        await using var stage = await SetAsync();
        stage.Fakes.Tv.Switches.PinEnd = end;
        stage.Fakes.Tv.Switches.Clock = plexClock;
        var pin = await stage.Tv.CreatePinAsync(Ct);
        plexClock.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(PlexPinState.Expired, (await stage.Tv.PollPinAsync(pin, Ct)).State);
    }

    [Theory]
    [InlineData(FaultKind.Drop, 0)]
    [InlineData(FaultKind.HtmlPage, 0)]
    [InlineData(FaultKind.BrokenJson, 0)]
    [InlineData(FaultKind.Status, 500)]
    [InlineData(FaultKind.Status, 503)]
    public async Task A_fault_while_polling_is_waiting(FaultKind kind, int status)
    {
        await using var stage = await SetAsync();
        var pin = await stage.Tv.CreatePinAsync(Ct);
        stage.Fakes.Tv.Faults.Next(new Fault(kind, status));

        Assert.Equal(PlexPinState.Waiting, (await stage.Tv.PollPinAsync(pin, Ct)).State);
        Assert.Equal(PlexPinState.Waiting, (await stage.Tv.PollPinAsync(pin, Ct)).State);
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(0, 10)]
    public async Task A_flood_is_slowed_as_plex_asks_or_by_ten_seconds(int asked, int waits)
    {
        await using var stage = await SetAsync();
        var pin = await stage.Tv.CreatePinAsync(Ct);
        stage.Fakes.Tv.Faults.Next(new Fault(FaultKind.TooMany, Delay: TimeSpan.FromSeconds(asked)));

        var answer = await stage.Tv.PollPinAsync(pin, Ct);

        Assert.Equal(PlexPinState.Waiting, answer.State);
        Assert.Equal(TimeSpan.FromSeconds(waits), answer.Wait);
    }

    [Fact]
    public async Task A_pin_answered_with_the_older_name_of_the_token_is_read()
    {
        await using var stage = await SetAsync();
        stage.Fakes.Tv.Switches.UnderscoreTokenField = true;
        stage.Fakes.Tv.Switches.JwtTokens = true;
        var pin = await stage.Tv.CreatePinAsync(Ct);
        stage.Fakes.Tv.Claim(pin.Code, stage.Owner);

        var answer = await stage.Tv.PollPinAsync(pin, Ct);

        Assert.Equal(PlexPinState.Authorized, answer.State);
        Assert.True(answer.Token!.IsShortLived);
    }

    [Fact]
    public async Task The_consent_page_is_named_with_the_box_and_the_code()
    {
        await using var stage = await SetAsync();
        var pin = new PlexPin(1, "AB12", DateTimeOffset.MaxValue);

        var standIn = stage.Tv.ConsentPage(pin, new Uri("http://box:8080/x?a=1"));
        var real = new PlexTv(new Uri("https://plex.tv"), stage.Gear);

        Assert.True(stage.Tv.IsStandIn);
        Assert.StartsWith($"{stage.Fakes.Tv.Address}auth#?clientID=test-box-1&code=AB12&context%5Bdevice%5D%5Bproduct%5D=ClipshareBox", standIn.AbsoluteUri, StringComparison.Ordinal);
        Assert.EndsWith("forwardUrl=http%3A%2F%2Fbox%3A8080%2Fx%3Fa%3D1", standIn.AbsoluteUri, StringComparison.Ordinal);
        Assert.False(real.IsStandIn);
        Assert.StartsWith("https://app.plex.tv/auth#?clientID=test-box-1&code=AB12", real.ConsentPage(pin, null).AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("https://plex.tv/link/?pin=AB12", real.LinkPage(pin).AbsoluteUri);
    }

    [Fact]
    public async Task Owner_and_guest_get_in_and_a_stranger_and_an_invited_one_do_not()
    {
        await using var stage = await SetAsync();
        var tv = stage.Fakes.Tv;
        var invited = tv.AddUser("Ivan");
        tv.Sharing.ShareWith(stage.Pms, invited, pending: true);

        var owner = await CheckAsync(stage, stage.Owner);
        var guest = await CheckAsync(stage, stage.Guest);

        Assert.True(owner.IsOwner);
        Assert.True(guest is { IsAllowed: true, IsOwner: false });
        Assert.Equal("Olivia", guest.Resource!.OwnerName);
        Assert.Equal(stage.GuestAtServer, guest.Resource.AccessToken);
        Assert.False((await CheckAsync(stage, invited)).IsAllowed);
        Assert.False((await CheckAsync(stage, tv.AddUser("Stan"))).IsAllowed);
    }

    [Fact]
    public async Task An_invitation_that_waits_is_told_from_an_accepted_one()
    {
        await using var stage = await SetAsync();
        var invited = stage.Fakes.Tv.AddUser("Ivan");
        stage.Fakes.Tv.Sharing.ShareWith(stage.Pms, invited, pending: true);

        var guests = (await stage.Tv.GuestsAsync(new PlexToken(stage.Fakes.Tv.IssueToken(stage.Owner)), Ct)).Value;

        Assert.Equal([stage.Guest.Id, invited.Id], guests.Select(g => g.Id).Order());
        Assert.False(guests.Single(g => g.Id == stage.Guest.Id).Servers.Single().IsPending);
        Assert.True(guests.Single(g => g.Id == invited.Id).Servers.Single().IsPending);
    }

    [Fact]
    public async Task A_share_taken_back_is_noticed_at_the_next_check()
    {
        await using var stage = await SetAsync();
        var token = new PlexToken(stage.Fakes.Tv.IssueToken(stage.Guest));
        Assert.True((await stage.Tv.CheckAccessAsync(token, stage.Pms.MachineIdentifier, Ct)).IsAllowed);

        stage.Fakes.Tv.Sharing.Unshare(stage.Pms, stage.Guest);

        Assert.False((await stage.Tv.CheckAccessAsync(token, stage.Pms.MachineIdentifier, Ct)).IsAllowed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_revoked_token_is_unauthorized_by_either_status(bool is422)
    {
        await using var stage = await SetAsync();
        stage.Fakes.Tv.Switches.RevokedIs422 = is422;
        var secret = stage.Fakes.Tv.IssueToken(stage.Guest);
        stage.Fakes.Tv.Revoke(secret);

        Assert.Equal(PlexFaultKind.Unauthorized, (await FaultOf(stage.Tv.UserAsync(new PlexToken(secret), Ct))).Kind);
    }

    [Fact]
    public async Task A_short_token_that_is_over_asks_for_refresh_and_not_for_sign_in()
    {
        await using var stage = await SetAsync();
        stage.Fakes.Tv.Switches.JwtTokens = true;
        var secret = stage.Fakes.Tv.IssueToken(stage.Guest);
        stage.Fakes.Tv.Expire(secret);

        Assert.Equal(PlexFaultKind.TokenExpired, (await FaultOf(stage.Tv.UserAsync(new PlexToken(secret), Ct))).Kind);
    }

    [Fact]
    public async Task A_plex_that_is_down_says_nothing_about_a_person()
    {
        await using var stage = await SetAsync();
        var token = new PlexToken(stage.Fakes.Tv.IssueToken(stage.Guest));
        stage.Fakes.Tv.Switches.Down = true;

        var fault = await FaultOf(stage.Tv.CheckAccessAsync(token, stage.Pms.MachineIdentifier, Ct));

        Assert.True(fault.IsAway);
    }

    [Fact]
    public async Task Who_was_known_before_an_outage_is_still_known_in_it()
    {
        var clock = new TestClock();
        await using var stage = await SetAsync(clock: clock);
        var token = new PlexToken(stage.Fakes.Tv.IssueToken(stage.Guest));
        _ = await stage.Tv.UserAsync(token, Ct);
        stage.Fakes.Tv.Faults.Always(new Fault(FaultKind.TooMany, Delay: TimeSpan.FromHours(1)));
        clock.Advance(TimeSpan.FromHours(1));

        var asking = stage.Tv.UserAsync(token, Ct);
        await MoveUntilAsync(clock, asking);
        var answer = await asking;

        Assert.True(answer.IsDegraded);
        Assert.Equal(stage.Guest.Id, answer.Value.Id);
    }

    [Fact]
    public async Task Resources_survive_drift_rows_that_cannot_be_read_and_players()
    {
        await using var stage = await SetAsync();
        stage.Fakes.Tv.Switches.MalformedResource = true;
        var token = new PlexToken(stage.Fakes.Tv.IssueToken(stage.Owner));
        for (var seed = 0; seed < 40; seed++)
        {
            stage.Fakes.Tv.Switches.DriftSeed = seed;
            stage.Tv.Forget(token);
            var resource = Assert.Single((await stage.Tv.ResourcesAsync(token, Ct)).Value);

            Assert.Equal(stage.Pms.MachineIdentifier, resource.MachineIdentifier);
            Assert.True(resource.IsOwned);
            Assert.Single(resource.Connections);
            Assert.Equal(stage.Owner.Id, (await stage.Tv.UserAsync(token, Ct)).Value.Id);
        }
    }

    [Fact]
    public async Task A_managed_profile_without_names_is_shown_by_its_title()
    {
        await using var stage = await SetAsync();
        var child = stage.Fakes.Tv.AddUser("Kid", restricted: true);

        var user = (await stage.Tv.UserAsync(new PlexToken(stage.Fakes.Tv.IssueToken(child)), Ct)).Value;

        Assert.Equal(("Kid", null, true), (user.Name, user.Email, user.IsRestricted));
    }

    [Fact]
    public async Task Signing_out_ends_the_token_and_does_no_harm_twice()
    {
        await using var stage = await SetAsync();
        var token = new PlexToken(stage.Fakes.Tv.IssueToken(stage.Guest));
        await stage.Tv.PingAsync(token, Ct);
        await stage.Tv.SignOutAsync(token, Ct);
        await stage.Tv.SignOutAsync(token, Ct);

        Assert.Equal(PlexFaultKind.Unauthorized, (await FaultOf(stage.Tv.PingAsync(token, Ct))).Kind);
    }

    [Fact]
    public async Task Questions_about_a_person_are_asked_once_in_five_minutes()
    {
        await using var stage = await SetAsync();
        var token = new PlexToken(stage.Fakes.Tv.IssueToken(stage.Guest));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => stage.Tv.UserAsync(token, Ct)));
        _ = await stage.Tv.UserAsync(token, Ct);

        Assert.Equal(1, stage.Fakes.Tv.Calls.Count("/api/v2/user"));
    }

    private static Task<PlexAccess> CheckAsync(PlexStage stage, FakeUser user) =>
        stage.Tv.CheckAccessAsync(new PlexToken(stage.Fakes.Tv.IssueToken(user)), stage.Pms.MachineIdentifier, Ct);

    /// <summary>Moves the clock until the call ends: its pauses pass without anyone's waiting.</summary>
    internal static async Task MoveUntilAsync(TestClock clock, Task call)
    {
        var given = TimeProvider.System.GetTimestamp();
        while (!call.IsCompleted && TimeProvider.System.GetElapsedTime(given) < TimeSpan.FromSeconds(30))
        {
            clock.Advance(TimeSpan.FromMilliseconds(20));
            await Task.WhenAny(call, Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Ct));
        }
    }
}
