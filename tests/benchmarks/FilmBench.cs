using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using TestMedia;
using static Benchmarks.Table;

namespace Benchmarks;

/// <summary>Cuts one film in every way, at the same places.</summary>
internal sealed class FilmBench : IAsyncDisposable
{
    private static readonly string[] VeryFast = ["-preset", "veryfast"];
    private readonly Film _film;
    private readonly BenchOptions _options;
    private readonly string _path;
    private readonly OpenSource _open;
    private readonly MediaInfo _info;
    private readonly Cutter _cutter;
    private readonly string _folder = Directory.CreateTempSubdirectory("bench-").FullName;

    private FilmBench(Film film, BenchOptions options, string path, OpenSource open, MediaInfo info, Cutter cutter) =>
        (_film, _options, _path, _open, _info, _cutter) = (film, options, path, open, info, cutter);

    public static async Task<FilmBench> OpenAsync(Film film, BenchOptions options, CancellationToken ct)
    {
        var path = await new Cabinet().PathOfAsync(film.Kind, ct);
        var tools = new MediaTools();
        var open = await OpenSource.OpenAsync(new MediaSource(path), null, TimeProvider.System, ct);
        var info = await new Prober(tools, TimeProvider.System).ProbeAsync(open.FfmpegInput, film.Name, ct);
        var encoders = new ProvenEncoders(tools, null, TimeProvider.System);
        await encoders.GetAsync(ct); // no part of any cut
        return new FilmBench(film, options, path, open, info, new Cutter(tools, encoders, TimeProvider.System));
    }

    public async Task CompareAsync(int seconds, CancellationToken ct)
    {
        Console.WriteLine($"## {_film.Name}, clip of {seconds} s");
        Console.WriteLine();
        var output = Path.Combine(_folder, "clip.mp4");
        long length = seconds * 1000;
        var encoder = _film.Encoder;
        var fast = encoder == "libx265" ? ["-preset", "superfast", "-x265-params", "log-level=error"] : VeryFast;
        string fastName = encoder == "libx265" ? "superfast" : "veryfast";
        var ways = new List<(string Name, Func<long, Task<Usage>> Run)>
        {
            ("(a) ffmpeg -c copy, not exact", at => FfmpegRun.OfAsync("ffmpeg", FfmpegRun.Copy(_path, at, length, output))),
            ("edit-list, in process", at => OursAsync(at, length, CutMode.EditList, output, ct)),
            ("smart, in process", at => OursAsync(at, length, CutMode.Smart, output, ct)),
            ("smart, clipcut started and probing", at => FfmpegRun.OfAsync(_options.Clipcut, ClipcutArguments(at, length, output))),
            ($"(c) seek and encode, {fastName}", at => FfmpegRun.OfAsync(
                "ffmpeg", FfmpegRun.InputSeek(_path, at, length, output, ["-c:v", encoder, .. fast]))),
        };
        if (seconds == 10 && encoder == "libx264" && _info.DurationMs < 900_000)
            ways.Add(("(c) seek and encode, defaults", at => FfmpegRun.OfAsync("ffmpeg", FfmpegRun.InputSeek(_path, at, length, output, "-c:v", encoder))));
        var rows = new List<(string Name, Usage Usage)>();
        foreach (var (name, run) in ways)
            rows.Add((name, await MedianAsync(run, length)));
        if (seconds == 10 && _info.DurationMs < 900_000 && encoder == "libx264")
            rows.Add(("(b) decode from the start, encode; a third into the film, once", await FfmpegRun.OfAsync(
                "ffmpeg", FfmpegRun.OutputSeek(_path, _info.DurationMs / 3, length, output))));
        Print(rows);
        await PrintTimelineAsync(length, output, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _open.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Usage> MedianAsync(Func<long, Task<Usage>> run, long length)
    {
        var usages = new List<Usage>();
        await run(_info.DurationMs / 2); // warm: page cache, just-in-time compiler
        for (var place = 0; place < _options.Places; place++)
            usages.Add(await run((_info.DurationMs - length) * (2 * place + 1) / (2 * _options.Places) + 137 * place));
        return Usage.Median(usages);
    }

    private Task<Usage> OursAsync(long at, long length, CutMode mode, string output, CancellationToken ct) =>
        Usage.OfAsync(async () =>
        {
            var report = await _cutter.CutAsync(_open, _info, at, at + length, output, new CutOptions { Mode = mode }, null, ct);
            return report.Mode == mode
                ? (report.SourceBytesRead, report.EncodedFrames)
                : throw new InvalidOperationException($"made by {report.Mode}: {report.FallbackReason}");
        });

    private string[] ClipcutArguments(long at, long length, string output) =>
        ["cut", _path, $"{at}", $"{at + length}", output, "--mode", "smart", "--json"];

    private static void Print(List<(string Name, Usage Usage)> rows)
    {
        var floor = rows[0].Usage.WallSeconds;
        var smart = rows[2].Usage.WallSeconds;
        var table = new Table("way", "wall s", "CPU s", "peak MB", "read MB", "encoded", "over (a) s", "smart is faster by");
        foreach (var (name, usage) in rows)
        {
            table.Add(
                name, Number(usage.WallSeconds), Number(usage.CpuSeconds), usage.PeakMegabytes > 0 ? Number(usage.PeakMegabytes, "0") : "",
                usage.BytesRead >= 0 ? Number(usage.BytesRead / 1e6, "0.0") : "", usage.FramesEncoded >= 0 ? $"{usage.FramesEncoded}" : "",
                Number(usage.WallSeconds - floor), Number(usage.WallSeconds / smart, "0.0"));
        }
        table.Print();
    }

    private async Task PrintTimelineAsync(long length, string output, CancellationToken ct)
    {
        var at = _info.DurationMs / 2 + 700;
        var report = await _cutter.CutAsync(_open, _info, at, at + length, output, new CutOptions(), null, ct);
        Console.WriteLine("Time line of one smart cut, ms: "
            + string.Join(", ", report.Timeline.Select(s => $"{s.Step} {Number(s.FromMs, "0")}–{Number(s.ToMs, "0")}")));
        Console.WriteLine();
    }
}
