using Microsoft.Data.Sqlite;

namespace ClipshareBox.Platform.Store;

/// <summary>Copies of the store: written while it is in use, put back by <c>--restore FILE</c> or from the page.</summary>
internal static class Backup
{
    /// <summary>Writes a whole copy beside <paramref name="path"/> and renames it into place.</summary>
    internal static void Write(string source, string path)
    {
        var part = path + ".part";
        File.Delete(part);
        using (var from = new SqliteConnection(source))
        using (var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = part, Pooling = false }.ToString()))
        {
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }
        Media.Files.DurableFile.Publish(part, path);
    }

    /// <summary>Puts a backup in the place of the store's file, which is kept beside it as <c>.replaced</c>.</summary>
    /// <exception cref="StoreException">The backup is no sound database.</exception>
    internal static void Restore(string backup, string path)
    {
        if (!File.Exists(backup))
            throw new StoreException($"There is no backup {backup}.");
        var part = path + ".part";
        File.Copy(backup, part, overwrite: true);
        using (new Database(part))
        {
            // Opening it checks it and brings it up to date.
        }
        Replace(part, path);
    }

    /// <summary>Gives a checked store its name; what stood there is kept beside it as <c>.replaced</c>.</summary>
    internal static void Replace(string part, string path)
    {
        if (File.Exists(path))
            File.Move(path, path + ".replaced", overwrite: true);
        // The log of the replaced file must not be played into the new one.
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        Media.Files.DurableFile.Publish(part, path);
    }
}
