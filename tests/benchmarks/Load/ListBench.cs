using System.Diagnostics;

namespace Benchmarks.Load;

/// <summary>How fast long lists answer.</summary>
internal sealed class ListBench(RunningBox box)
{
    private const int Asks = 500;
    private const int Folders = 500;
    private static readonly TimeSpan IndexLimit = TimeSpan.FromMinutes(10);

    /// <summary>The first page of a long list of bookmarks.</summary>
    public async Task BookmarksAsync(string workspaceId, int count, CancellationToken ct)
    {
        for (var i = 0; i < count; i++)
            await box.Client.PostAsync("/api/bookmarks", new { workspaceId, startMs = i % 1_000, endMs = (i % 1_000) + 500, label = $"mark {i}" }, ct);
        Console.WriteLine($"first page of {count} bookmarks: {await TimeAsync(_ => $"/api/bookmarks?workspaceId={workspaceId}&offset=0&limit=50", ct)}");
    }

    /// <summary>A search in a large library of files.</summary>
    public async Task SearchAsync(string library, int files, CancellationToken ct)
    {
        Plant(library, files);
        var source = (await box.Client.PostAsync("/api/sources", new { kind = "folder", name = "Library", path = library }, ct)).GetProperty("id").GetString();
        await IndexedAsync(source, ct);
        var most = Math.Max(1, files / Folders);
        Console.WriteLine($"search in {files} files, one or a few found: {await TimeAsync(i => $"/api/media/search?q=film+{i % most}+folder-{i % Folders}", ct)}");
        Console.WriteLine($"search in {files} files, most of them found: {await TimeAsync(_ => "/api/media/search?q=film", ct)}");
        Console.WriteLine($"first page of the library of {files}: {await TimeAsync(_ => $"/api/sources/{source}/libraries/root/items?limit=50", ct)}");
    }

    private async Task<Percentiles> TimeAsync(Func<int, string> address, CancellationToken ct)
    {
        var waits = new List<double>();
        for (var i = -50; i < Asks; i++) // the first warm up
        {
            var begun = Stopwatch.GetTimestamp();
            await box.Client.GetAsync(address(i + 50), ct);
            if (i >= 0)
                waits.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        return new Percentiles(waits);
    }

    private async Task IndexedAsync(string? source, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(IndexLimit);
        using var again = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await again.WaitForNextTickAsync(limit.Token))
        {
            var now = (await box.Client.GetAsync("/api/sources", ct)).EnumerateArray().First(s => s.GetProperty("id").GetString() == source);
            if (now.GetProperty("state").GetString() == "ready" && now.GetProperty("waitingCount").GetInt64() == 0)
                return;
        }
    }

    // Empty files: what is searched are names, and an empty file needs no probe.
    private static void Plant(string library, int files)
    {
        for (var i = 0; i < files; i++)
        {
            var folder = Path.Combine(library, $"folder-{i % Folders}");
            if (i < Folders)
                Directory.CreateDirectory(folder);
            File.Create(Path.Combine(folder, $"film {i / Folders}.mp4")).Dispose();
        }
    }
}
