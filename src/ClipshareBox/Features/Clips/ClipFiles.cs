using System.Text;
using ClipshareBox.Media.Files;
using ClipshareBox.Platform.Settings;

namespace ClipshareBox.Features.Clips;

/// <summary>
/// The folder that the share exports. What is in the making, and old versions that are still on air, lie in folders hidden by their
/// leading dot, on the same file system, so that giving them their names is one rename.
/// </summary>
internal sealed class ClipFiles(BoxSettings settings)
{
    private const string Making = ".making";
    private const string Held = ".held";

    private const UnixFileMode FolderRights = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode FileRights =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Absolute path of the share's root.</summary>
    public string Root => settings.Clips;

    /// <summary>Bytes that may still be written.</summary>
    public long FreeBytes => new DriveInfo(Root).AvailableFreeSpace;

    /// <summary>All bytes of the disk.</summary>
    public long TotalBytes => new DriveInfo(Root).TotalSize;

    /// <summary>Absolute path of a file of the share.</summary>
    public string At(string path) => Path.Combine(Root, path);

    /// <summary>Makes the hidden folders and removes what a power cut left in the making.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Prepare()
    {
        var making = Directory.CreateDirectory(At(Making));
        Directory.CreateDirectory(At(Held));
        foreach (var left in making.EnumerateFiles())
            left.Delete();
        var rights = File.GetUnixFileMode(Root);
        // A strict umask must not keep the share's user out.
        if ((rights & FolderRights) != FolderRights)
            File.SetUnixFileMode(Root, rights | FolderRights);
    }

    /// <summary>A name of its own for something in the making.</summary>
    public string NewPart(string extension) => At(Path.Combine(Making, $"{Guid.NewGuid():N}{extension}"));

    /// <summary>Writes a text and flushes it to the disk.</summary>
    public static void Write(string path, string text)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Gives flushed parts their names in one folder, made where it is not there, replacing what stands there, and flushes the folder.</summary>
    public void Publish(string folder, params IReadOnlyList<(string Part, string Path)> files)
    {
        MakeFolder(folder);
        foreach (var (part, path) in files)
        {
            File.SetUnixFileMode(part, FileRights);
            File.Move(part, At(path), overwrite: true);
        }
        DurableFile.FlushFolder(At(folder));
    }

    /// <summary>Keeps a version of a clip under a hidden name, for those who play it while a new one takes its place.</summary>
    /// <returns>Its path from the root of the share; null where the file system has no links.</returns>
    public string? Hold(ClipRow clip, string path, bool playout)
    {
        var held = HeldPath(clip.Id, clip.Rev, playout);
        File.Delete(At(held));
        return HardLink.TryMake(At(path), At(held)) ? held : null;
    }

    /// <summary>Where a version that was held lies.</summary>
    public static string HeldPath(string clipId, long rev, bool playout) =>
        $"{Held}/{clipId}-{rev}{(playout ? "-playout" : "")}.mp4";

    /// <summary>True for the path of such a version.</summary>
    public static bool IsHeld(string path) => path.StartsWith($"{Held}/", StringComparison.Ordinal);

    /// <summary>Makes <paramref name="path"/> another name of the bytes of <paramref name="existing"/>, replacing what stands there in one step.</summary>
    public void Repeat(string existing, string path)
    {
        var part = NewPart(".mp4");
        try
        {
            if (!HardLink.TryMake(At(existing), part))
            {
                File.Copy(At(existing), part);
                File.SetUnixFileMode(part, FileRights);
            }
            File.Move(part, At(path), overwrite: true);
            DurableFile.FlushFolder(Path.GetDirectoryName(At(path)) ?? Root);
        }
        finally
        {
            // Renaming one name of a file over another of the same file does nothing (rename(2)).
            File.Delete(part);
        }
    }

    /// <summary>Removes a file of the share; whoever has it open reads on.</summary>
    public void Remove(string path)
    {
        if (Path.GetDirectoryName(At(path)) is { } folder && Directory.Exists(folder))
            File.Delete(At(path));
    }

    private void MakeFolder(string folder)
    {
        if (Directory.Exists(At(folder)))
            return;
        Directory.CreateDirectory(At(folder));
        File.SetUnixFileMode(At(folder), FolderRights);
        DurableFile.FlushFolder(Root);
    }
}
