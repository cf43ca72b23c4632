using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ClipshareBox.Features.Sources;

/// <summary>Where a path really leads, all links followed.</summary>
internal static partial class RealPath
{
    private const int Longest = 4096; // PATH_MAX, <linux/limits.h>
    private const int CurrentFolder = -100; // AT_FDCWD, <fcntl.h>
    private const uint NumberMask = 0x100; // STATX_INO, <linux/stat.h>
    private const int StatxBytes = 256;
    private const int NumberOffset = 32; // stx_ino: the layout of struct statx is the same on every architecture
    private const int DeviceOffset = 136; // stx_dev_major, stx_dev_minor

    /// <summary>The path without links, or null where it leads nowhere.</summary>
    public static string? Of(string path)
    {
        var resolved = new byte[Longest];
        return Resolve(path, resolved) == 0 ? null : Encoding.UTF8.GetString(resolved.AsSpan(0, resolved.AsSpan().IndexOf((byte)0)));
    }

    /// <summary>The file's path without links, where it lies below the root; else null.</summary>
    /// <param name="root">The folder; may be a link itself.</param>
    /// <param name="path">Path of a file in it.</param>
    public static string? Within(string root, string path) =>
        Of(root) is { } realRoot && Of(path) is { } real && real.StartsWith(realRoot == "/" ? "/" : realRoot + "/", StringComparison.Ordinal)
            ? real
            : null;

    /// <summary>The file system and number of a file or folder; another one at the same path has another. Null where there is none.</summary>
    public static (ulong Number, ulong Device)? IdentityOf(string path)
    {
        var facts = new byte[StatxBytes];
        return Statx(CurrentFolder, path, 0, NumberMask, facts) == 0
            ? (BinaryPrimitives.ReadUInt64LittleEndian(facts.AsSpan(NumberOffset)), BinaryPrimitives.ReadUInt64LittleEndian(facts.AsSpan(DeviceOffset)))
            : null;
    }

    // statx(2): int statx(int dirfd, const char *pathname, int flags, unsigned int mask, struct statx *statxbuf), <sys/stat.h>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, [Out] byte[] facts);

    // realpath(3): char *realpath(const char *path, char *resolved_path), <stdlib.h>; resolved_path holds PATH_MAX bytes
    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Resolve(string path, [Out] byte[] resolved);
}
