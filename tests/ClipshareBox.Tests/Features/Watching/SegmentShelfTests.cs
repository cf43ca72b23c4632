using ClipshareBox.Features.Watching;
using ClipshareBox.Platform.Caching;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Features.Watching;

/// <summary>What is made for players: once for all who ask, and no longer than somebody waits.</summary>
public sealed class SegmentShelfTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddLogging().AddSingleton(TimeProvider.System)
        .AddSingleton<BoxMeter>().AddSingleton<QuietMemory>().AddSingleton<SegmentShelf>().BuildServiceProvider();

    private SegmentShelf Shelf => _services.GetRequiredService<SegmentShelf>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_who_ask_for_one_segment_get_the_one_that_is_made_and_later_ones_the_kept_one()
    {
        var (made, go) = (0, new TaskCompletionSource());
        var asked = Enumerable.Range(0, 50).Select(_ => Shelf.GetAsync("film/1", SegmentWork.Encodes, MakeAsync, Ct)).ToList();
        go.SetResult();
        var all = await Task.WhenAll(asked);
        Assert.All(all, bytes => Assert.Same(all[0], bytes));
        Assert.Same(all[0], await Shelf.GetAsync("film/1", SegmentWork.Encodes, MakeAsync, Ct));
        Assert.Equal(1, made);

        async Task<byte[]> MakeAsync(CancellationToken ct)
        {
            Interlocked.Increment(ref made);
            await go.Task.WaitAsync(ct);
            return [1, 2, 3];
        }
    }

    [Fact]
    public async Task When_the_box_comes_to_rest_only_what_was_asked_for_last_is_kept()
    {
        var made = new List<string>();
        var memory = _services.GetRequiredService<QuietMemory>();
        foreach (var name in new[] { "a", "b", "c" })
            await GetAsync(name);
        memory.Look(100 << 20); // a busy time
        await GetAsync("b");
        Assert.Equal(["a", "b", "c"], made);

        memory.Look(101 << 20);
        foreach (var name in new[] { "b", "a", "c" })
            await GetAsync(name);
        Assert.Equal(["a", "b", "c", "a", "c"], made);

        Task<byte[]> GetAsync(string name) => Shelf.GetAsync(name, SegmentWork.Copies, _ =>
        {
            made.Add(name);
            return Task.FromResult(new byte[3 << 20]);
        }, Ct);
    }

    [Fact]
    public async Task It_is_made_on_while_one_still_waits_and_stopped_when_nobody_does()
    {
        var (begun, stopped) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var one = Shelf.GetAsync("film/2", SegmentWork.Copies, MakeAsync, first.Token);
        var two = Shelf.GetAsync("film/2", SegmentWork.Copies, MakeAsync, second.Token);
        await begun.Task.WaitAsync(Ct);

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.False(stopped.Task.IsCompleted);
        Assert.Equal(1, Shelf.Count);
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two);
        await stopped.Task.WaitAsync(Ct);
        Assert.Equal(0, Shelf.Count);

        async Task<byte[]> MakeAsync(CancellationToken ct)
        {
            begun.TrySetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
                return [];
            }
            finally
            {
                stopped.TrySetResult();
            }
        }
    }

    [Fact]
    public async Task A_failure_is_not_kept_and_too_many_at_once_are_refused()
    {
        await Assert.ThrowsAsync<IOException>(() => Shelf.GetAsync("film/3", SegmentWork.Copies, _ => throw new IOException("away"), Ct));
        Assert.Equal([7], await Shelf.GetAsync("film/3", SegmentWork.Copies, _ => Task.FromResult<byte[]>([7]), Ct));

        using var enough = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 64).Select(i => Shelf.GetAsync(
            $"film/many/{i}", SegmentWork.Encodes, ct => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct).ContinueWith(_ => Array.Empty<byte>(), ct), enough.Token)).ToList();
        var refusal = await Assert.ThrowsAsync<Refusal>(() => Shelf.GetAsync("film/one-more", SegmentWork.Encodes, _ => Task.FromResult<byte[]>([1]), Ct));
        Assert.Equal(ErrorCode.ServiceUnavailable, refusal.Code);
        await enough.CancelAsync();
        foreach (var one in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
    }

    public void Dispose() => _services.Dispose();
}
