using System.Data;
using ClipshareBox.Platform.Settings;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ClipshareBox.Platform.Store;

/// <summary>
/// The one database file. Reads run side by side; writes run one at a time, each as one transaction that is on the disk
/// (WAL with <c>synchronous=FULL</c>) when <see cref="Write{T}"/> returns: what the box acknowledges survives a power cut.
/// SQLite has no asynchronous I/O, so neither has this.
/// </summary>
internal sealed class Database : IDisposable
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "clipsharebox.db";

    private readonly string _readString;
    private readonly SqliteConnection _writer;
    private readonly Lock _oneWriter = new();

    static Database()
    {
        SystemSqlite.Bind();
        DefaultTypeMap.MatchNamesWithUnderscores = true;
    }

    /// <summary>Opens the file in the data folder, checks it, and brings its schema up to date.</summary>
    /// <exception cref="StoreException">The file is damaged or newer than this program.</exception>
    public Database(BoxSettings settings)
        : this(Path.Combine(settings.Data, FileName))
    {
    }

    internal Database(string path)
    {
        FilePath = path;
        _readString = new SqliteConnectionStringBuilder { DataSource = path, Cache = SqliteCacheMode.Private }.ToString();
        _writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            Open(_writer);
            Integrity.Check(_writer, path);
            _writer.Execute("pragma journal_mode=wal");
            Migrations.Apply(_writer);
        }
        catch (SqliteException e)
        {
            _writer.Dispose();
            throw new StoreException($"The database {path} can't be opened ({e.Message}). Start with --restore FILE to go back to a backup.", e);
        }
        catch
        {
            _writer.Dispose();
            throw;
        }
    }

    /// <summary>Absolute path of the file.</summary>
    public string FilePath { get; }

    /// <summary>Runs a read on a connection of its own; it sees one state of the store.</summary>
    public T Read<T>(Func<IDbConnection, T> read)
    {
        using var connection = new SqliteConnection(_readString);
        Open(connection);
        return read(connection);
    }

    /// <summary>
    /// Runs a change as one transaction. What the change gave to <see cref="Change.AfterCommit"/> runs before the next
    /// change begins, so that the order on the screens is the order on the disk.
    /// </summary>
    public T Write<T>(Func<Change, T> write)
    {
        lock (_oneWriter)
        {
            var transaction = _writer.BeginTransaction(deferred: false);
            var change = new Change(_writer, transaction);
            T result;
            using (transaction)
            {
                result = write(change);
                transaction.Commit();
            }
            change.Announce();
            return result;
        }
    }

    /// <summary>Runs a change that answers nothing.</summary>
    public void Write(Action<Change> write) => Write(change =>
    {
        write(change);
        return true;
    });

    /// <summary>Copies the store while it is in use; the copy is whole and on the disk when this returns.</summary>
    public void BackUp(string path) => Backup.Write(_readString, path);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_oneWriter)
            _writer.Dispose();
        using var pooled = new SqliteConnection(_readString);
        SqliteConnection.ClearPool(pooled);
    }

    // Both pragmas hold for a connection, not for the file.
    private static void Open(SqliteConnection connection)
    {
        connection.Open();
        connection.Execute("pragma synchronous=full; pragma foreign_keys=on; pragma busy_timeout=5000");
    }
}

/// <summary>The store can't be used as it is; the message says what to do.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
