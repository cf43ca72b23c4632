using System.Data;
using ClipshareBox.Platform.Store;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ClipshareBox.Features.Backups;

/// <summary>Looks into a store, the box's own or a backup of any age, and says what it holds and whether it could be put back.</summary>
internal static class StoreReader
{
    /// <summary>What a store holds; tables that an older one has not yet count as empty.</summary>
    public static StoreFacts Read(IDbConnection store)
    {
        var tables = store.Query<string>("select name from sqlite_master where type = 'table'").ToHashSet(StringComparer.Ordinal);
        return new StoreFacts(
            (int)Number("schema_migrations", "select coalesce(max(number), 0) from schema_migrations"),
            Count("users", "1"),
            Count("workspaces", "1"),
            Count("bookmarks", "1"),
            Count("clips", "file_name is not null"),
            ChangedAt());

        long Number(string table, string sql) => tables.Contains(table) ? store.QuerySingle<long>(sql) : 0;
        long Count(string table, string filter) => Number(table, $"select count(*) from {table} where {filter}");
        DateTimeOffset? ChangedAt()
        {
            string[] times = [.. new[] { ("bookmarks", "updated_at_ms"), ("workspaces", "updated_at_ms"), ("audit", "at_ms"), ("jobs", "created_at_ms") }
                .Where(t => tables.Contains(t.Item1)).Select(t => $"select max({t.Item2}) as at from {t.Item1}")];
            return times.Length > 0 && store.QuerySingle<long?>($"select max(at) from ({string.Join(" union all ", times)})") is { } ms
                ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
                : null;
        }
    }

    /// <summary>Looks at a file, which nothing writes to.</summary>
    /// <returns>What it holds, and why it can't be put back; the one is null where the file is no store, the other where all is well.</returns>
    public static (StoreFacts? Facts, string? Fault) ReadFile(string path)
    {
        SystemSqlite.Bind();
        // Nothing is written beside it: a copy is whole without a log (sqlite.org/uri.html, immutable).
        var address = $"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1";
        try
        {
            using var store = new SqliteConnection($"Data Source={address};Mode=ReadOnly;Pooling=False");
            store.Open();
            store.Execute("pragma trusted_schema=off");
            var damage = store.Query<string>("pragma integrity_check(3)").ToList();
            if (damage is not ["ok"])
                return (null, $"The file is damaged ({string.Join("; ", damage)}).");
            var facts = Read(store);
            return (facts, FaultOf(store, facts));
        }
        catch (SqliteException e)
        {
            return (null, $"The file is no store of a ClipshareBox, or it is damaged ({e.Message}).");
        }
    }

    private static string? FaultOf(SqliteConnection store, StoreFacts facts) => facts switch
    {
        { Schema: 0 } => "The file is no store of a ClipshareBox.",
        { Schema: var schema } when schema > Migrations.Newest =>
            $"The backup is of a newer ClipshareBox (schema {schema}, this one knows {Migrations.Newest}). Update the program first.",
        _ when store.QuerySingle<long>("select count(*) from users where role = 'admin' and disabled = 0") == 0 =>
            "Nobody owns the box in this backup: you could not sign in after it.",
        _ => null,
    };
}
