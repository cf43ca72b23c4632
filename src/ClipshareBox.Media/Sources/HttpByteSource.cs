namespace ClipshareBox.Media.Sources;

/// <summary>The bytes of a film on a web server, read by ranges through a cache that lives as long as this object.</summary>
/// <remarks>
/// Each page is fetched once, whoever waits for it. A reader that goes away stops waiting at once; the request it caused is at
/// most 1 MB long and ends for the next reader.
/// </remarks>
internal sealed class HttpByteSource : IByteSource
{
    private const int PagesPerFetch = 4;
    private const long SmallestCache = 8 << 20;

    private readonly RangeClient _client;
    private readonly SourceOptions _options;
    private readonly PageCache _cache;
    private readonly ReadRuns _runs = new();
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _connections;
    private readonly CancellationTokenSource _closing = new();
    private readonly List<Task> _fetches = [];
    private int _fetchesAhead;
    private bool _closed;

    private HttpByteSource(RangeClient client, SourceOptions options)
    {
        _client = client;
        _options = options;
        _cache = new PageCache(Math.Max(SmallestCache, options.CacheBytes));
        _connections = new SemaphoreSlim(Math.Max(1, options.Connections));
    }

    public long Length { get; private set; }

    public long BytesRead => _client.BytesRead;

    /// <summary>Asks for the first page, which tells the size and the version too.</summary>
    /// <exception cref="MediaException">The source is missing or away, access is refused, a redirect is not allowed, or the
    /// server knows no ranges (<see cref="MediaFault.CannotCut"/>).</exception>
    public static async Task<HttpByteSource> OpenAsync(
        MediaSource source, SourceOptions options, TimeProvider clock, CancellationToken ct)
    {
        var opened = new HttpByteSource(new RangeClient(source, options, clock), options);
        try
        {
            await opened.ReadFirstPageAsync(ct);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    public async ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var wanted = (int)Math.Min(buffer.Length, Length - offset);
        if (wanted <= 0)
            return 0;
        var end = offset + wanted;
        var run = Follow(offset, end);
        for (var at = offset; at < end;)
        {
            ct.ThrowIfCancellationRequested();
            var page = Copy(at, end, buffer[(int)(at - offset)..wanted].Span, run, out var copied);
            at += copied;
            if (copied == 0)
                await page.Ready.Task.WaitAsync(ct);
        }
        return wanted;
    }

    public async ValueTask DisposeAsync()
    {
        Task[] fetches;
        lock (_lock)
        {
            if (_closed)
                return;
            _closed = true;
            fetches = [.. _fetches];
        }
        await _closing.CancelAsync();
        await Task.WhenAll(fetches);
        lock (_lock)
            _cache.Clear();
        _client.Dispose();
        _connections.Dispose();
        _closing.Dispose();
    }

    private async Task ReadFirstPageAsync(CancellationToken ct)
    {
        var first = new byte[PageCache.PageBytes];
        await _client.FillAsync(new Filling(0, [first], _ => { }), ct);
        Length = _client.Version?.Length ?? 0;
        if (Length == 0)
            return;
        lock (_lock)
        {
            var page = _cache.Add(0, PageLength(0), _runs.Note(0, 0));
            first.AsMemory(0, page.Bytes.Length).CopyTo(page.Bytes);
            _cache.Complete(page);
        }
    }

    private long LastPage => (Length - 1) / PageCache.PageBytes;

    private int PageLength(long index) => (int)Math.Min(PageCache.PageBytes, Length - index * PageCache.PageBytes);

    private ReadRun Follow(long offset, long end)
    {
        lock (_lock)
        {
            var run = _runs.Note(offset, end - offset);
            FetchMissing(offset, end, run);
            return run;
        }
    }

    /// <summary>Copies what one page holds at <paramref name="at"/>; nothing when the page must be waited for.</summary>
    private Page Copy(long at, long end, Span<byte> room, ReadRun run, out int copied)
    {
        lock (_lock)
        {
            var (index, inPage) = Math.DivRem(at, PageCache.PageBytes);
            if (_cache.Find(index) is null)
                FetchMissing(at, end, run);
            var page = _cache.Find(index) ?? throw new InvalidOperationException("The page that was just asked for is gone.");
            copied = 0;
            if (!page.Ready.Task.IsCompletedSuccessfully)
                return page;
            var there = page.Bytes.Span[(int)inPage..];
            copied = Math.Min(there.Length, room.Length);
            there[..copied].CopyTo(room);
            _cache.Touch(page, run);
            return page;
        }
    }

    // Called under the lock. What is asked for is fetched in any case; what lies ahead only while connections are free,
    // and in pieces of half the window, so that the next piece is under way while one is read.
    private void FetchMissing(long from, long end, ReadRun run)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_client.Replaced is { } replaced)
            throw replaced;
        var ahead = run.Ahead(_options.ReadAheadBytes);
        var first = from / PageCache.PageBytes;
        var last = Math.Min((end - 1) / PageCache.PageBytes, first + 2 * PagesPerFetch - 1);
        // Whole pages within the window, so that a short look drags no neighbour along; at the end of the film its last piece.
        var lastAhead = end + ahead >= Length ? LastPage : (end + ahead) / PageCache.PageBytes - 1;
        var group = Math.Clamp(Math.Max(ahead / 2 / PageCache.PageBytes, last - first + 1), 1, PagesPerFetch);
        for (var index = first; index <= Math.Max(last, lastAhead); index++)
        {
            var count = MissingFrom(index, Math.Min(group, Math.Max(last, lastAhead) - index + 1));
            var isWorth = count == group || index + count > LastPage;
            if (count == 0 || (index > last && (!isWorth || _fetchesAhead >= _options.Connections - 1)))
                continue;
            Fetch(index, count, run, isAhead: index > last);
            index += count - 1;
        }
    }

    private int MissingFrom(long index, long most)
    {
        var count = 0;
        while (count < most && _cache.Find(index + count) is null)
            count++;
        return count;
    }

    private void Fetch(long index, int count, ReadRun run, bool isAhead)
    {
        var pages = new Page[count];
        for (var i = 0; i < count; i++)
            pages[i] = _cache.Add(index + i, PageLength(index + i), run);
        _fetchesAhead += isAhead ? 1 : 0;
        _fetches.RemoveAll(fetch => fetch.IsCompleted);
        _fetches.Add(Task.Run(() => FetchAsync(pages, isAhead)));
    }

    private async Task FetchAsync(Page[] pages, bool isAhead)
    {
        var filled = 0;
        try
        {
            await _connections.WaitAsync(_closing.Token);
            try
            {
                var filling = new Filling(pages[0].Index * PageCache.PageBytes, [.. pages.Select(p => p.Bytes)], Filled);
                await _client.FillAsync(filling, _closing.Token);
            }
            finally
            {
                _connections.Release();
            }
        }
        catch (Exception e) // whatever it was, those who wait for the pages must hear of it
        {
            Fail(pages.AsSpan(filled), e is OperationCanceledException ? new ObjectDisposedException(nameof(HttpByteSource)) : e);
        }
        finally
        {
            lock (_lock)
                _fetchesAhead -= isAhead ? 1 : 0;
        }

        void Filled(int part)
        {
            lock (_lock)
                _cache.Complete(pages[part]);
            filled = part + 1;
        }
    }

    private void Fail(ReadOnlySpan<Page> pages, Exception fault)
    {
        lock (_lock)
        {
            foreach (var page in pages)
            {
                _cache.Remove(page);
                page.Ready.TrySetException(fault);
                _ = page.Ready.Task.Exception; // seen: nobody may be waiting for what was read ahead
            }
        }
    }
}
