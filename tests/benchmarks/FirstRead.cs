using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Benchmarks;

/// <summary>Tells when a file is first read, by the kernel's word.</summary>
internal sealed partial class FirstRead : IDisposable
{
    private const uint Accessed = 0x1; // IN_ACCESS, <sys/inotify.h>
    private const int CloseOnExec = 0x80000; // IN_CLOEXEC

    private readonly SafeFileHandle _events;

    /// <exception cref="IOException">The kernel refuses.</exception>
    public FirstRead(string path)
    {
        var descriptor = Init(CloseOnExec);
        _events = new SafeFileHandle(descriptor, ownsHandle: true);
        if (descriptor < 0 || AddWatch(descriptor, path, Accessed) < 0)
            throw new IOException($"inotify: error {Marshal.GetLastPInvokeError()}");
    }

    /// <summary>Waits for the first read; the timestamp is <see cref="Stopwatch"/>'s. Blocks.</summary>
    public long WaitForTimestamp()
    {
        Span<byte> room = stackalloc byte[4096];
        _ = Read((int)_events.DangerousGetHandle(), room, room.Length);
        return Stopwatch.GetTimestamp();
    }

    public void Dispose() => _events.Dispose();

    // inotify_init1(2), inotify_add_watch(2), <sys/inotify.h>; read(2), <unistd.h>
    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    private static partial int Init(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddWatch(int descriptor, string path, uint mask);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, Span<byte> buffer, nint count);
}
