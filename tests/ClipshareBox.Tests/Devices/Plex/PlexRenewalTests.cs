using ClipshareBox.Devices.Plex;
using static ClipshareBox.Tests.Devices.Plex.PlexStage;

namespace ClipshareBox.Tests.Devices.Plex;

/// <summary>Short-lived tokens and the key that renews them.</summary>
public sealed class PlexRenewalTests
{
    [Fact]
    public async Task A_token_that_is_over_is_renewed_by_the_boxs_key_and_the_first_one_ends()
    {
        await using var stage = await SetAsync();
        var (renewal, key) = (Renewal(stage), PlexKey.New());
        var first = new PlexToken(stage.Fakes.Tv.IssueToken(stage.Guest));
        await renewal.RegisterAsync(first, key, Ct);

        var second = await renewal.RenewAsync(key, Ct);
        stage.Fakes.Tv.Expire(second.Reveal());
        Assert.Equal(PlexFaultKind.TokenExpired, (await FaultOf(stage.Tv.UserAsync(second, Ct))).Kind);
        var third = await renewal.RenewAsync(new PlexKey(key.Reveal()), Ct);

        Assert.True(second.IsShortLived && third.IsShortLived);
        Assert.Equal(stage.Guest.Id, (await stage.Tv.UserAsync(third, Ct)).Value.Id);
        Assert.Equal(PlexFaultKind.Unauthorized, (await FaultOf(stage.Tv.UserAsync(first, Ct))).Kind);
    }

    [Fact]
    public async Task A_key_that_nobody_registered_renews_nothing_and_one_that_is_taken_is_refused()
    {
        await using var stage = await SetAsync();
        var (renewal, key) = (Renewal(stage), PlexKey.New());
        await renewal.RegisterAsync(new PlexToken(stage.Fakes.Tv.IssueToken(stage.Guest)), key, Ct);

        Assert.Equal(PlexFaultKind.Unauthorized, (await FaultOf(renewal.RenewAsync(PlexKey.New(), Ct))).Kind);
        var other = new PlexToken(stage.Fakes.Tv.IssueToken(stage.Owner));
        Assert.Equal(PlexFaultKind.Unauthorized, (await FaultOf(renewal.RegisterAsync(other, key, Ct))).Kind);
    }

    [Fact]
    public async Task A_plex_that_is_down_renews_nothing_and_signs_nobody_out()
    {
        await using var stage = await SetAsync();
        stage.Fakes.Tv.Switches.Down = true;

        Assert.True((await FaultOf(Renewal(stage).RenewAsync(PlexKey.New(), Ct))).IsAway);
    }

    [Fact]
    public void The_key_of_rfc_8037_has_the_name_that_the_rfc_computes()
    {
        var key = new PlexKey(Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

        Assert.Equal("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", key.Jwk.X);
        Assert.Equal("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", key.Jwk.Kid);
    }

    private static PlexRenewal Renewal(PlexStage stage) => new(stage.Tv, Me, TimeProvider.System);
}
