using System.Globalization;
using System.Runtime.CompilerServices;

namespace ClipshareBox.Devices.Plex;

/// <summary>Which rows of a listing.</summary>
/// <param name="Offset">First row, 0-based.</param>
/// <param name="Limit">Rows, 1 to 200; more is cut to 200.</param>
internal sealed record PlexRange(int Offset, int Limit)
{
    /// <summary>Most rows asked for at once: an unpaged list of a big library holds the server's database.</summary>
    public const int Most = 200;
}

/// <summary>Orders that every server knows.</summary>
internal enum PlexOrder
{
    /// <summary>By name.</summary>
    Title,

    /// <summary>By when they came.</summary>
    Added,

    /// <summary>By year.</summary>
    Year,

    /// <summary>By first showing.</summary>
    Released,

    /// <summary>By length.</summary>
    Duration,
}

/// <summary>Sections, titles, search and lists, as this person sees them.</summary>
internal sealed class PlexLibrary(PlexVisit visit)
{
    private const int MaxBatch = 50;
    private static readonly TimeSpan SectionLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MediaLife = TimeSpan.FromMinutes(2);

    private TimeSpan ListLimit => visit.Server.Gear.Limits.List;

    /// <summary>The sections granted to this person; kept 5 min.</summary>
    public Task<PlexAnswer<IReadOnlyList<PlexSection>>> SectionsAsync(CancellationToken ct) =>
        visit.KeptAsync(new PlexAsk("/library/sections"), SectionLife, Sections, ct);

    /// <summary>A page of a section; kept 2 min. Never asks without a page.</summary>
    /// <param name="section">Section's key.</param>
    /// <param name="range">Rows.</param>
    /// <param name="order">Order.</param>
    /// <param name="descending">The other way round.</param>
    /// <param name="title">Only titles that contain this; null for all.</param>
    /// <param name="ct">Cancels.</param>
    public Task<PlexAnswer<PlexPage<PlexItem>>> PageAsync(
        string section, PlexRange range, PlexOrder order = PlexOrder.Title, bool descending = false, string? title = null, CancellationToken ct = default)
    {
        var sort = SortOf(order) + (descending ? ":desc" : "");
        var ask = Paged($"/library/sections/{Uri.EscapeDataString(section)}/all", range, ("sort", sort), ("title", title));
        return visit.KeptAsync(ask, MediaLife, container => Page(container, ask), ct);
    }

    /// <summary>All of a section, page by page; a row that moved between pages comes once.</summary>
    public async IAsyncEnumerable<PlexItem> AllAsync(string section, [EnumeratorCancellation] CancellationToken ct)
    {
        var seen = new HashSet<string>();
        for (int? offset = 0; offset is { } from;)
        {
            var page = (await PageAsync(section, new PlexRange(from, PlexRange.Most), ct: ct)).Value;
            foreach (var item in page.Items.Where(item => seen.Add(item.Key)))
                yield return item;
            offset = page.Next > from ? page.Next : null;
        }
    }

    /// <summary>One title with its files, streams, chapters and markers; kept 2 min.</summary>
    /// <exception cref="PlexFault">NotFound when it is gone, or not this person's to see.</exception>
    public Task<PlexAnswer<PlexItem>> ItemAsync(string key, CancellationToken ct) => visit.KeptAsync(ItemAsk(key, checkFiles: false), MediaLife, First, ct);

    /// <summary>One title as it is now; also whether its files exist. Slow on disks that sleep.</summary>
    /// <exception cref="PlexFault">NotFound when it is gone.</exception>
    public Task<PlexItem> FreshItemAsync(string key, CancellationToken ct) => visit.AskAsync(ItemAsk(key, checkFiles: true), First, ct);

    /// <summary>Several titles at once, at most 50 a question; those that are gone are left out.</summary>
    public async Task<IReadOnlyList<PlexItem>> ItemsAsync(IReadOnlyList<string> keys, CancellationToken ct)
    {
        var found = new List<PlexItem>();
        foreach (var batch in keys.Chunk(MaxBatch))
        {
            try
            {
                var ask = Paged($"/library/metadata/{string.Join(',', batch.Select(Uri.EscapeDataString))}", new PlexRange(0, MaxBatch));
                found.AddRange((await visit.KeptAsync(ask, MediaLife, PlexItemReader.Items, ct)).Value);
            }
            catch (PlexFault fault) when (fault.Kind == PlexFaultKind.NotFound)
            {
                // None of them is there.
            }
        }
        return found;
    }

    /// <summary>Finds a title again whose key changed; null when it is not there, or its id is only local.</summary>
    public async Task<PlexItem?> FindByGuidAsync(string guid, string type, CancellationToken ct)
    {
        var number = type switch { "movie" => "1", "show" => "2", "season" => "3", "episode" => "4", _ => null };
        var ask = Paged("/library/all", new PlexRange(0, MaxBatch), ("guid", guid), ("type", number));
        // A server that does not know the filter answers with everything.
        return (await visit.AskAsync(ask, PlexItemReader.Items, ct)).FirstOrDefault(item => item.Guid == guid);
    }

    /// <summary>Seasons of a show, episodes of a season; kept 2 min.</summary>
    public Task<PlexAnswer<PlexPage<PlexItem>>> ChildrenAsync(string key, PlexRange range, CancellationToken ct) =>
        PageOfAsync($"/library/metadata/{Uri.EscapeDataString(key)}/children", range, ct, ("excludeAllLeaves", "1"));

    /// <summary>Collections of a section; kept 2 min.</summary>
    public Task<PlexAnswer<PlexPage<PlexItem>>> CollectionsAsync(string section, PlexRange range, CancellationToken ct) =>
        PageOfAsync($"/library/sections/{Uri.EscapeDataString(section)}/collections", range, ct);

    /// <summary>What is in a collection; kept 2 min.</summary>
    public Task<PlexAnswer<PlexPage<PlexItem>>> CollectionAsync(string key, PlexRange range, CancellationToken ct) =>
        PageOfAsync($"/library/collections/{Uri.EscapeDataString(key)}/children", range, ct);

    /// <summary>Playlists of videos; kept 2 min.</summary>
    public Task<PlexAnswer<PlexPage<PlexItem>>> PlaylistsAsync(PlexRange range, CancellationToken ct) =>
        PageOfAsync("/playlists", range, ct, ("playlistType", "video"));

    /// <summary>What is in a playlist, titles perhaps twice; kept 2 min.</summary>
    public Task<PlexAnswer<PlexPage<PlexItem>>> PlaylistAsync(string key, PlexRange range, CancellationToken ct) =>
        PageOfAsync($"/playlists/{Uri.EscapeDataString(key)}/items", range, ct);

    /// <summary>What this person began, or comes next; kept 2 min.</summary>
    public Task<PlexAnswer<PlexPage<PlexItem>>> OnDeckAsync(PlexRange range, CancellationToken ct) => PageOfAsync("/library/onDeck", range, ct);

    /// <summary>What came last; kept 2 min.</summary>
    public Task<PlexAnswer<PlexPage<PlexItem>>> RecentAsync(PlexRange range, CancellationToken ct) => PageOfAsync("/library/recentlyAdded", range, ct);

    /// <summary>Films, shows and episodes with this in their names; nothing for fewer than two characters. Kept 2 min.</summary>
    public async Task<PlexAnswer<IReadOnlyList<PlexItem>>> SearchAsync(string text, int limit, CancellationToken ct)
    {
        var query = text.Trim();
        if (query.Length < 2)
            return new PlexAnswer<IReadOnlyList<PlexItem>>([], visit.Server.Gear.Clock.GetUtcNow(), false);
        var most = Math.Clamp(limit, 1, PlexRange.Most).ToString(CultureInfo.InvariantCulture);
        try
        {
            var fields = PlexAsk.QueryOf(("query", query), ("limit", most), ("searchTypes", "movies,tv,otherVideos"), ("includeCollections", "1"));
            return await visit.KeptAsync(new PlexAsk("/library/search") { Query = fields, Limit = ListLimit }, MediaLife, PlexSearchReader.Results, ct);
        }
        catch (PlexFault fault) when (fault.Kind == PlexFaultKind.NotFound)
        {
            // An older server has only this one.
            var fields = PlexAsk.QueryOf(("query", query), ("limit", most));
            return await visit.KeptAsync(new PlexAsk("/hubs/search") { Query = fields, Limit = ListLimit }, MediaLife, PlexSearchReader.Hubs, ct);
        }
    }

    private PlexAsk ItemAsk(string key, bool checkFiles) => new($"/library/metadata/{Uri.EscapeDataString(key)}")
    {
        Query = PlexAsk.QueryOf(("includeChapters", "1"), ("includeMarkers", "1"), ("checkFiles", checkFiles ? "1" : null)),
        Limit = checkFiles ? ListLimit * 3 : null,
    };

    private Task<PlexAnswer<PlexPage<PlexItem>>> PageOfAsync(
        string path, PlexRange range, CancellationToken ct, params (string Name, string? Value)[] fields)
    {
        var ask = Paged(path, range, fields);
        return visit.KeptAsync(ask, MediaLife, container => Page(container, ask), ct);
    }

    private PlexAsk Paged(string path, PlexRange range, params (string Name, string? Value)[] fields) => new(path)
    {
        Query = PlexAsk.QueryOf(fields),
        Start = Math.Max(0, range.Offset),
        Size = Math.Clamp(range.Limit, 1, PlexRange.Most),
        Limit = ListLimit,
    };

    private static PlexPage<PlexItem> Page(PlexNode container, PlexAsk ask)
    {
        var rows = PlexItemReader.Items(container);
        var asked = ask.Size ?? PlexRange.Most;
        if (container.Number("totalSize") is null && container.Number("offset") is null)
        {
            // The server does not page, and gave the whole: the page is cut here.
            var cut = rows.Where(i => i.IsVideo).Skip(ask.Start).Take(asked).ToList();
            return new PlexPage<PlexItem>(cut, ask.Start, rows.Count, ask.Start + cut.Count < rows.Count && cut.Count > 0 ? ask.Start + cut.Count : null);
        }
        // Rows that could not be read count too, or the next page would begin too early.
        var got = PlexItemReader.Int(container.Number("size")) ?? rows.Count;
        var end = ask.Start + Math.Max(got, rows.Count);
        var total = PlexItemReader.Int(container.Number("totalSize")) ?? end;
        return new PlexPage<PlexItem>([.. rows.Where(i => i.IsVideo)], ask.Start, total, got > 0 && end < total ? end : null);
    }

    private static PlexItem First(PlexNode container) => PlexItemReader.Items(container) is [var first, ..]
        ? first
        : throw new PlexFault(PlexFaultKind.NotFound, "The server does not have this title (any more), or does not show it to you.");

    private static IReadOnlyList<PlexSection> Sections(PlexNode container) =>
    [
        .. from row in container.Rows("Directory")
           let key = row.Text("key")
           where key is not null
           let agent = row.Text("agent") ?? ""
           select new PlexSection(
               key, row.Text("type") ?? "", row.Text("title") ?? key, agent.EndsWith(".none", StringComparison.Ordinal),
               [.. row.Rows("Location").Select(l => l.Text("path")).OfType<string>()]),
    ];

    private static string SortOf(PlexOrder order) => order switch
    {
        PlexOrder.Added => "addedAt",
        PlexOrder.Year => "year",
        PlexOrder.Released => "originallyAvailableAt",
        PlexOrder.Duration => "duration",
        _ => "titleSort",
    };
}
