using ClipshareBox.Platform.Settings;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ClipshareBox.Platform.Store;

/// <summary>
/// A backup that an admin chose to put back: checked and brought up to date beside the running store, it takes that one's place at the next
/// start. A power cut in between finds either the old store or the new one.
/// </summary>
internal static class StagedRestore
{
    private const string FileName = "restore.db";

    /// <summary>Makes a backup ready to take the store's place.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="running">The store in use.</param>
    /// <param name="settings">Where the box keeps its things.</param>
    /// <param name="note">Writes into the new store who put it there.</param>
    /// <exception cref="StoreException">The backup is damaged, or of a newer program.</exception>
    public static void Stage(string backup, Database running, BoxSettings settings, Action<Change> note)
    {
        var staged = Path.Combine(settings.Data, FileName);
        var part = staged + ".part";
        File.Copy(backup, part, overwrite: true);
        try
        {
            using (var database = new Database(part))
            {
                // Numbers of events that pages have seen are not used again.
                var reserved = running.Read(c => c.QuerySingle<long?>("select max(reserved) from hub_rooms")) ?? 0;
                database.Write(change =>
                {
                    change.Execute("update hub_rooms set reserved = @reserved where reserved < @reserved", new { reserved });
                    note(change);
                });
            }
        }
        catch
        {
            File.Delete(part);
            throw;
        }
        Media.Files.DurableFile.Publish(part, staged);
    }

    /// <summary>Puts what was made ready into the store's place, which is kept among the backups; before the store is opened.</summary>
    public static void Apply(BoxSettings settings)
    {
        var staged = Path.Combine(settings.Data, FileName);
        if (!File.Exists(staged))
            return;
        var store = Path.Combine(settings.Data, Database.FileName);
        try
        {
            SystemSqlite.Bind();
            if (File.Exists(store))
                Backup.Write($"Data Source={store};Pooling=False", BackupShelf.NewPath(settings, TimeProvider.System, BackupShelf.Before));
        }
        catch (Exception e) when (e is IOException or SqliteException)
        {
            // Nothing of the old store is lost for a new one; the box goes on with the old.
            File.Move(staged, staged + ".failed", overwrite: true);
            Console.Error.WriteLine($"clipsharebox: the backup was not put back, as the present store could not be copied before ({e.Message}).");
            return;
        }
        Backup.Replace(staged, store);
    }
}
