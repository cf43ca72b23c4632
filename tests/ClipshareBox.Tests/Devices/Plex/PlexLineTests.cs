using ClipshareBox.Devices.Plex;
using static ClipshareBox.Tests.Devices.Plex.PlexStage;

namespace ClipshareBox.Tests.Devices.Plex;

/// <summary>Limits, repeats and the breaker, by a clock that the test moves.</summary>
public sealed class PlexLineTests
{
    private static readonly PlexAsk Ask = new("/x");
    private readonly TestClock _clock = new();
    private int _tries;

    [Fact]
    public async Task What_may_pass_is_tried_four_times_and_then_told()
    {
        var line = Line();

        var call = line.RunAsync<bool>(Ask, Fail(PlexFaultKind.ServerError), Ct);
        await PlexSignInTests.MoveUntilAsync(_clock, call);

        Assert.Equal(PlexFaultKind.ServerError, (await FaultOf(call)).Kind);
        Assert.Equal(4, _tries);
    }

    [Theory]
    [InlineData("Unauthorized")]
    [InlineData("Forbidden")]
    [InlineData("NotFound")]
    [InlineData("Refused")]
    [InlineData("WrongServer")]
    [InlineData("NotPlex")]
    public async Task A_no_is_not_asked_again(string kind)
    {
        var fault = await FaultOf(Line().RunAsync<bool>(Ask, Fail(Enum.Parse<PlexFaultKind>(kind)), Ct));

        Assert.Equal((kind, 1), (fault.Kind.ToString(), _tries));
    }

    [Fact]
    public async Task What_must_not_be_repeated_is_not()
    {
        _ = await FaultOf(Line().RunAsync<bool>(Ask with { MayRepeat = false }, Fail(PlexFaultKind.Unreachable), Ct));

        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task A_fault_that_passes_is_not_noticed()
    {
        var line = Line();
        var call = line.RunAsync(Ask, _ => ++_tries < 3 ? throw Fault(PlexFaultKind.TimedOut) : ValueTask.FromResult(7), Ct);
        await PlexSignInTests.MoveUntilAsync(_clock, call);

        Assert.Equal(7, await call);
        Assert.Null(line.State.LastFault);
        Assert.NotNull(line.State.LastOkAt);
    }

    [Fact]
    public async Task A_try_ends_after_three_seconds_or_its_own_limit()
    {
        var (usual, longer) = (Line(), Line());
        var first = usual.RunAsync<bool>(Ask with { MayRepeat = false }, Hang, Ct);
        var second = longer.RunAsync<bool>(Ask with { MayRepeat = false, Limit = TimeSpan.FromSeconds(10) }, Hang, Ct);

        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(first.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(PlexFaultKind.TimedOut, (await FaultOf(first)).Kind);
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Contains("10 s", (await FaultOf(second)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_the_tries_failing_opens_the_breaker_for_thirty_seconds()
    {
        var line = Line();
        for (var i = 0; i < 8; i++)
            await TellAsync(line, i % 2 == 1);
        Assert.Equal("open", line.State.State);

        var tries = _tries;
        var fault = await FaultOf(line.RunAsync<bool>(Ask, Fail(PlexFaultKind.ServerError), Ct));
        Assert.Equal((PlexFaultKind.Resting, tries), (fault.Kind, _tries));
        Assert.InRange(fault.RetryAfter!.Value.TotalSeconds, 29, 30);

        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.True(await line.RunAsync(Ask, _ => ValueTask.FromResult(true), Ct));
        Assert.Equal("closed", line.State.State);
    }

    [Fact]
    public async Task A_breaker_that_tries_a_sick_server_rests_again()
    {
        var line = Line();
        for (var i = 0; i < 8; i++)
            await TellAsync(line, fails: true);
        _clock.Advance(TimeSpan.FromSeconds(31));

        await TellAsync(line, fails: true);

        Assert.Equal("open", line.State.State);
    }

    [Fact]
    public async Task Noes_of_a_healthy_server_open_nothing()
    {
        var line = Line();
        for (var i = 0; i < 50; i++)
            _ = await FaultOf(line.RunAsync<bool>(Ask, Fail(PlexFaultKind.NotFound), Ct));

        Assert.Equal("closed", line.State.State);
    }

    [Fact]
    public async Task An_asker_who_leaves_is_let_go()
    {
        using var leave = new CancellationTokenSource();
        var call = Line().RunAsync<bool>(Ask, Hang, leave.Token);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private PlexLine Line() => new("Studio", new PlexLimits(), _clock);

    private async Task TellAsync(PlexLine line, bool fails)
    {
        var call = line.RunAsync(Ask with { MayRepeat = false }, _ => fails ? throw Fault(PlexFaultKind.Unreachable) : ValueTask.FromResult(true), Ct);
        if (fails)
            _ = await FaultOf(call);
        else
            _ = await call;
    }

    private Func<CancellationToken, ValueTask<bool>> Fail(PlexFaultKind kind) => _ =>
    {
        _tries++;
        throw Fault(kind);
    };

    private static async ValueTask<bool> Hang(CancellationToken ct)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        return true;
    }

    private static PlexFault Fault(PlexFaultKind kind) => new(kind, "A fault of the test.");
}
