using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using FakePlex;
using TestMedia;

namespace Benchmarks.Load;

/// <summary>How a box does with a Plex server: kept pages at a steady rate, equal questions at once, and what a clip out of a film of two hours reads.</summary>
internal sealed class PlexBench(RunningBox box, int seconds) : IDisposable
{
    private const int Rate = 200;
    private const int Titles = 20_000;
    private const int AtOnce = 100;
    private const int NewPage = 1_000;

    private readonly HttpClient _http = new() { BaseAddress = box.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", box.Client.Token) } };

    /// <summary>All three.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await using var tv = await FakePlexTv.StartAsync(0, ct);
        await using var server = await FakePms.StartAsync("Load", 0, ct);
        var owner = tv.AddUser("Olivia");
        tv.Sharing.Register(server, owner);
        var films = server.Library.AddSection("movie", "Films");
        server.Library.AddMany(films, Titles, await FakeFilm.ReadAsync(await new Cabinet().PathOfAsync(H264Kinds.Plain, ct), ct));
        var added = await box.Client.PostAsync("/api/sources", new { kind = "plex", url = server.Address.AbsoluteUri, token = tv.IssueToken(owner) }, ct);
        var source = added.GetProperty("id").GetString();
        var items = $"/api/sources/{source}/libraries/section-{films.Key}/items?limit=50&offset=";
        Console.WriteLine($"kept page of 50 out of {Titles} Plex titles, {Rate} requests a second: {await SteadyAsync(items + "0", ct)}");
        // What the machine and the way there take in themselves.
        Console.WriteLine($"the same for an address that does nothing: {await SteadyAsync("/health/live", ct)}");
        await AtOnceAsync(server, items + NewPage, ct);
        var cache = (await box.Client.GetAsync("/api/plex/config", ct)).GetProperty("cache");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Plex hit rate: {cache.GetProperty("hitRate").GetDouble():0.0000} ({cache})"));
        foreach (var extension in new[] { ".mp4", ".mkv" })
            await ClipAsync(server, films, source, extension, ct);
    }

    public void Dispose() => _http.Dispose();

    // Each request has its own moment, whether the one before has been answered or not: a box that lags is not waited for.
    private async Task<Percentiles> SteadyAsync(string page, CancellationToken ct)
    {
        for (var i = 0; i < 2 * Rate; i++)
            await _http.GetByteArrayAsync(new Uri(page, UriKind.Relative), ct);
        var waits = new Task<double>[Rate * seconds];
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < waits.Length; i++)
        {
            while (Stopwatch.GetElapsedTime(begun).TotalSeconds * Rate < i)
                await pace.WaitForNextTickAsync(ct);
            waits[i] = AskAsync(page, ct);
        }
        return new Percentiles(await Task.WhenAll(waits));
    }

    private async Task<double> AskAsync(string page, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        await _http.GetByteArrayAsync(new Uri(page, UriKind.Relative), ct);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private async Task AtOnceAsync(FakePms server, string page, CancellationToken ct)
    {
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => AskAsync(page, ct)));
        var start = NewPage.ToString(CultureInfo.InvariantCulture);
        var asked = server.Calls.All.Count(c => c.Headers.GetValueOrDefault("X-Plex-Container-Start") == start);
        Console.WriteLine($"{AtOnce} equal requests at once for a page that is not kept: the server was asked {asked} times");
    }

    private async Task ClipAsync(FakePms server, FakeSection films, string? source, string extension, CancellationToken ct)
    {
        var path = await new Cabinet().PathOfAsync(LongFilm.RepeatedH264(120, 2, extension), ct);
        var item = server.Library.AddMovie(films, $"Two hours {extension}", await FakeFilm.ReadAsync(path, ct));
        var made = await box.Client.PostAsync("/api/workspaces", new { title = item.Title, contentKey = $"px-{source}-{item.RatingKey}", autoCut = true }, ct);
        var room = made.GetProperty("id").GetString();
        var before = server.Calls.FileBytes;
        await box.Client.PostAsync("/api/bookmarks", new { workspaceId = room, startMs = 3_600_500, endMs = 3_610_500 }, ct);
        var clip = await CutAsync(room, ct);
        var (size, read) = (clip.GetProperty("sizeBytes").GetInt64(), server.Calls.FileBytes - before);
        var most = (size * 3 / 2) + (4 << 20);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"10 s out of 2 h over HTTP ({extension}): {Mb(read)} left the server for a clip of {Mb(size)}, {(read <= most ? "within" : "MORE THAN")} 1.5 times and 4 MB ({Mb(most)}); {clip.GetProperty("report").GetProperty("mode")}"));
    }

    private async Task<JsonElement> CutAsync(string? room, CancellationToken ct)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await again.WaitForNextTickAsync(ct))
        {
            var clips = await box.Client.GetAsync($"/api/clips?workspaceId={room}", ct);
            if (clips.GetArrayLength() == 0)
                continue;
            var state = clips[0].GetProperty("state").GetString();
            if (state == "complete")
                return clips[0];
            if (state == "error")
                throw new InvalidOperationException(clips[0].GetProperty("errorText").GetString());
        }
        throw new OperationCanceledException(ct);
    }

    private static string Mb(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
