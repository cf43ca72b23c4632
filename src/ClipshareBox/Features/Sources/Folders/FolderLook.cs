using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Sources.Folders;

/// <summary>Looks at files and writes down what is otherwise than in the store. Blocks its thread as long as the disk does.</summary>
internal sealed class FolderLook(Database database, ContentWriter writer)
{
    /// <summary>Looks at the file of a content.</summary>
    public void At(string contentKey, CancellationToken ct)
    {
        if (database.Read(c => ContentStore.Find(c, contentKey)) is { RemovedAtMs: null, Kind: SourceRow.Folder } row)
            AtFile(row.SourceId, row.Place, row.Folder, row.Name, ct);
    }

    /// <summary>Looks at whatever is at a path, or was there: a file, or a folder with all below it.</summary>
    /// <param name="source">The source.</param>
    /// <param name="path">Path within it, not empty.</param>
    /// <param name="ct">Stops between two folders.</param>
    public void At(SourceRow source, string path, CancellationToken ct)
    {
        if (new FolderWalk(source.Place).IsFolder(path))
        {
            All(source, path, ct);
            return;
        }
        AtFile(source.Id, source.Place, Path.GetDirectoryName(path) ?? "", Path.GetFileName(path), ct);
        writer.Vanish(source.Id, path, ct);
    }

    /// <summary>Walks a folder of the source, all of it for the empty name.</summary>
    /// <exception cref="IOException">The root can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The root may not be read.</exception>
    public void All(SourceRow source, string folder, CancellationToken ct)
    {
        var before = database.Read(c => ContentIndexStore.Folders(c, source.Id)).Where(f => IsBelow(folder, f)).ToHashSet();
        var unread = new List<string>();
        writer.Write(source.Id, new FolderWalk(source.Place).From(folder, ct).SelectMany(found =>
        {
            if (found.Files is null)
                unread.Add(found.Folder);
            before.Remove(found.Folder);
            return found.Files is null ? [] : ContentChange.Between(found.Folder, found.Files, Known(source, found));
        }), ct);
        foreach (var gone in before.Where(f => !unread.Any(u => IsBelow(u, f))))
            writer.Vanish(source.Id, gone, ct);
    }

    /// <summary>Marks everything of a source as gone.</summary>
    public void Gone(SourceRow source, CancellationToken ct) => writer.Vanish(source.Id, "", ct);

    private IReadOnlyDictionary<string, KnownFile> Known(SourceRow source, FoundFolder found) =>
        database.Read(c => ContentIndexStore.Files(c, source.Id, found.Folder));

    private void AtFile(string sourceId, string root, string folder, string name, CancellationToken ct)
    {
        var known = database.Read(c => ContentIndexStore.File(c, sourceId, folder, name));
        if (ContentChange.Between(folder, new FolderWalk(root).FileAt(folder, name), known) is { } change)
            writer.Write(sourceId, [change], ct);
    }

    private static bool IsBelow(string folder, string path) =>
        folder.Length == 0 || path == folder || (path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal));
}
