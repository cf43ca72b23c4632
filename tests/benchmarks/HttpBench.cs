using System.Globalization;
using System.Text.RegularExpressions;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using TestMedia;
using static Benchmarks.Table;

namespace Benchmarks;

/// <summary>Bytes read from a film behind a local HTTP server.</summary>
internal static partial class HttpBench
{
    private const int ClipMs = 10_000;

    public static async Task RunAsync(SourceKind kind, CancellationToken ct)
    {
        Console.WriteLine("## Over HTTP: 2 h MP4, clips of 10 s, bytes read from the server");
        Console.WriteLine();
        await using var server = await RangeServer.StartAsync(await new Cabinet().PathOfAsync(kind, ct));
        var output = Path.Combine(Path.GetTempPath(), $"bench-http-{Environment.ProcessId}.mp4");
        var table = new Table("way", "wall s", "read MB", "clip MB");
        var tools = new MediaTools();
        await using var open = await OpenSource.OpenAsync(new MediaSource(server.Address), null, TimeProvider.System, ct);
        var info = await new Prober(tools, TimeProvider.System).ProbeAsync(open.FfmpegInput, kind.Name, ct);
        var at = info.DurationMs / 2 + 700;

        Add(table, "ffmpeg -c copy", await CopyAsync(server.Address, at, output, ct), output);
        var encoders = new ProvenEncoders(tools, null, TimeProvider.System);
        await encoders.GetAsync(ct); // no part of any cut
        var cutter = new Cutter(tools, encoders, TimeProvider.System);
        // The first cut of a source that was probed, by an opening of its own: nothing is in its cache.
        await using var fresh = await OpenSource.OpenAsync(new MediaSource(server.Address), null, TimeProvider.System, ct);
        foreach (var (name, place) in new (string, long)[] { ("smart, first cut", at), ("smart, second cut", at - 1_800_000) })
            Add(table, name, await CutAsync(cutter, fresh, info, place, output, server, ct), output);
        table.Print();
        File.Delete(output);
    }

    // ffmpeg's own count: a server also counts what it wrote into connections that ffmpeg had left.
    private static async Task<Usage> CopyAsync(string address, long at, string output, CancellationToken ct)
    {
        string[] arguments = ["-v", "verbose", .. FfmpegRun.Copy(address, at, ClipMs, output).Where(a => a is not "-v" and not "error")];
        return await Usage.OfAsync(async () =>
        {
            var run = await Tool.RunAsync("ffmpeg", arguments, TimeSpan.FromMinutes(2), TimeProvider.System, ct);
            var bytes = StatisticsPattern().Matches(run.ErrorText).Sum(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
            return (bytes, -1);
        });
    }

    [GeneratedRegex(@"Statistics: (\d+) bytes read")]
    private static partial Regex StatisticsPattern();

    private static Task<Usage> CutAsync(
        Cutter cutter, OpenSource open, MediaInfo info, long at, string output, RangeServer server, CancellationToken ct) =>
        Usage.OfAsync(async () =>
        {
            var before = server.Bytes;
            var report = await cutter.CutAsync(open, info, at, at + ClipMs, output, new CutOptions(), null, ct);
            return (server.Bytes - before, report.EncodedFrames);
        });

    private static void Add(Table table, string name, Usage usage, string output) => table.Add(
        name, Number(usage.WallSeconds), Number(usage.BytesRead / 1e6, "0.0"), Number(new FileInfo(output).Length / 1e6, "0.0"));
}
