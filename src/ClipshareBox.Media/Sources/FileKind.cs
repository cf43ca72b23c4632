using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ClipshareBox.Media.Sources;

/// <summary>Tells a regular file from what blocks when opened (a FIFO) or has no end (a device).</summary>
internal static partial class FileKind
{
    private const int CurrentFolder = -100; // AT_FDCWD, <fcntl.h>
    private const uint TypeMask = 0x1; // STATX_TYPE, <linux/stat.h>
    private const int StatxBytes = 256;
    private const int ModeOffset = 28; // stx_mode: the layout of struct statx is the same on every architecture
    private const int FormatBits = 0xF000; // S_IFMT
    private const int RegularFile = 0x8000; // S_IFREG

    /// <returns>False for a FIFO, socket, device or folder; true when it cannot be told: the opening says why.</returns>
    public static bool MayBeRegular(string path)
    {
        var facts = new byte[StatxBytes];
        if (Statx(CurrentFolder, path, 0, TypeMask, facts) != 0)
            return true;
        return (BinaryPrimitives.ReadUInt16LittleEndian(facts.AsSpan(ModeOffset)) & FormatBits) == RegularFile;
    }

    // statx(2): int statx(int dirfd, const char *pathname, int flags, unsigned int mask, struct statx *statxbuf), <sys/stat.h>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, [Out] byte[] facts);
}
