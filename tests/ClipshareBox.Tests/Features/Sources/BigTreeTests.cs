using System.Diagnostics;
using System.Text.Json;

namespace ClipshareBox.Tests.Features.Sources;

public sealed class BigTreeTests(ITestOutputHelper output)
{
    private const int Folders = 500;
    private const int FilesOfEach = 200;
    private const int All = Folders * FilesOfEach;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tree_of_100000_files_is_indexed_beside_the_start_and_listed_by_pages()
    {
        var box = await FilmBox.StartAsync(Ct);
        Plant(box.Films);
        var clock = Stopwatch.StartNew();
        var source = (await box.Owner.PostDataAsync("/api/sources", new { kind = "folder", name = "Big", path = box.Films }, Ct)).GetProperty("id").GetString()!; // it has one
        var accepted = clock.ElapsedMilliseconds;
        var busy = await SlowestAsync(box, source);
        var indexed = clock.ElapsedMilliseconds;
        Assert.Equal(All, (await box.SourceAsync(source, Ct)).GetProperty("itemCount").GetInt32());

        // And again on what is known: the start does not wait for the look, which has nothing to write.
        clock.Restart();
        box = await box.RestartAsync(Ct);
        await using var last = box;
        using (var ready = await box.Owner.GetAsync(new Uri("/health/ready", UriKind.Relative), Ct))
            Assert.Equal(200, (int)ready.StatusCode);
        var started = clock.ElapsedMilliseconds;
        await box.UntilAsync(async () => (await box.SourceAsync(source, Ct)).GetProperty("state").GetString() == "ready", Ct);
        var looked = clock.ElapsedMilliseconds;

        var (page, paged) = await TimedAsync(box, $"/api/sources/{source}/libraries/root/items?offset={All - 20}&limit=50");
        var (found, searched) = await TimedAsync(box, "/api/media/search?q=FILM+77+folder-123");
        output.WriteLine(
            $"{All} files: accepted in {accepted} ms, indexed in {indexed} ms (slowest request meanwhile {busy} ms); "
            + $"restarted and ready in {started} ms, looked through again after {looked} ms; last page {paged} ms, search {searched} ms");
        Assert.Equal(20, page.GetArrayLength());
        Assert.Equal(All, (await box.SourceAsync(source, Ct)).GetProperty("itemCount").GetInt32());
        Assert.Equal(["film 77", "film 177"], found.EnumerateArray().Select(i => i.GetProperty("title").GetString()));
        Assert.True(accepted < 5_000 && started < 15_000, $"accepted in {accepted} ms, started in {started} ms");
        Assert.True(indexed < 120_000 && looked < 60_000, $"indexed in {indexed} ms, looked through again in {looked} ms");
        Assert.True(paged < 3_000 && searched < 3_000, $"paged in {paged} ms, searched in {searched} ms");
    }

    // While it indexes, the box answers: the slowest answer in ms.
    private static async Task<long> SlowestAsync(FilmBox box, string source)
    {
        long slowest = 0;
        await box.UntilAsync(async () =>
        {
            var clock = Stopwatch.StartNew();
            await box.Owner.PostDataAsync("/api/tokens", new { name = "meanwhile" }, Ct);
            slowest = Math.Max(slowest, clock.ElapsedMilliseconds);
            return (await box.SourceAsync(source, Ct)).GetProperty("state").GetString() == "ready";
        }, Ct);
        return slowest;
    }

    private static async Task<(JsonElement Data, long Ms)> TimedAsync(FilmBox box, string address)
    {
        var clock = Stopwatch.StartNew();
        var data = await box.Owner.GetDataAsync(address, Ct);
        return (data, clock.ElapsedMilliseconds);
    }

    private static void Plant(string root)
    {
        for (var folder = 0; folder < Folders; folder++)
        {
            var path = Directory.CreateDirectory(Path.Combine(root, $"folder-{folder}")).FullName;
            for (var file = 0; file < FilesOfEach; file++)
                File.Create(Path.Combine(path, $"film {file}.mp4")).Dispose();
        }
    }
}
