using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Sources;
using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>Lists of a server, as the caller may see them.</summary>
internal sealed class PlexBrowse(PlexServers servers, PlexVisitors visitors)
{
    // What is listed below what: a section by its number, the rest with a word before the key.
    private const string Section = "section-";
    private const string Children = "in-";
    private const string Collection = "collection-";
    private const string Collections = "collections-";
    private const string Playlist = "playlist-";
    private const string OnDeck = "on-deck";
    private const string Recent = "recent";
    private const string Playlists = "playlists";

    /// <summary>The libraries with films and shows, what was begun, what is new, and the playlists.</summary>
    public async Task<Loaded<IReadOnlyList<Library>>> LibrariesAsync(SourceRow source, Caller caller, CancellationToken ct)
    {
        var known = servers.Of(source);
        return await visitors.AskAsync(known, caller, async visit =>
        {
            if (visit is null)
                return new Loaded<IReadOnlyList<Library>>([]);
            var sections = await visit.Library.SectionsAsync(ct);
            return new Loaded<IReadOnlyList<Library>>(
            [
                .. sections.Value.Where(s => s.IsVideo).Select(s => new Library(Section + s.Key, s.Title, s.Type, 0)),
                new Library(OnDeck, "On deck", "playlist", 0),
                new Library(Recent, "Recently added", "playlist", 0),
                new Library(Playlists, "Playlists", "playlist", 0),
                .. sections.Value.Where(s => s.IsVideo).Select(s => new Library(Collections + s.Key, $"Collections of {s.Title}", "collection", 0)),
            ], sections.IsDegraded);
        }, ct);
    }

    /// <summary>A page of a list.</summary>
    /// <exception cref="Refusal">There is no such list.</exception>
    public async Task<Loaded<Page<MediaItem>>> ItemsAsync(
        SourceRow source, Caller caller, string library, string search, string sort, Paging paging, CancellationToken ct)
    {
        var known = servers.Of(source);
        return await visitors.AskAsync(known, caller, async visit =>
        {
            if (visit is null)
                throw Refusal.NotFound("library");
            var range = new PlexRange(paging.Offset, Math.Min(paging.Limit, PlexRange.Most));
            var answer = await AskAsync(visit.Library, library, search, sort, range, ct);
            var items = answer.Value.Items.Where(i => i.IsVideo && PlexContentKey.Fits(i.Key)).Select(i => ToItem(source.Id, i));
            return new Loaded<Page<MediaItem>>(new Page<MediaItem>([.. items], paging.Of(answer.Value.Total)), answer.IsDegraded);
        }, ct);
    }

    /// <summary>Titles with this in their names.</summary>
    public async Task<Loaded<IReadOnlyList<MediaItem>>> SearchAsync(SourceRow source, Caller caller, string text, int most, CancellationToken ct)
    {
        var known = servers.Of(source);
        return await visitors.AskAsync(known, caller, async visit =>
        {
            if (visit is null)
                return new Loaded<IReadOnlyList<MediaItem>>([]);
            var found = await visit.Library.SearchAsync(text, most, ct);
            var items = found.Value.Where(i => i.IsVideo && PlexContentKey.Fits(i.Key)).Select(i => ToItem(source.Id, i));
            return new Loaded<IReadOnlyList<MediaItem>>([.. items], found.IsDegraded);
        }, ct);
    }

    private static Task<PlexAnswer<PlexPage<PlexItem>>> AskAsync(
        PlexLibrary library, string key, string search, string sort, PlexRange range, CancellationToken ct)
    {
        if (Rest(key, Section) is { } section)
        {
            var order = sort.TrimStart('-') switch { "added" => PlexOrder.Added, "duration" => PlexOrder.Duration, _ => PlexOrder.Title };
            return library.PageAsync(section, range, order, sort[0] == '-', search.Length > 0 ? search : null, ct);
        }
        if (Rest(key, Children) is { } parent)
            return library.ChildrenAsync(parent, range, ct);
        if (Rest(key, Collections) is { } of)
            return library.CollectionsAsync(of, range, ct);
        if (Rest(key, Collection) is { } collection)
            return library.CollectionAsync(collection, range, ct);
        if (Rest(key, Playlist) is { } playlist)
            return library.PlaylistAsync(playlist, range, ct);
        return key switch
        {
            OnDeck => library.OnDeckAsync(range, ct),
            Recent => library.RecentAsync(range, ct),
            Playlists => library.PlaylistsAsync(range, ct),
            _ => throw Refusal.NotFound("library"),
        };
    }

    private static string? Rest(string key, string word) =>
        key.StartsWith(word, StringComparison.Ordinal) && PlexContentKey.Fits(key[word.Length..]) ? key[word.Length..] : null;

    private static MediaItem ToItem(string sourceId, PlexItem item)
    {
        var key = new PlexContentKey(sourceId, item.Key).ToString();
        return new MediaItem
        {
            Key = key,
            ContentKey = item.IsPlayable ? key : null,
            LibraryKey = item.Type switch
            {
                "show" or "season" => Children + item.Key,
                "collection" => Collection + item.Key,
                "playlist" => Playlist + item.Key,
                _ => null,
            },
            SourceId = sourceId,
            Title = TitleOf(item),
            Year = item.Year,
            Type = item.Type,
            Folder = "",
            DurationMs = item.DurationMs,
            SizeBytes = item.Best?.Parts.Sum(p => p.SizeBytes ?? 0) ?? 0,
            PosterUrl = item.Thumb is null ? null : $"/api/media/{key}/poster.jpg",
            AddedAt = item.AddedAt ?? DateTimeOffset.UnixEpoch,
        };
    }

    /// <summary>A title as people know it: of an episode with its show and number.</summary>
    public static string TitleOf(PlexItem item) => item.Type switch
    {
        "episode" when item.Grandparent?.Title is { } show =>
            $"{show} S{item.Parent?.Index ?? 0:00}E{item.Index ?? 0:00} {item.Title}",
        "season" when item.Parent?.Title is { } show => $"{show}: {item.Title}",
        _ => item.Title,
    };
}
