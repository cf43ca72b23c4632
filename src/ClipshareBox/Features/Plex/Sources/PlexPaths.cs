using ClipshareBox.Features.Sources;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>Folders that the server and the box both see, under two names.</summary>
internal sealed class PlexPaths(IReadOnlyList<PathPair> pairs)
{
    /// <summary>The file as the box sees it; null when no folder is mapped, or the file that lies there is another one.</summary>
    /// <param name="file">Path as the server names it; may be a Windows path.</param>
    /// <param name="sizeBytes">Its size by the server's word.</param>
    public string? Find(string? file, long? sizeBytes)
    {
        if (file is null || sizeBytes is null)
            return null;
        var wanted = Slashed(file);
        foreach (var (from, to) in pairs)
        {
            var root = Slashed(from).TrimEnd('/') + "/";
            if (!wanted.StartsWith(root, StringComparison.OrdinalIgnoreCase))
                continue;
            var path = Path.GetFullPath(Path.Join(to, wanted[root.Length..]));
            // Nothing that a server says leads out of the folder.
            if (RealPath.Within(Path.GetFullPath(to), path) is { } real && FileStamp.Of(real)?.SizeBytes == sizeBytes)
                return real;
        }
        return null;
    }

    private static string Slashed(string path) => path.Replace('\\', '/');
}
