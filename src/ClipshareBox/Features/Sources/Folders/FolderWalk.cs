using System.IO.Enumeration;

namespace ClipshareBox.Features.Sources.Folders;

/// <summary>A film in a folder.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Stamp">How it stands.</param>
internal sealed record FoundFile(string Name, FileStamp Stamp);

/// <summary>A folder that was read.</summary>
/// <param name="Folder">Its path within the source, empty for the root.</param>
/// <param name="Files">Films in it; null when it could not be read, and what was known of it stands.</param>
internal sealed record FoundFolder(string Folder, IReadOnlyList<FoundFile>? Files);

/// <summary>
/// Walks a tree without leaving it: links to folders are not followed (what they show of the tree is met at its own place), links to
/// files only where they end within the root.
/// </summary>
/// <param name="root">Absolute path of the root.</param>
internal sealed class FolderWalk(string root)
{
    private const int Deepest = 64;

    private static readonly EnumerationOptions EveryEntry = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>The folder and all below it, one at a time.</summary>
    public IEnumerable<FoundFolder> From(string folder, CancellationToken ct)
    {
        var waiting = new Stack<string>([folder]);
        while (waiting.TryPop(out var next))
        {
            ct.ThrowIfCancellationRequested();
            yield return Read(next, waiting, ct);
        }
    }

    /// <summary>Looks at one path within the root.</summary>
    /// <returns>The film there; null when there is none that may be seen.</returns>
    public FoundFile? FileAt(string folder, string name)
    {
        if (!Path.Join(folder, name).Split('/').All(part => FileNames.IsShown(part)) || !FileNames.IsMedium(name))
            return null;
        return RealPath.Within(root, Path.Join(root, folder, name)) is { } real && FileStamp.Of(real) is { } stamp
            ? new FoundFile(name, stamp)
            : null;
    }

    /// <summary>True for a folder of the tree that may be walked.</summary>
    public bool IsFolder(string folder)
    {
        var path = Path.Join(root, folder);
        return folder.Split('/').All(part => FileNames.IsShown(part)) && Directory.Exists(path) && RealPath.Of(path) == Path.Join(RealPath.Of(root), folder);
    }

    private FoundFolder Read(string folder, Stack<string> waiting, CancellationToken ct)
    {
        var path = Path.Join(root, folder);
        var files = new List<FoundFile>();
        var below = new List<string>();
        try
        {
            foreach (var (name, isFolder, stamp) in Entries(path))
            {
                ct.ThrowIfCancellationRequested();
                if (isFolder)
                    below.Add(folder.Length == 0 ? name : $"{folder}/{name}");
                else if ((stamp ?? FileAt(folder, name)?.Stamp) is { } found)
                    files.Add(new FoundFile(name, found));
            }
        }
        catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException && folder.Length > 0)
        {
            return new FoundFolder(folder, []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && folder.Length > 0)
        {
            return new FoundFolder(folder, null);
        }
        if (folder.Count(c => c == '/') < Deepest)
            below.ForEach(waiting.Push);
        return new FoundFolder(folder, files);
    }

    // A stamp of null stands for a link: where it leads has still to be seen.
    private static FileSystemEnumerable<(string Name, bool IsFolder, FileStamp? Stamp)> Entries(string path) =>
        new(path, Entry, EveryEntry) { ShouldIncludePredicate = IsOfInterest };

    private static (string, bool, FileStamp?) Entry(ref FileSystemEntry entry) =>
        (entry.FileName.ToString(), entry.IsDirectory, entry.IsDirectory || IsLink(ref entry) ? null : new FileStamp(entry.Length, entry.LastWriteTimeUtc.UtcTicks));

    private static bool IsOfInterest(ref FileSystemEntry entry) =>
        FileNames.IsShown(entry.FileName) && (entry.IsDirectory ? !IsLink(ref entry) : FileNames.IsMedium(entry.FileName));

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;
}
