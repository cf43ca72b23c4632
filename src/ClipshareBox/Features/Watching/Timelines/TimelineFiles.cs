using ClipshareBox.Platform.Settings;

namespace ClipshareBox.Features.Watching.Timelines;

/// <summary>
/// The files of the timelines, a folder a film, on the disk of the store. All can be made anew: when they take too much room, those that
/// nobody looked at longest go.
/// </summary>
internal sealed class TimelineFiles(BoxSettings settings, TimeProvider clock)
{
    private const long MostBytes = 512L << 20;

    private readonly string _root = Path.Combine(settings.Data, "cache", "timelines");

    /// <summary>The finished file of that name, or null; counts as a look at its film.</summary>
    public string? Find(WatchedFilm film, string name)
    {
        var path = Path.Combine(FolderOf(film), name);
        if (!File.Exists(path))
            return null;
        Directory.SetLastWriteTimeUtc(FolderOf(film), clock.GetUtcNow().UtcDateTime);
        return path;
    }

    /// <summary>A new folder for things in the making.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_root, $".{Guid.NewGuid():N}")).FullName;

    /// <summary>Puts a finished file in its place.</summary>
    public void Put(WatchedFilm film, string made, string name)
    {
        Directory.CreateDirectory(FolderOf(film));
        File.Move(made, Path.Combine(FolderOf(film), name), overwrite: true);
    }

    /// <summary>Removes what was being made when the box went down, and what is too much.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(_root))
            return;
        var kept = 0L;
        foreach (var folder in new DirectoryInfo(_root).EnumerateDirectories().OrderByDescending(d => d.LastWriteTimeUtc))
        {
            kept += folder.EnumerateFiles().Sum(f => f.Length);
            if (kept > MostBytes || folder.Name[0] == '.')
                folder.Delete(recursive: true);
        }
    }

    private string FolderOf(WatchedFilm film) => Path.Combine(_root, $"{film.Content.ContentKey}-{film.Tag}");
}
