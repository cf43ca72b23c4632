using System.Diagnostics;
using ClipshareBox.Media.Processes;
using TestMedia;

namespace Benchmarks.Load;

/// <summary>How soon a browser has something to play anywhere in a film of two hours.</summary>
internal sealed class StreamBench(RunningBox box)
{
    private const int Places = 20;
    private const int Seed = 7;

    /// <summary>The film as MP4 and as Matroska; each place is read for the first time.</summary>
    public async Task RunAsync(string library, CancellationToken ct)
    {
        Directory.CreateDirectory(library);
        foreach (var extension in new[] { ".mp4", ".mkv" })
        {
            // A second name for the same file: a source follows no link that leads out of it, and seven gigabytes are not copied for this.
            var film = await new Cabinet().PathOfAsync(LongFilm.RepeatedH264(120, 2, extension), ct);
            var linked = await Tool.RunAsync("ln", [film, Path.Combine(library, "Long" + extension)], TimeSpan.FromSeconds(10), TimeProvider.System, ct);
            if (linked.ExitCode != 0)
                throw new InvalidOperationException($"The film can't be linked into the library; both must lie on one disk: {linked.ErrorText}");
        }
        await box.Client.PostAsync("/api/sources", new { kind = "folder", name = "Long films", path = library }, ct);
        foreach (var key in await KeysAsync(ct))
            await PlacesAsync(key.Key, key.Name, ct);
    }

    private async Task PlacesAsync(string key, string name, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        var master = await box.Client.TextAsync($"/api/media/{key}/stream.m3u8", ct);
        var list = $"/api/media/{key}/{master.Split('\n').First(l => l.Length > 0 && l[0] != '#')}";
        var segments = (await box.Client.TextAsync(list, ct)).Split('\n').Where(l => l.EndsWith(".m4s", StringComparison.Ordinal)).ToList();
        await box.Client.BytesAsync(list.Replace("index.m3u8", "init.mp4", StringComparison.Ordinal), ct);
        var lists = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        var random = new Random(Seed);
        var waits = new List<double>();
        for (var i = 0; i < Places; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await box.Client.BytesAsync(list.Replace("index.m3u8", segments[random.Next(segments.Count)], StringComparison.Ordinal), ct);
            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        Console.WriteLine($"{name}: lists and header {lists:0} ms, then a segment at {Places} places: {new Percentiles(waits)}");
    }

    private async Task<IReadOnlyList<(string Key, string Name)>> KeysAsync(CancellationToken ct)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await again.WaitForNextTickAsync(ct))
        {
            var found = (await box.Client.GetAsync("/api/media/search?q=Long", ct)).EnumerateArray()
                .Where(m => m.GetProperty("durationMs").ValueKind == System.Text.Json.JsonValueKind.Number).ToList();
            if (found.Count == 2)
                return [.. found.Select((m, i) => (m.GetProperty("contentKey").GetString() ?? "", $"2 h film {i + 1} of 2"))];
        }
        throw new OperationCanceledException(ct);
    }
}
