using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Media;
using ClipshareBox.Media.Probe;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Sources;

/// <summary>The contents of all sources, by their key. What was asked for lately lies in memory.</summary>
internal sealed class ContentCatalogue(Database database, OpenContents open, ContentNews news, MediaRights rights, IEnumerable<IRemoteSource> remotes)
{
    private const int MostKept = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Content> _kept = [];
    private long _forgotten;

    /// <summary>The content of that key; a quick read that writes nothing. One that is away is still known.</summary>
    /// <exception cref="Refusal">There is none, or it has not been probed or can't be cut.</exception>
    public Content Get(string contentKey)
    {
        long before;
        lock (_lock)
        {
            if (_kept.TryGetValue(contentKey, out var kept))
                return kept;
            before = _forgotten;
        }
        var content = Read(contentKey);
        lock (_lock)
        {
            // What was read may be older than a change that came meanwhile.
            if (before == _forgotten)
            {
                if (_kept.Count >= MostKept)
                    _kept.Clear();
                _kept[contentKey] = content;
            }
        }
        return content;
    }

    /// <summary>Sees that a content which someone wants to work on is there, and that he may; a server's title becomes a content now.</summary>
    /// <exception cref="Refusal">There is none for him, or it can't be read.</exception>
    public async Task EnsureAsync(Caller caller, string contentKey, CancellationToken ct)
    {
        await rights.RequireAsync(caller, contentKey, ct);
        if (remotes.FirstOrDefault(r => r.Owns(contentKey)) is { } remote && database.Read(c => ContentStore.Find(c, contentKey)) is null)
            await remote.AdoptAsync(contentKey, caller, ct);
    }

    /// <summary>Opens a content for reading and cutting, together with all others who use it. Dispose of the lease soon.</summary>
    /// <exception cref="Refusal">As <see cref="Get"/>.</exception>
    /// <exception cref="MediaException">It is away or being written (both may pass), or can't be opened.</exception>
    public async Task<SourceLease> OpenAsync(string contentKey, CancellationToken ct)
    {
        var content = Get(contentKey);
        try
        {
            return await open.LeaseAsync(content, ct);
        }
        catch (MediaException e) when (e.Fault is MediaFault.SourceMissing or MediaFault.SourceLost)
        {
            news.Doubt(contentKey);
            throw;
        }
    }

    /// <summary>Reads what is asked for next anew from the store, and closes what changed.</summary>
    public void Forget(IReadOnlyCollection<string> contentKeys)
    {
        lock (_lock)
        {
            _forgotten++;
            foreach (var key in contentKeys)
                _kept.Remove(key);
        }
        foreach (var key in contentKeys)
            open.Retire(key);
    }

    /// <summary>Reads everything anew.</summary>
    public void ForgetAll()
    {
        lock (_lock)
        {
            _forgotten++;
            _kept.Clear();
        }
        open.RetireAll();
    }

    private Content Read(string contentKey)
    {
        var row = database.Read(c => ContentStore.Find(c, contentKey)) ?? throw Refusal.NotFound("content");
        if (row.Info is { } text && StoredMediaInfo.Parse(text) is { } info)
            return row.ToContent(info);
        if (row.State == ContentRow.Faulty)
            throw new Refusal(ErrorCode.Conflict, row.Fault ?? $"{row.Title} can't be read.");
        news.Doubt(contentKey);
        throw new Refusal(ErrorCode.Conflict, $"{row.Title} is still being looked at; try again in a moment.");
    }
}
