using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Features.Watching.Served;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClipshareBox.Tests.Features.Watching;

/// <summary>Conversions at servers: kept while somebody reads, ended when nobody does.</summary>
public sealed class ServedSessionsTests : IAsyncDisposable
{
    private readonly TestClock _clock = new();
    private readonly ServedSessions _sessions;
    private int _pings;

    public ServedSessionsTests() => _sessions = new ServedSessions(_clock, NullLogger<ServedSessions>.Instance);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_is_read_is_kept_alive_and_one_that_nobody_reads_is_stopped()
    {
        var stopped = new TaskCompletionSource();
        var session = _sessions.Add("film", Remote(stopped), 0);
        for (var i = 1; i <= 10; i++)
        {
            _clock.Advance(ServedSessions.Ping);
            _sessions.Note(session, i);
        }
        Assert.Equal(10, _pings);
        Assert.NotNull(_sessions.Find("film", 12));
        Assert.Null(_sessions.Find("film", 200));
        Assert.False(stopped.Task.IsCompleted);

        _clock.Advance(ServedSessions.Idle);
        _clock.Advance(ServedSessions.Ping);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10), Ct);
        Assert.Null(_sessions.Find("film", 12));
    }

    [Fact]
    public async Task One_too_many_ends_the_one_that_nobody_read_longest()
    {
        var stopped = new TaskCompletionSource();
        _sessions.Add("first", Remote(stopped), 0);
        for (var i = 0; i < ServedSessions.Most; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(3));
            _sessions.Add($"other {i}", Remote(new TaskCompletionSource()), 0);
        }
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10), Ct);
        Assert.NotNull(_sessions.Find("other 0", 0));
    }

    [Fact]
    public async Task One_that_its_server_has_ended_is_found_no_more()
    {
        _sessions.Add("film", Remote(new TaskCompletionSource()) with { KeepAsync = _ => Task.FromResult(false) }, 0);
        _clock.Advance(ServedSessions.Ping);
        Assert.Null(_sessions.Find("film", 0));
        await _sessions.DisposeAsync();
    }

    [Fact]
    public async Task One_that_was_given_up_just_before_the_box_stops_is_waited_for_but_not_for_ever()
    {
        var (asked, answers) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = _sessions.Add("slow", Remote(new TaskCompletionSource()) with { StopAsync = stop => Ask(stop, answers.Task) }, 0);
        _sessions.Add("mute", Remote(new TaskCompletionSource()) with { StopAsync = stop => Task.Delay(Timeout.InfiniteTimeSpan, _clock, stop) }, 0);
        _sessions.Drop(slow);

        var stopping = _sessions.StopAsync(Ct);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), Ct);
        Assert.False(stopping.IsCompleted);
        answers.SetResult();
        Assert.False(stopping.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(6));
        await stopping.WaitAsync(TimeSpan.FromSeconds(10), Ct);

        Task Ask(CancellationToken stop, Task answer)
        {
            asked.SetResult();
            return answer.WaitAsync(stop);
        }
    }

    public ValueTask DisposeAsync() => _sessions.DisposeAsync();

    private RemoteStream Remote(TaskCompletionSource stopped) => new([0, 3_000_000], 0)
    {
        ReadAsync = (_, _) => Task.FromResult<byte[]?>([]),
        KeepAsync = _ =>
        {
            _pings++;
            return Task.FromResult(true);
        },
        StopAsync = _ =>
        {
            stopped.TrySetResult();
            return Task.CompletedTask;
        },
    };
}
