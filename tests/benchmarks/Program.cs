using Benchmarks;
using Benchmarks.Load;
using TestMedia;

// Usage: benchmarks --clipcut PROGRAM [--places N] [--only TEXT]
//        benchmarks --box PROGRAM --films FOLDER
//        benchmarks --load PROGRAM [options]
// TEXT is a part of a film's name, or start, memory or http.
// Cuts beside plain ffmpeg in one run; quote ratios between rows, not seconds: machines differ and are never quite alone.
if (args is ["--box", var program, "--films", var filmFolder])
    return await BoxBench.RunAsync(program, filmFolder, CancellationToken.None);
if (args is ["--floor"])
    return await FloorServer.RunAsync(CancellationToken.None);
if (args is ["--load", .. var rest] && LoadOptions.Parse(rest) is { } load)
    return await LoadBench.RunAsync(load, CancellationToken.None);
var options = BenchOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine("usage: benchmarks --clipcut PROGRAM [--places N (default 5)] [--only TEXT]\n       benchmarks --box PROGRAM --films FOLDER\n       " + LoadOptions.Usage);
    return 2;
}
var ct = CancellationToken.None;
Console.WriteLine($"{Environment.ProcessorCount} processors, medians of {options.Places} places, one cut at a time");
Console.WriteLine();

Film[] films =
[
    new("H.264 GOP 2 s, 10 min MP4", LongFilm.RepeatedH264(10, 2, ".mp4"), [2, 10, 60], "libx264"),
    new("H.264 GOP 10 s, 10 min MP4", LongFilm.RepeatedH264(10, 10, ".mp4"), [10, 60], "libx264"),
    new("H.264 GOP 2 s, 2 h MP4", LongFilm.RepeatedH264(120, 2, ".mp4"), [10], "libx264"),
    new("H.264 GOP 2 s, 10 min MKV", LongFilm.RepeatedH264(10, 2, ".mkv"), [10], "libx264"),
    new("H.264 GOP 2 s, 2 h MKV", LongFilm.RepeatedH264(120, 2, ".mkv"), [10], "libx264"),
    new("HEVC open GOP 4 s, 10 min MP4", LongFilm.RepeatedHevc(10, ".mp4"), [10, 60], "libx265"),
];
foreach (var film in films.Where(f => f.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)))
{
    await using var bench = await FilmBench.OpenAsync(film, options, ct);
    foreach (var seconds in film.ClipSeconds)
        await bench.CompareAsync(seconds, ct);
}
if (options.Only.Length == 0 || "start".Contains(options.Only, StringComparison.OrdinalIgnoreCase))
    await StartBench.RunAsync(options, ct);
if (options.Only.Length == 0 || "memory".Contains(options.Only, StringComparison.OrdinalIgnoreCase))
    await MemoryBench.RunAsync(ct);
if (options.Only.Length == 0 || "http".Contains(options.Only, StringComparison.OrdinalIgnoreCase))
    await HttpBench.RunAsync(LongFilm.RepeatedH264(120, 2, ".mp4"), ct);
return 0;
