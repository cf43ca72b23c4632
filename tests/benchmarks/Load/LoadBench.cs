using TestMedia;

namespace Benchmarks.Load;

/// <summary>Loads a box as a large team would: many on the hub, long lists, two editors on one text.</summary>
internal static class LoadBench
{
    public static async Task<int> RunAsync(LoadOptions options, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("load-bench-").FullName;
        var films = Directory.CreateDirectory(Path.Combine(folder, "films")).FullName;
        File.Copy(await new Cabinet().PathOfAsync(H264Kinds.Plain, ct), Path.Combine(films, "film.mp4"));
        Console.WriteLine($"{Environment.ProcessorCount} processors, shared by the box and the load program");
        try
        {
            await using var box = await RunningBox.StartAsync(options.Program, Path.Combine(folder, "data"), films, ct);
            await UntilIdleAsync(box, ct);
            var workspaces = new Workspaces(box);
            if (options.Wants("hub"))
                await new HubBench(box, await workspaces.MakeAsync("Hub", ct), options).RunAsync(ct);
            if (options.Wants("streams"))
                await new StreamBench(box).RunAsync(Path.Combine(folder, "long"), ct);
            if (options.Wants("plex"))
            {
                using var plex = new PlexBench(box, options.Seconds);
                await plex.RunAsync(ct);
            }
            if (options.Wants("edits"))
                await new EditBench(box, await workspaces.MakeAsync("Edits", ct), options.Rounds).RunAsync(ct);
            if (options.Wants("lists"))
            {
                var lists = new ListBench(box);
                await lists.BookmarksAsync(await workspaces.MakeAsync("Lists", ct), options.Bookmarks, ct);
                await lists.SearchAsync(Path.Combine(folder, "library"), options.Files, ct);
            }
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A new box tests the board's encoders first.
    private static async Task UntilIdleAsync(RunningBox box, CancellationToken ct)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await again.WaitForNextTickAsync(ct))
        {
            var services = (await box.Client.GetAsync("/api/dashboard/status", ct)).GetProperty("services").EnumerateArray();
            if (services.All(s => s.GetProperty("state").GetString() != "degraded"))
                return;
        }
    }
}

/// <summary>Makes workspaces on the box's one film.</summary>
internal sealed class Workspaces(RunningBox box)
{
    public async Task<string> MakeAsync(string title, CancellationToken ct)
    {
        var made = await box.Client.PostAsync("/api/workspaces", new { title, contentKey = await ContentAsync(ct), autoCut = false }, ct);
        return made.GetProperty("id").GetString()!; // every workspace has one
    }

    private async Task<string> ContentAsync(CancellationToken ct)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await again.WaitForNextTickAsync(ct))
        {
            var found = (await box.Client.GetAsync("/api/media/search?q=film", ct)).EnumerateArray()
                .FirstOrDefault(m => m.GetProperty("durationMs").ValueKind == System.Text.Json.JsonValueKind.Number);
            if (found.ValueKind == System.Text.Json.JsonValueKind.Object)
                return found.GetProperty("contentKey").GetString()!; // every content has one
        }
        throw new OperationCanceledException(ct);
    }
}
