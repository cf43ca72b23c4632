using System.Net.Http.Json;
using System.Text.Json;

namespace ClipshareBox.Tests.Features.Sources;

public sealed class FolderSourceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Film (final).mp4")]
    [InlineData("Season 1/Film.mp4")]
    public async Task A_film_that_is_renamed_or_moved_stays_the_same_content(string name)
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync("h264-25", "Film.mp4", Ct);
        await box.CopyAsync("h264-2997", "Other.mp4", Ct);
        var source = await box.AddSourceAsync(Ct);
        await box.ProbedAsync("Film", Ct);
        var key = await box.KeyOfAsync("Film", Ct);

        Directory.CreateDirectory(Path.Combine(box.Films, "Season 1"));
        File.Move(path, Path.Combine(box.Films, name));
        await box.RescanAsync(source, Ct);

        var media = await box.MediaAsync(key, Ct);
        Assert.True(media.GetProperty("available").GetBoolean());
        Assert.Equal(Path.GetFileNameWithoutExtension(name), media.GetProperty("title").GetString());
        using var frame = await box.Owner.GetAsync(new Uri($"/api/media/{key}/frame.jpg?ms=500", UriKind.Relative), Ct);
        Assert.Equal(200, (int)frame.StatusCode);
    }

    [Fact]
    public async Task A_copy_with_the_same_time_is_a_film_of_its_own()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync("h264-25", "Film.mp4", Ct);
        var source = await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Film", Ct);

        var copy = await box.CopyAsync("h264-25", "Copy.mp4", Ct);
        File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(path));
        await box.RescanAsync(source, Ct);

        Assert.NotEqual(key, await box.KeyOfAsync("Copy", Ct));
        Assert.True((await box.MediaAsync(key, Ct)).GetProperty("available").GetBoolean());
    }

    [Fact]
    public async Task A_film_in_the_folder_is_listed_with_its_exact_rate_and_all_its_streams()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        await box.CopyAsync("sound-two-languages-mkv", "Shows/Two Tongues (1999).mkv", Ct);
        await box.CopyAsync("h264-2997", "Plain.mp4", Ct);
        var source = await box.AddSourceAsync(Ct);

        var plain = await box.MediaAsync(await box.KeyOfAsync("Plain", Ct), Ct);
        var two = await box.MediaAsync(await box.KeyOfAsync("Two Tongues", Ct), Ct);

        Assert.Equal((30000, 1001), (plain.GetProperty("frameRate").GetProperty("num").GetInt32(), plain.GetProperty("frameRate").GetProperty("den").GetInt32()));
        Assert.True(plain.GetProperty("durationMs").GetInt64() > 1_000);
        Assert.True(plain.GetProperty("available").GetBoolean());
        Assert.Equal(JsonValueKind.Null, plain.GetProperty("fault").ValueKind);
        Assert.Equal(source, plain.GetProperty("sourceId").GetString());
        Assert.Equal("movie", plain.GetProperty("type").GetString());
        Assert.Equal(1999, two.GetProperty("year").GetInt32());
        Assert.Equal(["video", "audio", "audio"], two.GetProperty("streams").EnumerateArray().Select(s => s.GetProperty("type").GetString()));
        Assert.Equal(2, two.GetProperty("streams").EnumerateArray().Select(s => s.GetProperty("language").ToString()).Distinct().Count(l => l.Length == 3));
        using var poster = await box.Owner.GetAsync(new Uri(plain.GetProperty("posterUrl").GetString()!, UriKind.Relative), Ct); // it is probed
        Assert.Equal("image/jpeg", poster.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Libraries_are_the_whole_source_and_the_folders_at_its_top()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        foreach (var name in new[] { "Loose.mp4", "Films/One.mkv", "Films/Deep/Two.mkv", "Shows & more/Ü.ts", "Films/notes.txt" })
            Write(box, name);
        var source = await box.AddSourceAsync(Ct);

        var libraries = (await box.Owner.GetDataAsync($"/api/sources/{source}/libraries", Ct)).EnumerateArray().ToList();

        Assert.Equal(["Films", "Films", "Shows & more"], libraries.Select(l => l.GetProperty("title").GetString()));
        Assert.Equal([4, 2, 1], libraries.Select(l => l.GetProperty("itemCount").GetInt32()));
        Assert.Equal("root", libraries[0].GetProperty("key").GetString());
        foreach (var library in libraries)
        {
            var items = await box.Owner.GetDataAsync($"/api/sources/{source}/libraries/{library.GetProperty("key").GetString()}/items", Ct);
            Assert.Equal(library.GetProperty("itemCount").GetInt32(), items.GetArrayLength());
        }
    }

    [Fact]
    public async Task A_film_keeps_its_key_and_its_facts_over_a_restart_without_another_probe()
    {
        var first = await FilmBox.StartAsync(Ct);
        await first.CopyAsync("hevc-hdr10", "Bright.mp4", Ct);
        var source = await first.AddSourceAsync(Ct);
        var before = await first.MediaAsync(await first.KeyOfAsync("Bright", Ct), Ct);

        // Whatever asks this ffprobe gets nothing.
        await using var second = await first.RestartAsync(Ct, "FFPROBE=/bin/false");
        await second.RescanAsync(source, Ct);
        var after = await second.MediaAsync(before.GetProperty("contentKey").GetString()!, Ct); // it has one

        Assert.Equal(before.ToString(), after.ToString());
        Assert.Contains("hdr10", after.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_that_goes_is_away_and_comes_back_with_its_key()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync("h264-25", "Guest.mp4", Ct);
        var source = await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Guest", Ct);
        var workspace = await box.Owner.PostDataAsync("/api/workspaces", new { title = "Room", contentKey = key }, Ct);

        File.Move(path, Path.Combine(box.Outside, "kept.mp4"));
        await box.UntilAsync(async () => !(await box.MediaAsync(key, Ct)).GetProperty("available").GetBoolean(), Ct);

        Assert.Empty(await box.FindAsync("Guest", Ct));
        Assert.Equal(0, (await box.SourceAsync(source, Ct)).GetProperty("itemCount").GetInt32());
        var bookmark = await box.Owner.PostDataAsync(
            "/api/bookmarks", new { workspaceId = workspace.GetProperty("id").GetString(), startMs = 0, endMs = 500 }, Ct);
        Assert.Equal(1, bookmark.GetProperty("number").GetInt32());
        using (var frame = await box.Owner.GetAsync(new Uri($"/api/media/{key}/frame.jpg?ms=0", UriKind.Relative), Ct))
            await Answers.ErrorAsync(frame, 503, "SERVICE_UNAVAILABLE", Ct);

        File.Move(Path.Combine(box.Outside, "kept.mp4"), path);
        await box.UntilAsync(async () => (await box.MediaAsync(key, Ct)).GetProperty("available").GetBoolean(), Ct);
        Assert.Equal(key, await box.KeyOfAsync("Guest", Ct));
    }

    [Fact]
    public async Task A_folder_that_is_renamed_or_removed_takes_its_films_with_it()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        foreach (var name in new[] { "Season/1/A.mp4", "Season/2/B.mp4", "Season 2/C.mp4" })
            Write(box, name);
        await box.AddSourceAsync(Ct);

        Directory.Move(Path.Combine(box.Films, "Season"), Path.Combine(box.Films, "Renamed"));
        await box.UntilAsync(async () => await FoldersAsync(box) is ["Renamed/1", "Renamed/2", "Season 2"], Ct);
        Directory.Delete(Path.Combine(box.Films, "Renamed"), recursive: true);
        await box.UntilAsync(async () => await FoldersAsync(box) is ["Season 2"], Ct);
    }

    [Fact]
    public async Task A_film_that_grows_is_probed_again_when_it_is_whole()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync("h264-closed-mp4", "Coming.mp4", Ct);
        var whole = await File.ReadAllBytesAsync(path, Ct);
        await File.WriteAllBytesAsync(path, whole[..(whole.Length / 2)], Ct);
        await box.AddSourceAsync(Ct);
        var half = await box.ProbedAsync("Coming", Ct);
        Assert.Contains("ends before", half.GetProperty("fault").GetString(), StringComparison.Ordinal);
        using (var room = await box.Owner.PostAsJsonAsync("/api/workspaces", new { title = "Room", contentKey = half.GetProperty("contentKey").GetString() }, Ct))
            await Answers.ErrorAsync(room, 409, "CONFLICT", Ct);

        await using (var file = new FileStream(path, FileMode.Append))
            await file.WriteAsync(whole.AsMemory(whole.Length / 2), Ct);

        await box.UntilAsync(async () => (await box.ProbedAsync("Coming", Ct)).GetProperty("durationMs").ValueKind == JsonValueKind.Number, Ct);
        var done = await box.ProbedAsync("Coming", Ct);
        Assert.Equal(JsonValueKind.Null, done.GetProperty("fault").ValueKind);
        Assert.Equal(half.GetProperty("contentKey").GetString(), done.GetProperty("contentKey").GetString());
    }

    [Theory]
    [InlineData("Empty.mp4", 0, "empty")]
    [InlineData("Noise.mkv", 200_000, "no video")]
    [InlineData("Short.ts", 10, "")]
    public async Task Garbage_is_listed_with_what_is_wrong_with_it(string name, int bytes, string says)
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var noise = new byte[bytes];
        new Random(7).NextBytes(noise);
        await File.WriteAllBytesAsync(Path.Combine(box.Films, name), noise, Ct);
        await box.AddSourceAsync(Ct);

        var item = await box.ProbedAsync(Path.GetFileNameWithoutExtension(name), Ct);

        Assert.Contains(says, item.GetProperty("fault").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(box.Films, item.GetProperty("fault").GetString(), StringComparison.Ordinal);
        var key = item.GetProperty("contentKey").GetString();
        Assert.Equal(JsonValueKind.Null, (await box.MediaAsync(key!, Ct)).GetProperty("durationMs").ValueKind); // it has a key
        using var frame = await box.Owner.GetAsync(new Uri($"/api/media/{key}/frame.jpg?ms=0", UriKind.Relative), Ct);
        await Answers.ErrorAsync(frame, 409, "CONFLICT", Ct);
    }

    [Fact]
    public async Task A_film_that_becomes_garbage_can_no_longer_be_read_as_the_film_it_was()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync("h264-25", "Victim.mp4", Ct);
        await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Victim", Ct);

        await File.WriteAllBytesAsync(path, new byte[50_000], Ct);
        await box.UntilAsync(async () => (await box.MediaAsync(key, Ct)).GetProperty("fault").ValueKind == JsonValueKind.String, Ct);

        using var file = await box.Owner.GetAsync(new Uri($"/api/media/{key}/file", UriKind.Relative), Ct);
        await Answers.ErrorAsync(file, 502, "PROCESSING_FAILED", Ct);
    }

    [Fact]
    public async Task A_source_whose_folder_goes_is_away_and_recovers_by_itself()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        Write(box, "A.mp4");
        var source = await box.AddSourceAsync(Ct);
        var key = (await box.ProbedAsync("A", Ct)).GetProperty("contentKey").GetString()!; // it has one

        Directory.Move(box.Films, box.Outside + "/moved");
        await box.UntilAsync(async () => (await box.SourceAsync(source, Ct)).GetProperty("state").GetString() == "away", Ct);
        Assert.Contains("not there", (await box.SourceAsync(source, Ct)).GetProperty("fault").GetString(), StringComparison.Ordinal);
        Assert.False((await box.MediaAsync(key, Ct)).GetProperty("available").GetBoolean());
        Assert.False((await box.Owner.PostDataAsync($"/api/sources/{source}/test", new { }, Ct)).GetProperty("ok").GetBoolean());

        Directory.Move(box.Outside + "/moved", box.Films);
        await box.UntilAsync(async () => (await box.SourceAsync(source, Ct)).GetProperty("state").GetString() == "ready", Ct);
        Assert.True((await box.MediaAsync(key, Ct)).GetProperty("available").GetBoolean());
        Write(box, "B.mp4");
        await box.ProbedAsync("B", Ct);
    }

    [Fact]
    public async Task A_removed_source_keeps_its_contents_on_paper_and_their_keys_for_its_return()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        await box.CopyAsync("h264-25", "Film.mp4", Ct);
        var source = await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Film", Ct);

        using (var removed = await box.Owner.DeleteAsync(new Uri($"/api/sources/{source}", UriKind.Relative), Ct))
            Assert.Equal(200, (int)removed.StatusCode);
        Assert.Equal(0, (await box.Owner.GetDataAsync("/api/sources", Ct)).GetArrayLength());
        Assert.Empty(await box.FindAsync("Film", Ct));
        Assert.False((await box.MediaAsync(key, Ct)).GetProperty("available").GetBoolean());
        Assert.True((await box.MediaAsync(key, Ct)).GetProperty("durationMs").GetInt64() > 0);
        using (var file = await box.Owner.GetAsync(new Uri($"/api/media/{key}/file", UriKind.Relative), Ct))
            await Answers.ErrorAsync(file, 503, "SERVICE_UNAVAILABLE", Ct);
        using (var again = await box.Owner.DeleteAsync(new Uri($"/api/sources/{source}", UriKind.Relative), Ct))
            await Answers.ErrorAsync(again, 404, "NOT_FOUND", Ct);

        Assert.Equal(source, await box.AddSourceAsync(Ct));
        Assert.Equal(key, await box.KeyOfAsync("Film", Ct));
    }

    private static void Write(FilmBox box, string name)
    {
        var path = Path.Combine(box.Films, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // it lies in a folder
        File.WriteAllBytes(path, []);
    }

    private static async Task<List<string?>> FoldersAsync(FilmBox box) =>
        [.. (await box.Owner.GetDataAsync("/api/media/search?q=mp4", Ct)).EnumerateArray().Select(i => i.GetProperty("folder").GetString()).Order()];
}
