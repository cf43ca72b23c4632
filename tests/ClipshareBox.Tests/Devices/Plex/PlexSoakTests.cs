using System.Collections.Concurrent;
using ClipshareBox.Devices.Plex;
using FakePlex;
using static ClipshareBox.Tests.Devices.Plex.PlexStage;

namespace ClipshareBox.Tests.Devices.Plex;

/// <summary>Tests that look at the whole process's memory run when no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Ten thousand mixed calls while everything goes wrong now and then.</summary>
[Collection(nameof(Alone))]
public sealed class PlexSoakTests(ITestOutputHelper output)
{
    private const int Calls = 10_000;
    private const int Workers = 8;
    private const long MostGrowth = 8 * 1024 * 1024;

    [Fact]
    public async Task Ten_thousand_calls_with_faults_end_in_answers_and_named_faults_and_the_breaker_opens_and_closes()
    {
        await using var stage = await SetAsync(new PlexLimits
        {
            Call = TimeSpan.FromMilliseconds(400),
            List = TimeSpan.FromMilliseconds(400),
            RetryPause = TimeSpan.FromMilliseconds(1),
            Rest = TimeSpan.FromMilliseconds(500),
        });
        stage.Pms.Library.AddMany(stage.Pms.Library.AddSection("movie", "Films"), 300, await FilmAsync());
        var storm = new Storm();
        stage.Pms.Faults.Chooser = storm.Choose;
        var soak = new Soak(stage, storm);
        await soak.RunAsync(Calls / 2);
        var before = Heap(stage);
        await soak.RunAsync(Calls);
        var after = Heap(stage);
        stage.Pms.Faults.Clear();
        await Task.Delay(TimeSpan.FromMilliseconds(600), TimeProvider.System, Ct);
        _ = await stage.Visit.CheckAsync(Ct);

        output.WriteLine(string.Join(", ", soak.Ends.OrderByDescending(e => e.Value).Select(e => $"{e.Key} {e.Value}")) + $"; heap {before / 1024} kB, then {after / 1024} kB");
        Assert.Equal(Calls, soak.Ends.Values.Sum());
        Assert.True(soak.Ends["answered"] > Calls / 10, "Too few answers for a soak.");
        Assert.True(soak.States.ContainsKey("open") && soak.States.ContainsKey("closed"), string.Join(' ', soak.States.Keys));
        Assert.Equal("closed", stage.Server.Line.State.State);
        Assert.Equal(0, stage.Pms.Calls.UnpagedHuge);
        Assert.True(after - before < MostGrowth, $"The heap grew by {(after - before) / 1024} kB in {Calls / 2} calls.");
    }

    // What is left when nothing is kept on purpose.
    private static long Heap(PlexStage stage)
    {
        stage.Gear.Cache.Forget("");
        stage.Pms.Calls.Clear();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task<string> CallAsync(PlexStage stage, Random dice)
    {
        var visit = dice.Next(2) == 0 ? stage.Visit : stage.Server.For(stage.GuestAtServer);
        if (dice.Next(20) == 0)
            stage.Gear.Cache.Forget(stage.Server.CachePrefix);
        var key = stage.Pms.Library.Items[dice.Next(300)].RatingKey;
        try
        {
            Task call = dice.Next(8) switch
            {
                0 => visit.Library.SectionsAsync(Ct),
                1 or 2 => visit.Library.PageAsync("1", new PlexRange(dice.Next(300), 50), ct: Ct),
                3 => visit.Library.FreshItemAsync(key, Ct),
                4 => visit.Library.SearchAsync("river", 20, Ct),
                5 => visit.NowPlaying.SessionsAsync(Ct),
                6 => stage.Server.IdentifyAsync(Ct),
                _ => visit.CheckAsync(Ct),
            };
            await call;
            return "answered";
        }
        catch (PlexFault fault)
        {
            // Anything but a named fault fails the test.
            return fault.Kind.ToString();
        }
    }

    /// <summary>Workers that call until so many calls were made.</summary>
    private sealed class Soak(PlexStage stage, Storm storm)
    {
        private int _made;

        public ConcurrentDictionary<string, int> States { get; } = new();

        public ConcurrentDictionary<string, int> Ends { get; } = new();

        public Task RunAsync(int until) => Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => WorkAsync(worker, until)));

        private async Task WorkAsync(int worker, int until)
        {
            var dice = new Random(worker + until);
            int number;
            while ((number = Interlocked.Increment(ref _made)) <= until)
            {
                storm.Step(number);
                var end = await CallAsync(stage, dice);
                Ends.AddOrUpdate(end, 1, (_, n) => n + 1);
                States.AddOrUpdate(stage.Server.Line.State.State, 1, (_, n) => n + 1);
                if (end == nameof(PlexFaultKind.Resting))
                    await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct);
            }
            Interlocked.Decrement(ref _made);
        }
    }

    /// <summary>Fair weather with gusts, and a gale in the middle.</summary>
    private sealed class Storm
    {
        private readonly ConcurrentQueue<int> _dice = new(Throws());
        private volatile int _done;

        private static IEnumerable<int> Throws()
        {
            var dice = new Random(7);
            return Enumerable.Range(0, 100_000).Select(_ => dice.Next());
        }

        public void Step(int done) => _done = done;

        public Fault? Choose(SeenCall call)
        {
            _ = _dice.TryDequeue(out var thrown);
            var gale = _done is > 4000 and < 4600;
            return (thrown % (gale ? 8 : 160)) switch
            {
                0 => new Fault(FaultKind.Drop),
                1 => new Fault(FaultKind.BrokenJson),
                2 => new Fault(FaultKind.Status, 500),
                3 => new Fault(FaultKind.Status, 503),
                4 => gale ? new Fault(FaultKind.Drop) : new Fault(FaultKind.HtmlPage),
                5 => gale ? new Fault(FaultKind.Status, 502) : new Fault(FaultKind.TooMany),
                6 when thrown % 1120 < 160 => new Fault(FaultKind.Hang),
                7 => new Fault(FaultKind.Slow, Delay: TimeSpan.FromMilliseconds(5)),
                _ => null,
            };
        }
    }
}
