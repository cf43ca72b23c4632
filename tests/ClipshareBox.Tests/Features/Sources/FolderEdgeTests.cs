using System.Net.Http.Json;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Tests.Features.Sources;

/// <summary>What a tree must not be able to do to the box.</summary>
public sealed class FolderEdgeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_that_lead_out_are_not_seen_and_loops_end()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        await box.CopyAsync("h264-25", "real/Film.mp4", Ct);
        await File.WriteAllTextAsync(Path.Combine(box.Outside, "secret.mp4"), "secret", Ct);
        File.CreateSymbolicLink(Path.Combine(box.Films, "out.mp4"), Path.Combine(box.Outside, "secret.mp4"));
        File.CreateSymbolicLink(Path.Combine(box.Films, "up.mp4"), "../outside/secret.mp4");
        File.CreateSymbolicLink(Path.Combine(box.Films, "broken.mp4"), "nowhere.mp4");
        File.CreateSymbolicLink(Path.Combine(box.Films, "system.mp4"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(box.Films, "in.mp4"), "real/Film.mp4");
        Directory.CreateSymbolicLink(Path.Combine(box.Films, "outside"), box.Outside);
        Directory.CreateSymbolicLink(Path.Combine(box.Films, "real", "loop"), box.Films);
        var source = await box.AddSourceAsync(Ct);

        Assert.Equal(["Film", "in"], await TitlesAsync(box, source));

        // The watch sees no more than the walk did.
        File.CreateSymbolicLink(Path.Combine(box.Films, "late.mp4"), Path.Combine(box.Outside, "secret.mp4"));
        await File.WriteAllBytesAsync(Path.Combine(box.Films, "last.mp4"), [], Ct);
        await box.ProbedAsync("last", Ct);
        Assert.Equal(["Film", "in", "last"], await TitlesAsync(box, source));
    }

    [Fact]
    public async Task A_film_that_is_swapped_for_a_link_out_is_not_read()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var path = await box.CopyAsync("h264-25", "Film.mp4", Ct);
        await box.AddSourceAsync(Ct);
        var key = await box.KeyOfAsync("Film", Ct);
        var secret = Path.Combine(box.Outside, "secret.mp4");
        File.Copy(path, secret);

        File.Delete(path);
        File.CreateSymbolicLink(path, secret);

        using var file = await box.Owner.GetAsync(new Uri($"/api/media/{key}/file", UriKind.Relative), Ct);
        await Answers.ErrorAsync(file, 503, "SERVICE_UNAVAILABLE", Ct);
        await box.UntilAsync(async () => !(await box.MediaAsync(key, Ct)).GetProperty("available").GetBoolean(), Ct);
    }

    [Fact]
    public async Task Hidden_files_are_skipped_and_odd_names_break_nothing()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        await box.CopyAsync("h264-25", "line\nfeed\u0007 'quote\" 100%_\\ 😀 #?&.mp4", Ct);
        await box.CopyAsync("h264-25", ".hidden.mp4", Ct);
        await box.CopyAsync("h264-25", ".cache/inner.mp4", Ct);
        await File.WriteAllTextAsync(Path.Combine(box.Films, "notes.txt"), "no film", Ct);
        // Names that are no UTF-8 can be made by a shell, not by .NET.
        var made = await Tool.RunAsync(
            "sh", ["-c", "cd \"$1\" && : > \"$(printf 'latin\\374.mp4')\" && mkdir \"$(printf 'dir\\377')\" && : > \"$(printf 'dir\\377/x.mp4')\" && mkfifo pipe.mp4", "sh", box.Films],
            TimeSpan.FromSeconds(10), TimeProvider.System, Ct);
        Assert.Equal(0, made.ExitCode);
        var source = await box.AddSourceAsync(Ct);

        var title = "line feed  'quote\" 100%_\\ 😀 #?&";
        Assert.Equal([title, "pipe"], await TitlesAsync(box, source));
        var items = await box.Owner.GetDataAsync($"/api/sources/{source}/libraries/root/items?search={Uri.EscapeDataString("100%_\\ 😀")}", Ct);
        Assert.Equal(1, items.GetArrayLength());
        var key = items[0].GetProperty("contentKey").GetString()!; // it has one
        await box.UntilAsync(async () => (await box.MediaAsync(key, Ct)).GetProperty("durationMs").ValueKind == System.Text.Json.JsonValueKind.Number, Ct);
        using var frame = await box.Owner.GetAsync(new Uri($"/api/media/{key}/frame.jpg?ms=500", UriKind.Relative), Ct);
        Assert.Equal(200, (int)frame.StatusCode);
    }

    public static TheoryData<string, string> BadSources => new()
    {
        { """{"kind":"plex","name":"Server","url":"plex","token":"t"}""", "url" },
        { """{"kind":"plex","name":"Server","url":"http://plex:32400/?X-Plex-Token=t","token":"t"}""", "url" },
        { """{"kind":"plex","name":"Server","url":"http://127.0.0.1:1"}""", "token" },
        { """{"kind":"plex","name":"Server","url":"http://127.0.0.1:1","token":"a b"}""", "token" },
        { """{"kind":"plex","name":"Server","url":"http://127.0.0.1:1","token":"t","pathMap":[{"from":"D:","to":"films"}]}""", "pathMap" },
        { """{"kind":"tape","name":"x","path":"/tmp"}""", "kind" },
        { """{"kind":"folder","name":"","path":"/tmp"}""", "name" },
        { """{"kind":"folder","name":"a\u0007b","path":"/tmp"}""", "name" },
        { """{"kind":"folder","name":"x"}""", "path" },
        { """{"kind":"folder","name":"x","path":"films"}""", "path" },
        { """{"kind":"folder","name":"x","path":"../films"}""", "path" },
        { """{"kind":"folder","name":"x","path":"/"}""", "path" },
        { """{"kind":"folder","name":"x","path":"/tmp/.."}""", "path" },
        { """{"kind":"folder","name":"x","path":"/proc/self"}""", "path" },
        { """{"kind":"folder","name":"x","path":"/sys"}""", "path" },
        { """{"kind":"folder","name":"x","path":"/etc/passwd"}""", "path" },
        { """{"kind":"folder","name":"x","path":"/no/such/folder"}""", "path" },
        { """{"kind":"folder","name":"x","path":"/tmp\u0000/x"}""", "path" },
        { """{"kind":"folder","name":"x","path":7}""", "path" },
        { """{"kind":"folder","name":null,"path":"/tmp"}""", "name" },
        { """{"name":"x","path":"/tmp"}""", "body" },
    };

    [Theory]
    [MemberData(nameof(BadSources))]
    public async Task A_source_that_makes_no_sense_is_refused_by_its_field(string body, string field)
    {
        await using var box = await FilmBox.StartAsync(Ct);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await box.Owner.PostAsync(new Uri("/api/sources", UriKind.Relative), content, Ct);

        var error = await Answers.ErrorAsync(answer, 400, "VALIDATION_ERROR", Ct);
        Assert.Contains(field, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, (await box.Owner.GetDataAsync("/api/sources", Ct)).GetArrayLength());
    }

    [Fact]
    public async Task The_same_folder_is_a_source_once()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var source = await box.AddSourceAsync(Ct);

        using var again = await box.Owner.PostAsJsonAsync("/api/sources", new { kind = "folder", name = "Twin", path = box.Films + "/./" }, Ct);

        var error = await Answers.ErrorAsync(again, 409, "CONFLICT", Ct);
        Assert.Equal(source, error.GetProperty("details").GetProperty("current").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Only_admins_change_sources_and_all_who_are_signed_in_see_them()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var source = await box.AddSourceAsync(Ct);
        box.Box.Sql("update users set role = 'user'");

        using var add = await box.Owner.PostAsJsonAsync("/api/sources", new { kind = "folder", name = "x", path = box.Outside }, Ct);
        await Answers.ErrorAsync(add, 403, "PERMISSION_DENIED", Ct);
        using var remove = await box.Owner.DeleteAsync(new Uri($"/api/sources/{source}", UriKind.Relative), Ct);
        await Answers.ErrorAsync(remove, 403, "PERMISSION_DENIED", Ct);
        using var test = await box.Owner.PostAsJsonAsync($"/api/sources/{source}/test", new { }, Ct);
        await Answers.ErrorAsync(test, 403, "PERMISSION_DENIED", Ct);
        Assert.Equal(1, (await box.Owner.GetDataAsync("/api/sources", Ct)).GetArrayLength());
        Assert.Equal(1, (await box.Owner.GetDataAsync($"/api/sources/{source}/libraries", Ct)).GetArrayLength());
    }

    private static async Task<List<string?>> TitlesAsync(FilmBox box, string source)
    {
        await box.RescanAsync(source, Ct);
        var items = await box.Owner.GetDataAsync($"/api/sources/{source}/libraries/root/items", Ct);
        return [.. items.EnumerateArray().Select(i => i.GetProperty("title").GetString())];
    }
}
