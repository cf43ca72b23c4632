using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TestMedia;

namespace ClipshareBox.Tests;

/// <summary>Kills the box at random moments while it marks and cuts. <c>CLIPSHAREBOX_KILLS</c> sets how often (6).</summary>
public sealed class PowerCutTests(ITestOutputHelper output) : IDisposable
{
    private const int MarksARound = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly string _folder = Directory.CreateTempSubdirectory("clipsharebox-kill-").FullName;
    private readonly ConcurrentDictionary<string, (long Start, long End, string Label)> _acknowledged = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("CLIPSHAREBOX_KILLS") ?? "6", CultureInfo.InvariantCulture);

    private string Films => Path.Combine(_folder, "films");

    private string Data => Path.Combine(_folder, "data");

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_no_half_file_is_seen_when_the_plug_is_pulled()
    {
        Directory.CreateDirectory(Films);
        Directory.CreateDirectory(Data);
        File.Copy(await new Cabinet().PathOfAsync(H264Kinds.Plain, Ct), Path.Combine(Films, "film.mp4"));
        var (token, workspaceId) = await SetUpAsync();
        var random = new Random(4711);

        for (var round = 0; round < Kills; round++)
        {
            await using var box = await BoxProcess.StartAsync(Data, Ct);
            using var client = Program(box, token);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var marking = Enumerable.Range(0, MarksARound).Select(i => MarkAsync(client, workspaceId, $"{round}-{i}", random.Next(0, 15_000), stop.Token)).ToList();
            // The first answers may take a second; what is worth killing is what comes after.
            await Task.WhenAny(marking);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 600)), TimeProvider.System, Ct);
            await box.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(marking);
            LookAtShare();
        }

        await using var last = await BoxProcess.StartAsync(Data, Ct);
        using var owner = Program(last, token);
        await CheckAsync(owner, workspaceId);
        LookAtShare();
        output.WriteLine($"{Kills} kills, {_acknowledged.Count} marks acknowledged, all there and cut");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(string Token, string WorkspaceId)> SetUpAsync()
    {
        await using var box = await BoxProcess.StartAsync(Data, Ct);
        using var browser = new HttpClient { BaseAddress = box.Address };
        browser.DefaultRequestHeaders.Add("Origin", box.Address.GetLeftPart(UriPartial.Authority));
        var code = (await File.ReadAllTextAsync(Path.Combine(Data, "claim-code"), Ct)).Trim();
        await browser.PostDataAsync("/api/setup/claim", new { code, username = "owner", password = "correct horse battery" }, Ct);
        var token = (await browser.PostDataAsync("/api/tokens", new { name = "test" }, Ct)).GetProperty("token").GetString()!; // shown once, here
        using var client = Program(box, token);
        await client.PostDataAsync("/api/sources", new { kind = "folder", name = "films", path = Films }, Ct);
        var contentKey = await UntilAsync(async () =>
        {
            var found = await client.GetDataAsync("/api/media/search?q=film", Ct);
            return found.EnumerateArray().Where(m => m.GetProperty("durationMs").ValueKind == JsonValueKind.Number)
                .Select(m => m.GetProperty("contentKey").GetString()).FirstOrDefault();
        });
        var workspace = await client.PostDataAsync("/api/workspaces", new { title = "Show", contentKey }, Ct);
        return (token, workspace.GetProperty("id").GetString()!); // every workspace has one
    }

    private async Task MarkAsync(HttpClient client, string workspaceId, string label, long startMs, CancellationToken ct)
    {
        try
        {
            using var answer = await client.PostAsJsonAsync("/api/bookmarks", new { workspaceId, label, startMs, endMs = startMs + 2_000 }, ct);
            var id = (await Answers.DataAsync(answer, ct)).GetProperty("id").GetString()!; // every bookmark has one
            _acknowledged[id] = (startMs, startMs + 2_000, label);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or JsonException)
        {
            // Not acknowledged: the box may keep it or not.
        }
    }

    private async Task CheckAsync(HttpClient owner, string workspaceId)
    {
        Assert.NotEmpty(_acknowledged);
        var kept = (await BookmarksAsync(owner, workspaceId))
            .ToDictionary(b => b.GetProperty("id").GetString()!); // every bookmark has one
        foreach (var (id, mark) in _acknowledged)
        {
            Assert.True(kept.TryGetValue(id, out var bookmark), $"bookmark {mark.Label} was acknowledged and is lost");
            Assert.Equal(mark, (bookmark.GetProperty("startMs").GetInt64(), bookmark.GetProperty("endMs").GetInt64(), bookmark.GetProperty("label").GetString()));
        }
        Assert.Equal(kept.Count, kept.Values.Select(b => b.GetProperty("number").GetInt32()).Distinct().Count());
        await CutAllAsync(owner);
        foreach (var bookmark in await BookmarksAsync(owner, workspaceId))
        {
            Assert.Equal("complete", bookmark.GetProperty("clip").GetProperty("state").GetString());
            Assert.NotNull(bookmark.GetProperty("clip").GetProperty("fileName").GetString());
        }
        var files = Directory.EnumerateFiles(Path.Combine(Data, "clips"), "*.mp4", SearchOption.AllDirectories)
            .Count(f => Path.GetFileName(f) is [not '.', ..] and not "latest.mp4");
        Assert.Equal(kept.Count, files);
    }

    // However many there are: patience begins anew with each that is done.
    private static async Task CutAllAsync(HttpClient owner)
    {
        for (var left = await OpenJobsAsync(owner); left > 0;)
        {
            var before = left;
            await UntilAsync(async () => (left = await OpenJobsAsync(owner)) < before ? "fewer" : null);
        }
    }

    private static async Task<List<JsonElement>> BookmarksAsync(HttpClient owner, string workspaceId)
    {
        var all = new List<JsonElement>();
        while ((await owner.GetDataAsync($"/api/bookmarks?workspaceId={workspaceId}&limit=500&offset={all.Count}", Ct)) is var page && page.GetArrayLength() > 0)
            all.AddRange(page.EnumerateArray());
        return all;
    }

    private static async Task<int> OpenJobsAsync(HttpClient owner) =>
        await TotalAsync(owner, "queued") + await TotalAsync(owner, "processing");

    private static async Task<int> TotalAsync(HttpClient owner, string state) =>
        (await owner.GetFromJsonAsync<JsonElement>($"/api/jobs?state={state}&limit=1", Ct)).GetProperty("meta").GetProperty("pagination").GetProperty("total").GetInt32();

    // Whatever a client of the share can see is whole: its boxes fill it to the last byte, and the index is among them.
    private void LookAtShare()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Data, "clips"), "*.mp4", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(path).StartsWith('.'))
                continue;
            Assert.True(IsWhole(File.ReadAllBytes(path)), $"{path} is not whole");
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> file)
    {
        var (at, hasIndex) = (0L, false);
        while (at + 8 <= file.Length)
        {
            var size = (long)BinaryPrimitives.ReadUInt32BigEndian(file[(int)at..]);
            hasIndex |= file.Slice((int)at + 4, 4).SequenceEqual("moov"u8);
            if (size == 1 && at + 16 <= file.Length)
                size = (long)BinaryPrimitives.ReadUInt64BigEndian(file[((int)at + 8)..]);
            if (size < 8)
                return false;
            at += size;
        }
        return at == file.Length && hasIndex;
    }

    private static HttpClient Program(BoxProcess box, string token)
    {
        var client = new HttpClient { BaseAddress = box.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<string> UntilAsync(Func<Task<string?>> look)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        do
        {
            if (await look() is { } found)
                return found;
        }
        while (await again.WaitForNextTickAsync(limit.Token));
        throw new TimeoutException();
    }
}
