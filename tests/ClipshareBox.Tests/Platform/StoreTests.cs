using ClipshareBox.Platform.Store;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Platform;

public sealed class StoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clipsharebox-store-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(_folder, Database.FileName);

    public static TheoryData<string> OlderStores =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Stores"), "*.sql").Select(f => Path.GetFileName(f))];

    [Theory, MemberData(nameof(OlderStores))]
    public void A_store_of_an_older_program_keeps_its_rows(string dump)
    {
        SystemSqlite.Bind();
        using (var older = new SqliteConnection($"Data Source={FilePath};Pooling=False"))
        {
            older.Open();
            older.Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Stores", dump)));
        }

        using var database = new Database(FilePath);

        Assert.Equal(Migrations.Newest, database.Read(c => c.QuerySingle<int>("select max(number) from schema_migrations")));
        Assert.Equal("owner", database.Read(c => c.QuerySingle<string>("select name from users")));
        Assert.Empty(database.Read(c => c.Query<string>("select \"table\" from pragma_foreign_key_check")));
        if (dump is "0006.sql" or "0007.sql" or "0008.sql" or "0009.sql")
            Assert.Equal("b1 u1 mine alone", database.Read(c => c.QuerySingle<string>("select bookmark_id || ' ' || user_id || ' ' || notes from private_notes")));
        if (dump is "0009.sql")
            Assert.Equal("owner: Look at 001 @owner", database.Read(c => c.QuerySingle<string>("select user_name || ': ' || text from messages where bookmark_id is null")));
    }

    [Fact]
    public void Every_migration_but_the_last_has_a_stored_file_that_it_is_tested_from() =>
        Assert.Equal(
            Enumerable.Range(1, Migrations.Newest - 1).Select(n => $"{n:0000}.sql"),
            OlderStores.Select(r => r.Data).Order(StringComparer.Ordinal));

    [Fact]
    public void A_newer_store_is_left_alone()
    {
        using (var database = new Database(FilePath))
            database.Write(change => change.Execute("insert into schema_migrations (number, name) values (9999, 'later')"));

        var refusal = Assert.Throws<StoreException>(() => new Database(FilePath));

        Assert.Contains("newer", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_store_is_found_at_the_start()
    {
        using (var database = new Database(FilePath))
            database.Write(change => change.Execute("insert into settings (name, value) values ('a', @text)", new { text = new string('x', 40_000) }));
        var bytes = File.ReadAllBytes(FilePath);
        bytes.AsSpan(bytes.Length / 2, 8_000).Fill(0x5A);
        File.WriteAllBytes(FilePath, bytes);

        var refusal = Assert.Throws<StoreException>(() => new Database(FilePath));

        Assert.Contains("--restore", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_made_in_use_is_whole_and_can_be_put_back()
    {
        var copy = Path.Combine(_folder, "copy.db");
        using (var database = new Database(FilePath))
        {
            Set(database, "a", "kept");
            database.BackUp(copy);
            Set(database, "a", "lost");
        }

        Backup.Restore(copy, FilePath);

        using var restored = new Database(FilePath);
        Assert.Equal("kept", new SettingStore(restored).Get("a"));
        Assert.True(File.Exists(FilePath + ".replaced"));
    }

    [Fact]
    public void What_is_no_backup_is_not_put_in_the_place_of_the_store()
    {
        using (var database = new Database(FilePath))
            Set(database, "a", "kept");
        var rubbish = Path.Combine(_folder, "rubbish.db");
        File.WriteAllText(rubbish, new string('r', 10_000));

        Assert.Throws<StoreException>(() => Backup.Restore(rubbish, FilePath));

        using var untouched = new Database(FilePath);
        Assert.Equal("kept", new SettingStore(untouched).Get("a"));
    }

    [Fact]
    public void A_change_that_fails_leaves_nothing_and_announces_nothing()
    {
        using var database = new Database(FilePath);
        var announced = false;

        Assert.Throws<InvalidOperationException>(() => database.Write(change =>
        {
            SettingStore.Set(change, "half", "done");
            change.AfterCommit(() => announced = true);
            throw new InvalidOperationException();
        }));

        Assert.Null(new SettingStore(database).Get("half"));
        Assert.False(announced);
    }

    [Fact]
    public async Task The_hourly_copies_are_kept_for_a_day_and_one_a_day_for_a_month()
    {
        await using var box = await TestBox.StartAsync(Ct);
        var backups = Directory.CreateDirectory(Path.Combine(box.Folder, "backups")).FullName;
        var now = DateTime.Parse("2020-06-30T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
        for (var hour = 1; hour < 24 * 40; hour++)
            await File.WriteAllTextAsync(Path.Combine(backups, $"clipsharebox-{now.AddHours(-hour):yyyyMMdd-HH}.db"), "", Ct);

        var newest = box.Services.GetRequiredService<BackupTimer>().BackUp();

        Assert.True(new FileInfo(newest).Length > 0);
        Assert.InRange(Directory.GetFiles(backups).Length, 52, 54); // 24 hours, and the days that they do not reach
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Set(Database database, string name, string value) => database.Write(change => SettingStore.Set(change, name, value));
}
