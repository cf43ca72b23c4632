using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using TestMedia;
using static Benchmarks.Table;

namespace Benchmarks;

/// <summary>The managed heap while a clip of ten minutes in 4K is cut: what is copied must stream, not be held.</summary>
internal static class MemoryBench
{
    private const int FilmMinutes = 11;
    private const int InMs = 20_700;
    private const int ClipMs = 600_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    public static async Task RunAsync(CancellationToken ct)
    {
        Console.WriteLine("## Memory: clip of 10 min from a 4K film, peak of the managed heap with its garbage");
        Console.WriteLine();
        var table = new Table("source", "mode", "clip MB", "wall s", "heap MB");
        foreach (var extension in new[] { ".mp4", ".mkv" })
        {
            foreach (var mode in new[] { CutMode.Smart, CutMode.EditList })
                await AddAsync(table, LongFilm.Repeated4K(FilmMinutes, extension), mode, ct);
        }
        table.Print();
    }

    private static async Task AddAsync(Table table, SourceKind kind, CutMode mode, CancellationToken ct)
    {
        var tools = new MediaTools();
        var path = await new Cabinet().PathOfAsync(kind, ct);
        await using var open = await OpenSource.OpenAsync(new MediaSource(path), null, TimeProvider.System, ct);
        var info = await new Prober(tools, TimeProvider.System).ProbeAsync(open, ct);
        var encoders = new ProvenEncoders(tools, null, TimeProvider.System);
        await encoders.GetAsync(ct); // no part of the cut
        var output = Path.Combine(Path.GetTempPath(), $"bench-memory-{Environment.ProcessId}.mp4");
        GC.Collect();
        var cutting = new Cutter(tools, encoders, TimeProvider.System).CutAsync(
            open, info, InMs, InMs + ClipMs, output, new CutOptions { Mode = mode }, null, ct);
        var peak = await PeakWhileAsync(cutting, ct);
        var report = await cutting;
        table.Add(
            kind.Name, $"{report.Mode}", Number(report.SizeBytes / 1e6, "0"), Number(report.WallMs / 1000.0), Number(peak / 1e6, "0.0"));
        File.Delete(output);
    }

    private static async Task<long> PeakWhileAsync(Task work, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        long peak = 0;
        while (!work.IsCompleted && await timer.WaitForNextTickAsync(ct))
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
        return peak;
    }
}
