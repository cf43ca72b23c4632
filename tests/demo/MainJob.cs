using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ClipshareBox.Media.Processes;
using TestMedia.Readers;

namespace Demo;

/// <summary>The main job on a running box, step by step: press, exact clip, share, roll.</summary>
internal sealed class MainJob(BoxClient box, CancellationToken ct)
{
    private const int ClipSeconds = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public static async Task<int> RunAsync(Uri address, string data, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var (client, claimed) = await BoxClient.EnterAsync(address, data, ct);
        await using (client)
        {
            Step(claimed ? "claimed with the code of the console" : "signed in", watch);
            var job = new MainJob(client, ct);
            var good = true;
            foreach (var film in await job.FilmsAsync())
                good &= await job.DoAsync(film);
            Console.WriteLine(good ? "Every clip holds exactly the frames between its marks." : "A clip is WRONG.");
            return good ? 0 : 1;
        }
    }

    private async Task<IReadOnlyList<JsonElement>> FilmsAsync()
    {
        var sources = await box.GetAsync("/api/sources", ct);
        if (sources.GetArrayLength() == 0)
            throw new InvalidOperationException("The box has no source; start it with `make run`.");
        // The box looks at its films in the background; on a first start that takes some seconds.
        using var limit = new CancellationTokenSource(Limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        do
        {
            var found = (await box.GetAsync("/api/media/search?q=Demo", either.Token)).EnumerateArray()
                .Where(m => m.GetProperty("durationMs").ValueKind == JsonValueKind.Number).ToList();
            if (found.Count >= 2)
            {
                Step($"{found.Count} films in the source '{sources[0].GetProperty("name")}'", _watch);
                return found;
            }
        }
        while (await again.WaitForNextTickAsync(either.Token));
        return [];
    }

    private async Task<bool> DoAsync(JsonElement found)
    {
        var film = await box.GetAsync($"/api/media/{found.GetProperty("contentKey").GetString()}", ct);
        var title = film.GetProperty("title").GetString();
        var contentKey = film.GetProperty("contentKey").GetString();
        Console.WriteLine($"\n{title}: {film.GetProperty("frameRate").GetProperty("num")}/{film.GetProperty("frameRate").GetProperty("den")} frames a second");
        var workspace = await TimedAsync("workspace made", () => box.PostAsync("/api/workspaces", new { title, contentKey }, ct));
        var workspaceId = workspace.GetProperty("id").GetString()!; // every workspace has one
        await box.JoinAsync(workspaceId, ct);
        await TimedAsync("deck at 5:00, playing", async () =>
        {
            await box.PostAsync($"/api/workspaces/{workspaceId}/deck", new { command = "seek", ms = 300_000 }, ct);
            return await box.PostAsync($"/api/workspaces/{workspaceId}/deck", new { command = "play" }, ct);
        });
        await TimedAsync("mark in pressed", () => PressAsync("mark-in", workspaceId));
        await Task.Delay(TimeSpan.FromSeconds(ClipSeconds), TimeProvider.System, ct);
        var pressed = _watch.Elapsed;
        await TimedAsync("mark out pressed", () => PressAsync("mark-out", workspaceId));
        var ready = await box.NextAsync(f => f.GetProperty("type").GetString() == "clip_ready", ct);
        Console.WriteLine($"  {(_watch.Elapsed - pressed).TotalMilliseconds,7:0} ms  from the press to the clip whole on the share");
        return await ShowAsync(ready.GetProperty("data"), workspaceId);
    }

    private async Task<bool> ShowAsync(JsonElement clip, string workspaceId)
    {
        var bookmark = await box.GetAsync($"/api/bookmarks/{clip.GetProperty("bookmarkId").GetString()}", ct);
        var report = clip.GetProperty("report");
        Console.WriteLine(
            $"              {clip.GetProperty("fileName").GetString()}: {report.GetProperty("mode")}, {report.GetProperty("copiedFrames")} frames copied, "
            + $"{report.GetProperty("encodedFrames")} encoded, checked: {report.GetProperty("verified")}");
        var (first, end) = (bookmark.GetProperty("startFrame").GetInt32(), bookmark.GetProperty("endFrame").GetInt32());
        var file = Path.Combine(Path.GetTempPath(), $"demo-{Environment.ProcessId}.mp4");
        try
        {
            await TimedAsync("fetched", () => FetchAsync(clip, file));
            var numbers = (await FrameReader.ReadAsync(file, ct)).Numbers;
            var right = numbers.SequenceEqual(Enumerable.Range(first, end - first));
            Console.WriteLine($"              frames asked {first}–{end - 1}, in the pictures {numbers[0]}–{numbers[^1]}: {(right ? "exact" : "WRONG")}");
            await TimedAsync("fired", () => PressAsync("fire-latest", workspaceId));
            var vtr = await box.GetAsync("/api/vtr", ct);
            Console.WriteLine($"              the VTR is {vtr.GetProperty("state").GetString()}, {vtr.GetProperty("remainingMs")} ms remain");
            await box.PostAsync("/api/vtr/stop", new { }, ct);
            return right;
        }
        finally
        {
            File.Delete(file);
        }
    }

    // From the share as OBS would, where the box serves one; else over HTTP.
    private async Task<JsonElement> FetchAsync(JsonElement clip, string file)
    {
        var share = await box.GetAsync("/api/share", ct);
        if (share.GetProperty("state").GetString() != "running")
        {
            Console.WriteLine("              the share is not served here: fetched over HTTP");
            await box.DownloadAsync(clip.GetProperty("url").GetString()!, file, ct); // every clip has one
            return share;
        }
        var port = new Uri(share.GetProperty("address").GetString()!).Port.ToString(CultureInfo.InvariantCulture); // it runs, so it has one
        var path = clip.GetProperty("path").GetString()!.Replace('/', '\\'); // every clip on the share has one
        var fetched = await Tool.RunAsync(
            "smbclient", ["//127.0.0.1/clips", "-p", port, "-N", "-c", $"get \"{path}\" \"{file}\""], Limit, TimeProvider.System, ct);
        if (fetched.ExitCode != 0)
            throw new InvalidOperationException($"smbclient could not fetch {path}: {fetched.ErrorText}");
        Console.WriteLine($"              smb://127.0.0.1:{port}/clips/{clip.GetProperty("path").GetString()}");
        return share;
    }

    private Task<JsonElement> PressAsync(string control, string workspaceId) =>
        box.PostAsync($"/api/panels/virtual/{control}", new { @event = "press", workspaceId }, ct);

    private static async Task<JsonElement> TimedAsync(string what, Func<Task<JsonElement>> act)
    {
        var watch = Stopwatch.StartNew();
        var answer = await act();
        Step(what, watch);
        return answer;
    }

    private static void Step(string what, Stopwatch watch) => Console.WriteLine($"  {watch.Elapsed.TotalMilliseconds,7:0} ms  {what}");
}
