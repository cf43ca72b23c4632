using System.Runtime.InteropServices;
using System.Text;

namespace ClipshareBox.Features.Sources;

/// <summary>Where a path really leads, all links followed.</summary>
internal static partial class RealPath
{
    private const int Longest = 4096; // PATH_MAX, <linux/limits.h>

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

    // realpath(3): char *realpath(const char *path, char *resolved_path), <stdlib.h>; resolved_path holds PATH_MAX bytes
    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Resolve(string path, [Out] byte[] resolved);
}
