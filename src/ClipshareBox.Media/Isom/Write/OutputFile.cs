using ClipshareBox.Media.Files;

namespace ClipshareBox.Media.Isom.Write;

/// <summary>A file that is either whole or not there: written aside, flushed to the disk, renamed, the folder flushed.</summary>
public sealed class OutputFile : IAsyncDisposable
{
    private const int ErrorNoSpace = 28; // ENOSPC, asm-generic/errno-base.h
    private const int ErrorQuota = 122; // EDQUOT, asm-generic/errno.h
    private const int ErrorReadOnly = 30; // EROFS, asm-generic/errno-base.h

    // A strict umask must not keep the share's user from the clip.
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _destination;
    private bool _committed;

    private OutputFile(string destination, string partPath)
    {
        _destination = destination;
        PartPath = partPath;
    }

    /// <summary>Where the file is being written; on the same file system, hidden by its leading dot.</summary>
    public string PartPath { get; }

    /// <summary>Chooses a name beside <paramref name="destination"/>; makes its folder.</summary>
    /// <exception cref="MediaException">The folder cannot be made.</exception>
    public static OutputFile Beside(string destination)
    {
        var full = Path.GetFullPath(destination);
        var folder = Path.GetDirectoryName(full) ?? "/";
        Guard(() => Directory.CreateDirectory(folder));
        var unique = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6));
        return new OutputFile(full, Path.Combine(folder, $".{unique}.part{Path.GetExtension(full)}"));
    }

    /// <summary>Opens the part for writing and reading.</summary>
    public FileStream Open() => Guard(() => new FileStream(
        PartPath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1 << 20));

    /// <summary>Throws away what was written, to begin anew.</summary>
    public void Discard() => Guard(() =>
    {
        File.Delete(PartPath);
        return true;
    });

    /// <summary>Flushes the part to the disk, gives it its name and flushes the folder.</summary>
    public void Commit() => Guard(() =>
    {
        DurableFile.Publish(PartPath, _destination, Readable);
        _committed = true;
        return true;
    });

    /// <summary>Runs a piece of writing; a full disk and other refusals become clear errors.</summary>
    /// <exception cref="MediaException"><see cref="MediaFault.DiskFull"/> or <see cref="MediaFault.CannotWrite"/>.</exception>
    public static T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) is ErrorNoSpace or ErrorQuota)
        {
            throw new MediaException(MediaFault.DiskFull, "The disk for clips is full; free some space and cut again.", e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var why = (e.HResult & 0xFFFF) == ErrorReadOnly ? "is read-only" : "cannot be written";
            throw new MediaException(MediaFault.CannotWrite, $"The folder for the clip {why}; check its path and rights.", e.Message, e);
        }
    }

    /// <summary>Removes the part unless it was committed.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_committed)
            File.Delete(PartPath);
        return ValueTask.CompletedTask;
    }
}
