using System.Diagnostics;
using ClipshareBox.Media.Processes;
using TestMedia;
using static Benchmarks.Table;

namespace Benchmarks;

/// <summary>How long clipcut takes from its start to the first byte it reads of a source.</summary>
internal static class StartBench
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(BenchOptions options, CancellationToken ct)
    {
        Console.WriteLine("## clipcut: from its start to the first byte read of the source");
        Console.WriteLine();
        var film = await new Cabinet().PathOfAsync(H264Kinds.Plain, ct);
        var clip = Path.Combine(Path.GetTempPath(), $"bench-start-{Environment.ProcessId}.mp4");
        var times = new List<double>();
        for (var run = 0; run <= options.Places; run++)
            times.Add(await OnceAsync(options.Clipcut, ["cut", film, "5000", "6000", clip, "--mode", "edit-list"], film, ct));
        var warm = times.Skip(1).Order().ToList(); // the first one fills the page cache
        var table = new Table("", "median ms", "worst ms");
        table.Add("clipcut cut", Number(warm[warm.Count / 2], "0"), Number(warm[^1], "0"));
        table.Print();
        File.Delete(clip);
    }

    private static async Task<double> OnceAsync(string program, string[] arguments, string film, CancellationToken ct)
    {
        using var watch = new FirstRead(film);
        var reading = Task.Factory.StartNew(watch.WaitForTimestamp, ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var start = Stopwatch.GetTimestamp();
        var run = await Tool.RunAsync(program, arguments, Limit, TimeProvider.System, ct);
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"clipcut failed: {run.ErrorText}");
        return Stopwatch.GetElapsedTime(start, await reading.WaitAsync(ct)).TotalMilliseconds;
    }
}
