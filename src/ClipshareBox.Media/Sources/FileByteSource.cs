using Microsoft.Win32.SafeHandles;

namespace ClipshareBox.Media.Sources;

/// <summary>The bytes of a local file, which may still be growing.</summary>
/// <remarks>
/// Reads are synchronous: what the cutter reads was mostly just read by ffmpeg and lies in the page cache, where a copy of a few
/// kB takes microseconds; .NET's asynchronous file read on Linux is the same call handed to a pool thread.
/// </remarks>
internal sealed class FileByteSource : IByteSource
{
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private long _bytesRead;

    private FileByteSource(SafeFileHandle file, string path)
    {
        _file = file;
        _path = path;
    }

    public long Length => Guarded(() => RandomAccess.GetLength(_file));

    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Opens a file for reading; whoever writes or removes it is not disturbed.</summary>
    /// <exception cref="MediaException">There is no such file, it may not be read, or it is no regular file
    /// (<see cref="MediaFault.SourceMissing"/>).</exception>
    public static FileByteSource Open(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw Missing("The source has no valid file name.");
        if (Directory.Exists(path))
            throw Missing($"{path} is a folder; name a media file in it.");
        if (!FileKind.MayBeRegular(path))
            throw Missing($"{path} is no regular file (a pipe or device cannot be cut); copy it into a file first.");
        try
        {
            // Sharing everything keeps .NET from taking a lock on the file.
            var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new FileByteSource(file, path);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Missing($"{path} may not be read; give this program the right to read it.", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing($"{path} does not exist; check the path, and that its disk is mounted.", e);
        }
        catch (IOException e)
        {
            throw Missing($"{path} cannot be opened: {e.Message}", e);
        }
    }

    public ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var done = 0;
        while (done < buffer.Length)
        {
            ct.ThrowIfCancellationRequested();
            var read = Guarded(() => RandomAccess.Read(_file, buffer.Span[done..], offset + done));
            if (read == 0)
                break;
            done += read;
            Interlocked.Add(ref _bytesRead, read);
        }
        return ValueTask.FromResult(done);
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private static MediaException Missing(string message, Exception? inner = null) =>
        new(MediaFault.SourceMissing, message, inner: inner);

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MediaException(
                MediaFault.SourceLost, $"{_path} can no longer be read; check its disk or network share.", e.Message, e);
        }
    }
}
