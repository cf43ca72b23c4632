using System.Runtime.InteropServices;

namespace ClipshareBox.Media.Files;

/// <summary>Gives a finished file its name in a way that a power cut can't halve: whole under its name, or not there.</summary>
public static partial class DurableFile
{
    /// <summary>Flushes <paramref name="part"/> to the disk, renames it to <paramref name="path"/> and flushes the folder.</summary>
    /// <param name="part">The finished file, in the same folder.</param>
    /// <param name="path">Its name from now on; what stood there is replaced.</param>
    /// <param name="mode">Rights to give it before it can be seen; null leaves them.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Publish(string part, string path, UnixFileMode? mode = null)
    {
        using (var handle = File.OpenHandle(part, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(handle);
        if (mode is { } wanted)
            File.SetUnixFileMode(part, wanted);
        File.Move(part, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path) ?? "/");
    }

    /// <summary>Flushes a folder's entries; .NET has no call for it.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void FlushFolder(string folder)
    {
        const int readOnly = 0; // O_RDONLY opens folders too
        var descriptor = OpenFolder(folder, readOnly);
        if (descriptor < 0)
            throw new IOException($"open({folder}): error {Marshal.GetLastPInvokeError()}");
        var failed = Flush(descriptor) < 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (failed)
            throw new IOException($"fsync({folder}): error {error}");
    }

    // open(2), <fcntl.h>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    // fsync(2), <unistd.h>
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    // close(2), <unistd.h>
    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
