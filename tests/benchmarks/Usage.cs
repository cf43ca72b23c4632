using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Benchmarks;

/// <summary>What one run took.</summary>
/// <param name="WallSeconds">Wall time.</param>
/// <param name="CpuSeconds">CPU time of this process and of the children it waited for.</param>
/// <param name="PeakMegabytes">Largest resident set of any process of the run, in MB; 0 when the run was in this process.</param>
/// <param name="BytesRead">Bytes read from the source; -1 when not known.</param>
/// <param name="FramesEncoded">Frames encoded; -1 when not known.</param>
internal sealed record Usage(double WallSeconds, double CpuSeconds, double PeakMegabytes, long BytesRead, int FramesEncoded)
{
    /// <summary>Runs something and takes its wall and CPU time.</summary>
    public static async Task<Usage> OfAsync(Func<Task<(long BytesRead, int FramesEncoded)>> run)
    {
        var cpu = CpuSecondsNow();
        var watch = Stopwatch.StartNew();
        var (bytes, frames) = await run();
        var wall = watch.Elapsed.TotalSeconds;
        return new Usage(wall, CpuSecondsNow() - cpu, 0, bytes, frames);
    }

    /// <summary>The median of each figure.</summary>
    public static Usage Median(IReadOnlyList<Usage> runs) => new(
        Middle(runs.Select(r => r.WallSeconds)),
        Middle(runs.Select(r => r.CpuSeconds)),
        runs.Max(r => r.PeakMegabytes),
        (long)Middle(runs.Select(r => (double)r.BytesRead)),
        (int)Middle(runs.Select(r => (double)r.FramesEncoded)));

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }

    private static double CpuSecondsNow()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds + ResourceUsage.ChildrenCpuSeconds();
    }
}

/// <summary>CPU time of finished children.</summary>
internal static partial class ResourceUsage
{
    private const int Children = -1; // RUSAGE_CHILDREN, <sys/resource.h>

    public static double ChildrenCpuSeconds()
    {
        // struct rusage begins with ru_utime and ru_stime, each a struct timeval of two longs; 144 bytes in all on 64-bit Linux.
        Span<long> usage = stackalloc long[18];
        return GetUsage(Children, usage) == 0 ? usage[0] + usage[1] / 1e6 + usage[2] + usage[3] / 1e6 : 0;
    }

    // getrusage(2), <sys/resource.h>
    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, Span<long> usage);
}
