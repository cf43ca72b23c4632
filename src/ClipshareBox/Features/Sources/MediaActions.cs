using System.Buffers.Text;
using System.Text;
using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Media.Probe;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Sources;

/// <summary>Looks into sources: their libraries, lists, and what is known of a content.</summary>
internal sealed class MediaActions(
    Database database, SourceActions sources, SearchIndex index, ContentCatalogue contents, ContentNews news, IEnumerable<IRemoteSource> remotes,
    RemoteSearch elsewhereSearch)
{
    private const string Root = "root";
    private const string FolderKey = "f-";
    private const int PosterHeight = 360;
    private const int MostWords = 8;

    /// <summary>The parts of a source: of a folder the whole, then the folders at its top; of a server its libraries that the caller may see.</summary>
    /// <exception cref="Refusal">There is no such source, or it is away.</exception>
    public async Task<Loaded<IReadOnlyList<Library>>> LibrariesAsync(Caller caller, string sourceId, CancellationToken ct)
    {
        var source = sources.Get(sourceId);
        if (RemoteOf(source) is { } remote)
            return await remote.LibrariesAsync(source, caller, ct);
        var folders = database.Read(c => ContentLists.Libraries(c, sourceId));
        return new Loaded<IReadOnlyList<Library>>(
        [
            new Library(Root, source.Name, SourceRow.Folder, folders.Sum(f => f.Count)),
            .. folders.Where(f => f.Name.Length > 0).Select(f => new Library(KeyOf(f.Name), f.Name, SourceRow.Folder, f.Count)),
        ]);
    }

    /// <summary>A page of a library.</summary>
    /// <exception cref="Refusal">There is no such source or library, or no such order.</exception>
    public async Task<Loaded<Page<MediaItem>>> ItemsAsync(
        Caller caller, string sourceId, string libraryKey, string? search, string? sort, Paging paging, CancellationToken ct)
    {
        var source = sources.Get(sourceId);
        var order = string.IsNullOrEmpty(sort) ? ContentLists.Sorts[0] : Check.OneOf("sort", sort, ContentLists.Sorts);
        if (RemoteOf(source) is { } remote)
            return await remote.ItemsAsync(source, caller, libraryKey, Check.Text("search", search, 200, required: false), order, paging, ct);
        var library = libraryKey == Root ? null : FolderOf(libraryKey);
        if (library is not null && !database.Read(c => ContentLists.Libraries(c, sourceId)).Any(l => l.Name == library))
            throw Refusal.NotFound("library");
        return new Loaded<Page<MediaItem>>(Page(new ContentQuery(sourceId, library, Words("search", search), order), paging));
    }

    /// <summary>A page of what is found in all sources: the folders' titles, then those of servers that the caller may see.</summary>
    /// <exception cref="Refusal">Nothing is searched for.</exception>
    public async Task<Loaded<Page<MediaItem>>> SearchAsync(Caller caller, string? q, Paging paging, CancellationToken ct)
    {
        var text = Check.Text("q", q, 200);
        var found = Page(new ContentQuery(null, null, Words("q", text), ContentLists.Sorts[0]), paging);
        var (elsewhere, isDegraded) = await elsewhereSearch.FindAsync(caller, text, ct);
        if (elsewhere.Count == 0)
            return new Loaded<Page<MediaItem>>(found, isDegraded);
        var behind = Math.Max(0, paging.Offset - (int)found.Pagination.Total);
        var rest = elsewhere.Skip(behind).Take(Math.Max(0, paging.Limit - found.Items.Count));
        return new Loaded<Page<MediaItem>>(new Page<MediaItem>([.. found.Items, .. rest], paging.Of(found.Pagination.Total + elsewhere.Count)), isDegraded);
    }

    /// <summary>What is known of an item of a source.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public async Task<MediaDetails> ItemAsync(Caller caller, string sourceId, string key, CancellationToken ct)
    {
        sources.Get(sourceId);
        await contents.EnsureAsync(caller, key, ct);
        var details = await DetailsAsync(caller, key, ct);
        return details.SourceId == sourceId ? details : throw Refusal.NotFound("item");
    }

    /// <summary>The picture of a server's title.</summary>
    /// <exception cref="Refusal">It has none; those of files are frames.</exception>
    public async Task<Poster> PosterAsync(string contentKey, int width, int height, CancellationToken ct)
    {
        Check.Within("width", width, 16, 2_000);
        Check.Within("height", height, 16, 2_000);
        var remote = remotes.FirstOrDefault(r => r.Owns(contentKey)) ?? throw Refusal.NotFound("poster");
        return await remote.PosterAsync(contentKey, width, height, ct);
    }

    /// <summary>What is known of a content; a server's title becomes one now.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public async Task<MediaDetails> DetailsAsync(Caller caller, string contentKey, CancellationToken ct)
    {
        await contents.EnsureAsync(caller, contentKey, ct);
        var row = database.Read(c => ContentStore.Find(c, contentKey)) ?? throw Refusal.NotFound("content");
        if (row.State == ContentRow.Waiting)
            news.Doubt(contentKey);
        var details = new MediaDetails
        {
            ContentKey = row.ContentKey,
            Title = row.Title,
            Year = row.Year,
            Type = "movie",
            SourceId = row.SourceId,
            Folder = row.Kind == SourceRow.Folder ? row.Folder : "",
            SizeBytes = row.SizeBytes,
            Available = row.IsAvailable,
            PosterUrl = row.Kind == SourceRow.Folder ? PosterOf(row) : $"/api/media/{row.ContentKey}/poster.jpg",
            Fault = row.Fault,
        };
        return row.Info is { } text && StoredMediaInfo.Parse(text) is { } info ? With(details, row.ToContent(info)) : details;
    }

    private IRemoteSource? RemoteOf(SourceRow source) => remotes.FirstOrDefault(r => r.Kind == source.Kind);

    private static MediaDetails With(MediaDetails details, Content content) => details with
    {
        DurationMs = content.DurationMs,
        FrameRate = new Fraction(content.FrameRate.Num, content.FrameRate.Den),
        VariableRate = content.Info.Video.MayBeVariableRate,
        Width = content.Info.Video.Width,
        Height = content.Info.Video.Height,
        StartTimecode = content.Info.StartTimecode,
        Streams = StreamDetails.Of(content.Info),
        Chapters = [.. content.Info.Chapters.Select(c => new ChapterDetails(c.StartMs, c.EndMs, c.Title))],
    };

    private Page<MediaItem> Page(ContentQuery query, Paging paging)
    {
        var (rows, total) = query.Words.Count > 0 && query.Sort.EndsWith("title", StringComparison.Ordinal)
            ? Searched(query, paging)
            : database.Read(c => ContentLists.Page(c, query, paging));
        return new Page<MediaItem>([.. rows.Select(ToItem)], paging.Of(total));
    }

    private (IReadOnlyList<ContentRow> Rows, long Total) Searched(ContentQuery query, Paging paging)
    {
        var (keys, total) = index.Find(query, paging);
        return (keys.Count > 0 ? database.Read(c => ContentLists.Of(c, keys)) : [], total);
    }

    private static MediaItem ToItem(ContentRow row) => new()
    {
        Key = row.ContentKey,
        ContentKey = row.ContentKey,
        SourceId = row.SourceId,
        Title = row.Title,
        Year = row.Year,
        Type = "movie",
        Folder = row.Folder,
        DurationMs = row.DurationMs,
        SizeBytes = row.SizeBytes,
        PosterUrl = PosterOf(row),
        Fault = row.Fault,
        AddedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.AddedAtMs),
    };

    // Not the first picture, which is black more often than not.
    private static string? PosterOf(ContentRow row) =>
        row.DurationMs is { } ms ? $"/api/media/{row.ContentKey}/frame.jpg?ms={ms / 10}&height={PosterHeight}" : null;

    private static string[] Words(string field, string? search)
    {
        var words = Check.Text(field, search, 200, required: false).ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= MostWords ? words : throw Refusal.Invalid(field, $"may have {MostWords} words at most.");
    }

    private static string KeyOf(string folder) => FolderKey + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(folder));

    private static string FolderOf(string key) =>
        key.StartsWith(FolderKey, StringComparison.Ordinal) && Base64Url.IsValid(key.AsSpan(FolderKey.Length))
            ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(key.AsSpan(FolderKey.Length)))
            : throw Refusal.NotFound("library");
}
