namespace ClipshareBox.Features.Sources.Folders;

/// <summary>
/// Hears from the kernel what changes in a tree (inotify(7)). Network shares tell nothing of what others do, and the kernel's
/// watches may be used up: the regular look stays the net.
/// </summary>
internal sealed class FolderWatch : IDisposable
{
    // More at once are found quicker by looking at everything.
    private const int MostPaths = 4_000;

    private readonly Lock _lock = new();
    private readonly FileSystemWatcher _watcher;
    private readonly Action _ring;
    private readonly HashSet<string> _paths = [];
    private readonly string _root;
    private bool _all;
    private bool _failed;

    private FolderWatch(string root, Action ring)
    {
        (_root, _ring) = (root, ring);
        _watcher = new FileSystemWatcher(root)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        _watcher.Created += (_, e) => Hear(e.FullPath);
        _watcher.Changed += (_, e) => Hear(e.FullPath);
        _watcher.Deleted += (_, e) => Hear(e.FullPath);
        _watcher.Renamed += (_, e) =>
        {
            Hear(e.OldFullPath);
            Hear(e.FullPath);
        };
        _watcher.Error += (_, e) => Fail(e.GetException());
    }

    /// <summary>False when it has ceased to hear everything; start another.</summary>
    public bool IsWhole
    {
        get
        {
            lock (_lock)
                return !_failed;
        }
    }

    /// <summary>Starts to listen; takes as long as walking the folders does.</summary>
    /// <param name="root">Absolute path of the root.</param>
    /// <param name="ring">Called when there is something to take.</param>
    /// <param name="fault">Why it can't be watched; null when it is.</param>
    /// <returns>Null when the folder can't be watched.</returns>
    public static FolderWatch? Start(string root, Action ring, out string? fault)
    {
        FolderWatch? watch = null;
        try
        {
            watch = new FolderWatch(root, ring);
            watch._watcher.EnableRaisingEvents = true;
            fault = null;
            return watch;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            watch?.Dispose();
            fault = e.Message;
            return null;
        }
    }

    /// <summary>Paths within the root where something happened since the last call; null when it was too much to tell.</summary>
    public IReadOnlyList<string>? Take()
    {
        lock (_lock)
        {
            IReadOnlyList<string>? taken = _all ? null : [.. _paths];
            _paths.Clear();
            _all = false;
            return taken;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();

    private void Hear(string fullPath)
    {
        if (!fullPath.StartsWith(_root, StringComparison.Ordinal) || fullPath.Length <= _root.Length + 1)
            return;
        lock (_lock)
        {
            if (_all)
                return;
            _paths.Add(fullPath[(_root.Length + 1)..]);
            _all = _paths.Count > MostPaths;
        }
        _ring();
    }

    // A queue that ran over is made good by one look at everything; anything else means that the watch is no longer whole.
    private void Fail(Exception failure)
    {
        lock (_lock)
        {
            _all = true;
            _failed |= failure is not InternalBufferOverflowException;
        }
        _ring();
    }
}
