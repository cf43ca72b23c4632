using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ClipshareBox.Platform.Store;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ClipshareBox.Tests.Features.Backups;

public sealed class BackupTests
{
    private const string Address = "/api/admin/backups";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_is_made_looked_at_fetched_and_deleted()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.MarkAsync(1_000, 2_000, Ct);

        var made = await stage.Owner.PostDataAsync(Address, new { }, Ct);
        await stage.MarkAsync(3_000, 4_000, Ct);

        var name = made.GetProperty("name").GetString();
        Assert.Equal("hand", made.GetProperty("kind").GetString());
        var listed = Assert.Single((await stage.Owner.GetDataAsync(Address, Ct)).EnumerateArray());
        Assert.Equal((name, made.GetProperty("sizeBytes").GetInt64()), (listed.GetProperty("name").GetString(), listed.GetProperty("sizeBytes").GetInt64()));
        var look = await stage.Owner.GetDataAsync($"{Address}/{name}", Ct);
        Assert.Equal((1, 2), (look.GetProperty("facts").GetProperty("bookmarks").GetInt64(), look.GetProperty("present").GetProperty("bookmarks").GetInt64()));
        Assert.Equal(JsonValueKind.Null, look.GetProperty("fault").ValueKind);
        var bytes = await stage.Owner.GetByteArrayAsync(new Uri($"{Address}/{name}/file", UriKind.Relative), Ct);
        Assert.Equal(made.GetProperty("sizeBytes").GetInt64(), bytes.Length);
        using var gone = await stage.Owner.DeleteAsync(new Uri($"{Address}/{name}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        Assert.Equal(0, (await stage.Owner.GetDataAsync(Address, Ct)).GetArrayLength());
        var acts = (await stage.Owner.GetDataAsync("/api/admin/audit", Ct)).EnumerateArray().Select(e => e.GetProperty("act").GetString());
        Assert.Equal(["backup.delete", "backup.download", "backup.make"], acts.Take(3));
    }

    [Fact]
    public async Task Names_lead_nowhere_but_to_backups()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);

        foreach (var name in new[] { "..%2Fclipsharebox.db", "..%2Fvault-key", "clipsharebox-20200101-00.db", "%2Fetc%2Fpasswd", "clipsharebox.db" })
        {
            using var answer = await owner.GetAsync(new Uri($"{Address}/{name}/file", UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task What_could_not_be_put_back_is_not_taken_in_and_leaves_nothing()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);
        var good = await owner.GetByteArrayAsync(
            new Uri($"{Address}/{(await owner.PostDataAsync(Address, new { }, Ct)).GetProperty("name").GetString()}/file", UriKind.Relative), Ct);
        var damaged = (byte[])good.Clone();
        damaged.AsSpan(5_000, 30_000).Fill(0x5A);

        await RefusedAsync(owner, "some other file"u8.ToArray(), "no backup");
        await RefusedAsync(owner, damaged, "damaged");
        await RefusedAsync(owner, good[..20_000], "damaged");
        await RefusedAsync(owner, Changed(good, "insert into schema_migrations (number, name) values (9999, 'later')"), "newer");
        await RefusedAsync(owner, Changed(good, "update users set disabled = 1"), "Nobody owns");
        await RefusedAsync(owner, Changed(good, "drop table schema_migrations"), "no store");

        Assert.Single(Directory.GetFiles(Path.Combine(box.Folder, "backups")));
        using var taken = await UploadAsync(owner, good);
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        Assert.Equal("uploaded", (await Answers.DataAsync(taken, Ct)).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_box_comes_back_by_itself_with_the_backup_and_keeps_what_it_had()
    {
        using var folder = new Scratch();
        await using var box = await BoxProcess.StartAsync(folder.Path, Ct);
        using var owner = await box.ClaimAsync(Ct);
        var kept = (await owner.PostDataAsync(Address, new { }, Ct)).GetProperty("name").GetString();
        using (var late = await owner.PostAsync(new Uri("/api/admin/users", UriKind.Relative), JsonContent("""{"username":"late","password":"correct horse battery"}"""), Ct))
            Assert.Equal(HttpStatusCode.Created, late.StatusCode);

        using (var begun = await owner.PostAsync(new Uri($"{Address}/{kept}/restore", UriKind.Relative), null, Ct))
            Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        await BackAsync(owner);

        // Sessions of the time before are over: the backup's passwords hold.
        using var anew = await owner.PostAsync(
            new Uri("/api/auth/login", UriKind.Relative), JsonContent("""{"username":"owner","password":"correct horse battery"}"""), Ct);
        Assert.Equal(HttpStatusCode.OK, anew.StatusCode);
        Assert.Equal(1, (await owner.GetDataAsync("/api/admin/users", Ct)).GetArrayLength());
        Assert.Contains((await owner.GetDataAsync("/api/admin/audit", Ct)).EnumerateArray(), e => e.GetProperty("act").GetString() == "backup.restore");
        var before = Assert.Single((await owner.GetDataAsync(Address, Ct)).EnumerateArray(), b => b.GetProperty("kind").GetString() == "before");
        var look = await owner.GetDataAsync($"{Address}/{before.GetProperty("name").GetString()}", Ct);
        Assert.Equal((2, 1), (look.GetProperty("facts").GetProperty("people").GetInt64(), look.GetProperty("present").GetProperty("people").GetInt64()));
    }

    [Fact]
    public async Task A_store_that_was_made_ready_takes_its_place_at_the_next_start_whatever_stopped_the_box()
    {
        using var folder = new Scratch();
        string? name;
        await using (var box = await TestBox.StartAsync(Ct, folder.Path))
        {
            using var owner = await box.ClaimAsync(Ct);
            name = (await owner.PostDataAsync(Address, new { }, Ct)).GetProperty("name").GetString();
            box.Sql("insert into settings (name, value) values ('late', '1')");
            using var begun = await owner.PostAsync(new Uri($"{Address}/{name}/restore", UriKind.Relative), null, Ct);
            Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
            using var twice = await owner.PostAsync(new Uri($"{Address}/{name}/restore", UriKind.Relative), null, Ct);
            Assert.Contains((int)twice.StatusCode, new[] { 409, 401 });
        }
        Assert.True(File.Exists(Path.Combine(folder.Path, "restore.db")));

        await using var again = await TestBox.StartAsync(Ct, folder.Path);

        Assert.Null(again.Services.GetService(typeof(SettingStore)) is SettingStore store ? store.Get("late") : "none");
        Assert.False(File.Exists(Path.Combine(folder.Path, "restore.db")));
    }

    private static async Task RefusedAsync(HttpClient owner, byte[] file, string why)
    {
        using var answer = await UploadAsync(owner, file);
        var error = await Answers.ErrorAsync(answer, 415, "INVALID_FILE_FORMAT", Ct);
        Assert.Contains(why, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> UploadAsync(HttpClient owner, byte[] file)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return owner.PostAsync(new Uri($"{Address}/upload", UriKind.Relative), content, Ct);
    }

    private static byte[] Changed(byte[] store, string sql)
    {
        using var folder = new Scratch();
        var path = Path.Combine(folder.Path, "changed.db");
        File.WriteAllBytes(path, store);
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            connection.Execute("pragma journal_mode=delete");
            connection.Execute(sql);
        }
        return File.ReadAllBytes(path);
    }

    private static StringContent JsonContent(string json) => new(json, new MediaTypeHeaderValue("application/json"));

    // The session of the time before ends with the store that knew it.
    private static async Task BackAsync(HttpClient owner)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await again.WaitForNextTickAsync(limit.Token))
        {
            try
            {
                using var answer = await owner.GetAsync(new Uri("/api/auth/session", UriKind.Relative), limit.Token);
                if (answer.StatusCode == HttpStatusCode.Unauthorized)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen just now.
            }
        }
    }
}
