using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Benchmarks;

/// <summary>The box's own figures: from a press to the clip, to the picture's frame on the hub, and how it starts.</summary>
internal sealed class BoxBench(RunningBox box, string film, CancellationToken ct)
{
    private const int Clips = 9;
    private const int Presses = 500;
    private const int Bookmarks = 10_000;
    private const long LengthMs = 10_000;

    public static async Task<int> RunAsync(string program, string films, CancellationToken ct)
    {
        var data = Directory.CreateTempSubdirectory("box-bench-").FullName;
        var film = Directory.GetFiles(films, "*.mp4").First();
        try
        {
            await using (var box = await RunningBox.StartAsync(program, data, films, ct))
                await new BoxBench(box, film, ct).MeasureAsync();
            await StartsAsync(program, data, films, ct);
            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task StartsAsync(string program, string data, string films, CancellationToken ct)
    {
        var (starts, memory) = (new List<double>(), new List<double>());
        for (var i = 0; i < 5; i++)
        {
            await using var box = await RunningBox.StartAsync(program, data, films, ct);
            starts.Add(box.ReadyAfter.TotalMilliseconds);
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, ct);
            memory.Add(box.ResidentMb);
        }
        Console.WriteLine($"start to /health/ready, {Bookmarks} bookmarks: {Text(starts)} ms; resident after 5 s idle: {Text(memory)} MB");
    }

    private async Task MeasureAsync()
    {
        var contentKey = await ContentAsync();
        var (whole, fireable, copy) = (new List<double>(), new List<double>(), new List<double>());
        var workspaceId = await WorkspaceAsync(contentKey, autoCut: true);
        for (var i = 0; i <= Clips; i++)
        {
            var at = 60_000 + (31_337L * i);
            copy.Add((await FfmpegRun.OfAsync("ffmpeg", FfmpegRun.Copy(film, at, LengthMs, Path.Combine(Path.GetTempPath(), "box-bench-copy.mp4")))).WallSeconds * 1000);
            await CutAsync(workspaceId, at, whole, fire: false);
            fireable.Add(await CutAsync(workspaceId, at + 15_000, [], fire: true));
        }
        // The first of each warms up.
        Report("ffmpeg -c copy of 10 s", copy.Skip(1), copy);
        Report("mark-out accepted to the clip whole on the share", whole.Skip(1), copy);
        Report("mark-out accepted to the edit-list clip fired", fireable.Skip(1), copy);
        await PressesAsync(workspaceId);
        await FillAsync(contentKey);
    }

    private static void Report(string what, IEnumerable<double> ms, List<double> copy)
    {
        var sorted = ms.Order().ToList();
        var floor = copy.Skip(1).Order().ElementAt((copy.Count - 1) / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {Text(sorted)} ms, {sorted[sorted.Count / 2] / floor:0.0} times -c copy"));
    }

    private async Task<double> CutAsync(string workspaceId, long at, List<double> whole, bool fire)
    {
        await DeckAsync(workspaceId, new { command = "seek", ms = at });
        await DeckAsync(workspaceId, new { command = "mark-in" });
        await DeckAsync(workspaceId, new { command = "seek", ms = at + LengthMs });
        await DeckAsync(workspaceId, new { command = "mark-out" });
        var watch = Stopwatch.StartNew();
        var fired = 0.0;
        if (fire)
        {
            var bookmark = (await box.Client.GetAsync($"/api/bookmarks?workspaceId={workspaceId}&limit=500", ct)).EnumerateArray().MaxBy(b => b.GetProperty("number").GetInt32());
            await box.Client.PostAsync("/api/vtr/fire", new { bookmarkId = bookmark.GetProperty("id").GetString() }, ct);
            fired = watch.Elapsed.TotalMilliseconds;
        }
        await box.Client.NextAsync(f => f.GetProperty("type").GetString() == "clip_ready", ct);
        whole.Add(watch.Elapsed.TotalMilliseconds);
        if (fire)
            await box.Client.PostAsync("/api/vtr/stop", new { }, ct);
        return fired;
    }

    private async Task PressesAsync(string workspaceId)
    {
        var waits = new List<double>();
        for (var i = 0; i < Presses; i++)
        {
            var watch = Stopwatch.StartNew();
            var pressing = box.Client.PostAsync("/api/panels/virtual/jog", new { @event = "turn", steps = i % 2 == 0 ? 1 : -1, workspaceId }, ct);
            await box.Client.NextAsync(f => f.GetProperty("type").GetString() == "deck_state", ct);
            waits.Add(watch.Elapsed.TotalMilliseconds);
            await pressing;
        }
        waits.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"press (POST to a virtual control) to the hub's frame at a client: median {waits[Presses / 2]:0.0}, p99 {waits[Presses * 99 / 100]:0.0} ms"));
    }

    private async Task FillAsync(string contentKey)
    {
        var workspaceId = await WorkspaceAsync(contentKey, autoCut: false);
        for (var i = 0; i < Bookmarks; i++)
            await box.Client.PostAsync("/api/bookmarks", new { workspaceId, startMs = 50 * i, endMs = (50 * i) + 1_000, label = $"mark {i}" }, ct);
    }

    private async Task<string> ContentAsync()
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await again.WaitForNextTickAsync(ct))
        {
            var found = (await box.Client.GetAsync("/api/media/search?q=match", ct)).EnumerateArray()
                .FirstOrDefault(m => m.GetProperty("durationMs").ValueKind == JsonValueKind.Number);
            if (found.ValueKind == JsonValueKind.Object)
                return found.GetProperty("contentKey").GetString()!; // every content has one
        }
        throw new OperationCanceledException(ct);
    }

    private async Task<string> WorkspaceAsync(string contentKey, bool autoCut)
    {
        var workspace = await box.Client.PostAsync("/api/workspaces", new { title = "Bench", contentKey, autoCut }, ct);
        var id = workspace.GetProperty("id").GetString()!; // every workspace has one
        await box.Client.JoinAsync(id, ct);
        return id;
    }

    private Task<JsonElement> DeckAsync(string workspaceId, object command) => box.Client.PostAsync($"/api/workspaces/{workspaceId}/deck", command, ct);

    private static string Text(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"median {sorted[sorted.Count / 2]:0} ({sorted[0]:0}–{sorted[^1]:0})");
    }
}
