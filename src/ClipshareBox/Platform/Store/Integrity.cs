using Dapper;
using Microsoft.Data.Sqlite;

namespace ClipshareBox.Platform.Store;

/// <summary>The check of the file at each start.</summary>
internal static class Integrity
{
    /// <exception cref="StoreException">SQLite finds damage.</exception>
    internal static void Check(SqliteConnection connection, string path)
    {
        var findings = connection.Query<string>("pragma quick_check(5)").ToList();
        if (findings is not ["ok"])
            throw new StoreException($"The database {path} is damaged ({string.Join("; ", findings)}). Start with --restore FILE to go back to a backup.");
    }
}
