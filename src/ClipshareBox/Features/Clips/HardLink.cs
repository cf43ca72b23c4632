using System.Runtime.InteropServices;

namespace ClipshareBox.Features.Clips;

/// <summary>A second name for a file's bytes; .NET has no call for it.</summary>
internal static partial class HardLink
{
    /// <summary>Gives <paramref name="path"/>, which must not exist, the bytes of <paramref name="existing"/>.</summary>
    /// <returns>False where the file system has no links.</returns>
    public static bool TryMake(string existing, string path) => Link(existing, path) == 0;

    // link(2), <unistd.h>
    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string path);
}
