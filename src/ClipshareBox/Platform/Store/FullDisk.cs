using Microsoft.Data.Sqlite;

namespace ClipshareBox.Platform.Store;

/// <summary>Tells a full disk from other faults of the store.</summary>
internal static class FullDisk
{
    private const int Full = 13; // SQLITE_FULL, <sqlite3.h>

    /// <summary>True where the store could not be written for want of space.</summary>
    public static bool IsIn(Exception failure) => failure is SqliteException { SqliteErrorCode: Full };
}
