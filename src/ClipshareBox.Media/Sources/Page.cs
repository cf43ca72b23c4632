namespace ClipshareBox.Media.Sources;

/// <summary>One page of a remote file.</summary>
/// <param name="index">Its place: offset divided by <see cref="PageCache.PageBytes"/>.</param>
/// <param name="length">Bytes it holds; fewer than a page only at the end of the file.</param>
/// <param name="buffer">Where they are; belongs to the cache.</param>
/// <param name="firstRun">The read that fetched it.</param>
internal sealed class Page(long index, int length, byte[] buffer, long firstRun)
{
    public long Index => index;

    public byte[] Buffer => buffer;

    public long FirstRun => firstRun;

    public Memory<byte> Bytes => buffer.AsMemory(0, length);

    /// <summary>True for pages that a long read must not drive out.</summary>
    public bool IsKept { get; set; }

    /// <summary>Done once the page is filled; fails with what its fetch failed with.</summary>
    public TaskCompletionSource Ready { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The page's place in the order of leaving.</summary>
    public LinkedListNode<Page> Node => field ??= new LinkedListNode<Page>(this);
}
