using System.Buffers.Text;
using System.Text;
using ClipshareBox.Media.Probe;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Sources;

/// <summary>Looks into sources: their libraries, lists, and what is known of a content.</summary>
internal sealed class MediaActions(Database database, SourceActions sources, SearchIndex index, ContentNews news)
{
    private const string Root = "root";
    private const string FolderKey = "f-";
    private const int PosterHeight = 360;
    private const int MostWords = 8;

    /// <summary>The whole of a source, then the folders at its top.</summary>
    /// <exception cref="Refusal">There is no such source.</exception>
    public IReadOnlyList<Library> Libraries(string sourceId)
    {
        var source = sources.Get(sourceId);
        var folders = database.Read(c => ContentLists.Libraries(c, sourceId));
        return
        [
            new Library(Root, source.Name, SourceRow.Folder, folders.Sum(f => f.Count)),
            .. folders.Where(f => f.Name.Length > 0).Select(f => new Library(KeyOf(f.Name), f.Name, SourceRow.Folder, f.Count)),
        ];
    }

    /// <summary>A page of a library.</summary>
    /// <exception cref="Refusal">There is no such source or library, or no such order.</exception>
    public Page<MediaItem> Items(string sourceId, string libraryKey, string? search, string? sort, Paging paging)
    {
        sources.Get(sourceId);
        var library = libraryKey == Root ? null : FolderOf(libraryKey);
        if (library is not null && !database.Read(c => ContentLists.Libraries(c, sourceId)).Any(l => l.Name == library))
            throw Refusal.NotFound("library");
        var order = string.IsNullOrEmpty(sort) ? ContentLists.Sorts[0] : Check.OneOf("sort", sort, ContentLists.Sorts);
        return Page(new ContentQuery(sourceId, library, Words("search", search), order), paging);
    }

    /// <summary>A page of what is found in all sources.</summary>
    /// <exception cref="Refusal">Nothing is searched for.</exception>
    public Page<MediaItem> Search(string? q, Paging paging)
    {
        var words = Words("q", Check.Text("q", q, 200));
        return Page(new ContentQuery(null, null, words, ContentLists.Sorts[0]), paging);
    }

    /// <summary>What is known of an item of a source.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public MediaDetails Item(string sourceId, string key)
    {
        sources.Get(sourceId);
        var details = Details(key);
        return details.SourceId == sourceId ? details : throw Refusal.NotFound("item");
    }

    /// <summary>What is known of a content.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public MediaDetails Details(string contentKey)
    {
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
            Folder = row.Folder,
            SizeBytes = row.SizeBytes,
            Available = row.IsAvailable,
            PosterUrl = PosterOf(row),
            Fault = row.Fault,
        };
        return row.Info is { } text && StoredMediaInfo.Parse(text) is { } info ? With(details, row.ToContent(info)) : details;
    }

    private static MediaDetails With(MediaDetails details, Content content) => details with
    {
        DurationMs = content.DurationMs,
        FrameRate = new Fraction(content.FrameRate.Num, content.FrameRate.Den),
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
