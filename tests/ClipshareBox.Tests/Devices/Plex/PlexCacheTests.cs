using ClipshareBox.Devices.Plex;
using FakePlex;
using static ClipshareBox.Tests.Devices.Plex.PlexStage;

namespace ClipshareBox.Tests.Devices.Plex;

/// <summary>Freshness, one question for many askers, the last good answer, the cap.</summary>
public sealed class PlexCacheTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public async Task Equal_questions_at_once_reach_the_server_once()
    {
        await using var stage = await SetAsync();
        await stage.AddFilmAsync();
        stage.Pms.Faults.Next(new Fault(FaultKind.Slow, Delay: TimeSpan.FromMilliseconds(200), Where: "/library/sections"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => stage.Library.SectionsAsync(Ct)));

        Assert.Equal(1, stage.Pms.Calls.Count("/library/sections"));
        Assert.All(answers, a => Assert.Single(a.Value));
        Assert.Equal((1, 49), (stage.Gear.Cache.Figures.Misses, stage.Gear.Cache.Figures.Joined + stage.Gear.Cache.Figures.Hits));
    }

    [Fact]
    public async Task Sections_are_fresh_for_five_minutes_titles_for_two_the_server_for_ten()
    {
        await using var stage = await SetAsync(clock: _clock);
        var film = await stage.AddFilmAsync();
        foreach (var minutes in new[] { 0, 1.9, 0.2, 2.8, 0.2, 4.8, 0.2 })
        {
            _clock.Advance(TimeSpan.FromMinutes(minutes));
            _ = await stage.Library.SectionsAsync(Ct);
            _ = await stage.Library.ItemAsync(film.RatingKey, Ct);
            _ = await stage.Visit.InfoAsync(Ct);
        }
        // At 0, 1.9, 2.1, 4.9, 5.1, 9.9 and 10.1 minutes.
        Assert.Equal(3, stage.Pms.Calls.Count("/library/sections"));
        Assert.Equal(4, stage.Pms.Calls.Count($"/library/metadata/{film.RatingKey}"));
        Assert.Equal(2, stage.Pms.Calls.Count("/"));
    }

    [Fact]
    public async Task A_server_that_is_away_is_answered_for_by_its_last_good_answer_marked_so()
    {
        await using var stage = await SetAsync(clock: _clock);
        await stage.AddFilmAsync();
        _ = await stage.Library.SectionsAsync(Ct);
        stage.Pms.Switches.Booting = true;
        _clock.Advance(TimeSpan.FromMinutes(6));

        var call = stage.Library.SectionsAsync(Ct);
        await PlexSignInTests.MoveUntilAsync(_clock, call);

        Assert.True((await call).IsDegraded);
        Assert.Single((await call).Value);
        Assert.Equal(1, stage.Gear.Cache.Figures.Degraded);
    }

    [Fact]
    public async Task A_server_that_says_no_is_believed_and_what_it_said_before_forgotten()
    {
        await using var stage = await SetAsync(clock: _clock);
        await stage.AddFilmAsync();
        var guest = stage.Server.For(stage.GuestAtServer).Library;
        _ = await guest.SectionsAsync(Ct);
        stage.Fakes.Tv.Sharing.Unshare(stage.Pms, stage.Guest);
        _clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(PlexFaultKind.Unauthorized, (await FaultOf(guest.SectionsAsync(Ct))).Kind);
        stage.Pms.Switches.Booting = true;
        var call = guest.SectionsAsync(Ct);
        await PlexSignInTests.MoveUntilAsync(_clock, call);
        Assert.Equal(PlexFaultKind.Booting, (await FaultOf(call)).Kind);
    }

    [Fact]
    public async Task One_asker_who_leaves_takes_no_answer_from_the_others()
    {
        var cache = new PlexCache(_clock);
        var answer = new TaskCompletionSource<PlexRead<int>>();
        using var leave = new CancellationTokenSource();
        var first = cache.GetAsync("k", TimeSpan.FromMinutes(1), () => answer.Task, leave.Token);
        var second = cache.GetAsync<int>("k", TimeSpan.FromMinutes(1), () => throw new InvalidOperationException("asked twice"), Ct);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult(new PlexRead<int>(7, 10));

        Assert.Equal(7, (await second).Value);
    }

    [Fact]
    public async Task The_least_used_go_when_the_cap_is_reached()
    {
        var cache = new PlexCache(_clock, maxBytes: 100);
        async Task<int> Get(string key, int value, int bytes) =>
            (await cache.GetAsync(key, TimeSpan.FromMinutes(1), () => Task.FromResult(new PlexRead<int>(value, bytes)), Ct)).Value;
        await Get("a", 1, 40);
        await Get("b", 2, 40);
        await Get("a", 9, 40);
        await Get("c", 3, 40);
        await Get("huge", 4, 101);

        Assert.Equal((80L, 2), (cache.Figures.Bytes, cache.Figures.Entries));
        Assert.Equal(1, await Get("a", 5, 40));
        Assert.Equal(6, await Get("b", 6, 40));
    }

    [Fact]
    public async Task Forgetting_a_prefix_forgets_that_and_no_more()
    {
        var cache = new PlexCache(_clock);
        foreach (var key in new[] { "one|a", "one|b", "two|a" })
            _ = await cache.GetAsync(key, TimeSpan.FromMinutes(1), () => Task.FromResult(new PlexRead<string>(key, 1)), Ct);
        cache.Forget("one|");

        Assert.Equal(1, cache.Figures.Entries);
    }
}
