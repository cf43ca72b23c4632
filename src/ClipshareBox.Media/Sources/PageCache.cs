namespace ClipshareBox.Media.Sources;

/// <summary>Pages of a remote file in memory, bounded; a long read that passes by does not drive out the index.</summary>
/// <remarks>
/// A segmented LRU: pages are "kept" when a short read fetched them or a second read came back to them, "passing" otherwise.
/// Passing pages go first; kept ones fill at most half of the cache. Not thread safe: its owner holds a lock.
/// </remarks>
internal sealed class PageCache(long capacityBytes)
{
    /// <summary>Bytes of a page: the smallest range asked for.</summary>
    public const int PageBytes = 256 * 1024;

    private readonly int _capacity = (int)(capacityBytes / PageBytes);
    private readonly Dictionary<long, Page> _pages = [];
    private readonly LinkedList<Page> _passing = [];
    private readonly LinkedList<Page> _kept = [];

    // Not the pool of all: that one would hold as many for each core when this source is long closed.
    private readonly Stack<byte[]> _free = [];

    /// <summary>The page, filled or still being filled, or null.</summary>
    public Page? Find(long index) => _pages.GetValueOrDefault(index);

    /// <summary>Makes room and adds a page that is to be filled; it cannot be driven out before it is.</summary>
    public Page Add(long index, int length, ReadRun run)
    {
        while (_pages.Count >= _capacity && (_passing.First ?? _kept.First) is { } oldest)
            Remove(oldest.Value);
        var page = new Page(index, length, _free.TryPop(out var buffer) ? buffer : GC.AllocateUninitializedArray<byte>(PageBytes), run.Id) { IsKept = run.IsShort };
        _pages.Add(index, page);
        return page;
    }

    /// <summary>Takes note that a read used this filled page.</summary>
    public void Touch(Page page, ReadRun run)
    {
        page.IsKept |= page.FirstRun != run.Id;
        page.Node.List?.Remove(page.Node);
        (page.IsKept ? _kept : _passing).AddLast(page.Node);
        if (_kept.Count <= _capacity / 2 || _kept.First is not { } oldest)
            return;
        _kept.Remove(oldest);
        oldest.Value.IsKept = false;
        _passing.AddLast(oldest);
    }

    /// <summary>Ends the filling of a page: from now on it can be read and driven out.</summary>
    public void Complete(Page page)
    {
        (page.IsKept ? _kept : _passing).AddLast(page.Node);
        page.Ready.TrySetResult();
    }

    /// <summary>Forgets a page; its memory is for the next one.</summary>
    public void Remove(Page page)
    {
        _pages.Remove(page.Index);
        page.Node.List?.Remove(page.Node);
        _free.Push(page.Buffer);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (var page in _pages.Values.ToArray())
            Remove(page);
        _free.Clear();
    }
}
