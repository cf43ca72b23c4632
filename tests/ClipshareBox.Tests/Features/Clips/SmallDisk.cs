using ClipshareBox.Media.Processes;

namespace ClipshareBox.Tests.Features.Clips;

/// <summary>A small file system in memory; needs root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    public static async Task<SmallDisk> MountAsync(string options, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("clipsharebox-disk-").FullName;
        var mounted = await Tool.RunAsync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], Limit, TimeProvider.System, ct);
        if (mounted.ExitCode == 0)
            return new SmallDisk(folder);
        Directory.Delete(folder);
        Assert.Skip($"this machine lets no one mount: {mounted.ErrorText}");
        throw new InvalidOperationException("not reached");
    }

    /// <summary>Uses up every file that the disk can hold.</summary>
    public List<string> FillWithFiles()
    {
        var made = new List<string>();
        try
        {
            while (true)
            {
                var path = Path.Combine(Folder, $".filling-{made.Count}");
                File.WriteAllText(path, "");
                made.Add(path);
            }
        }
        catch (IOException)
        {
            return made;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Tool.RunAsync("umount", ["-l", Folder], Limit, TimeProvider.System, CancellationToken.None);
        Directory.Delete(Folder);
    }
}
