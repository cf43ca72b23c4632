using ClipshareBox.Media.Processes;
using Xunit;

namespace Clipcut.Tests;

/// <summary>A disk of its own in memory that is soon full; only root can mount one.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Mounts one; the test is skipped where that is not allowed.</summary>
    public static async Task<SmallDisk> MountAsync(string folder, int kilobytes)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can mount a disk that is soon full");
        string[] arguments = ["-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder];
        var mount = await Tool.RunAsync("mount", arguments, Limit, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.SkipUnless(mount.ExitCode == 0, $"this machine lets nobody mount: {mount.ErrorText}");
        return new SmallDisk(folder);
    }

    public async ValueTask DisposeAsync() =>
        await Tool.RunAsync("umount", [Folder], Limit, TimeProvider.System, CancellationToken.None);
}
