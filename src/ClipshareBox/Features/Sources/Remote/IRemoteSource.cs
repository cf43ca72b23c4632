using ClipshareBox.Media.Sources;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Sources.Remote;

/// <summary>An answer, and whether it is an older one because the source is away.</summary>
internal sealed record Loaded<T>(T Value, bool IsDegraded = false);

/// <summary>A picture of a title.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="MediaType">image/jpeg or image/png.</param>
internal sealed record Poster(byte[] Bytes, string MediaType);

/// <summary>
/// A kind of source that is no folder: a server that has lists of its own. A seam to the outside. What is opened of it becomes a content
/// like any other; lists are the server's, as the caller may see them. All methods may throw <see cref="Refusal"/>.
/// </summary>
internal interface IRemoteSource
{
    /// <summary>The kind, as in <see cref="NewSource.Kind"/>.</summary>
    string Kind { get; }

    /// <summary>True for keys of contents of this kind.</summary>
    bool Owns(string contentKey);

    /// <summary>Adds a server.</summary>
    /// <param name="wanted">What is known of it.</param>
    /// <param name="name">Its name; empty for its own.</param>
    /// <param name="also">Told of it, and of its address, within the change that stores it.</param>
    /// <param name="ct">Cancels.</param>
    Task<SourceRow> AddAsync(NewSource wanted, string name, Action<Change, SourceRow, string> also, CancellationToken ct);

    /// <summary>Sees whether a source answers now.</summary>
    Task<SourceTest> TestAsync(SourceRow source, CancellationToken ct);

    /// <summary>How a source stood when it was last asked: its address, and what keeps it away, or null.</summary>
    (string Path, string? Fault) StandOf(SourceRow source);

    /// <summary>What the caller may see of a source.</summary>
    Task<Loaded<IReadOnlyList<Library>>> LibrariesAsync(SourceRow source, Caller caller, CancellationToken ct);

    /// <summary>A page of a library, or of a show, season, collection or playlist in it.</summary>
    /// <param name="source">The source.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="library">Its key.</param>
    /// <param name="search">Part of a title, or empty.</param>
    /// <param name="sort">One of <see cref="ContentLists.Sorts"/>.</param>
    /// <param name="paging">The page.</param>
    /// <param name="ct">Cancels.</param>
    Task<Loaded<Page<MediaItem>>> ItemsAsync(SourceRow source, Caller caller, string library, string search, string sort, Paging paging, CancellationToken ct);

    /// <summary>Titles with this in their names; at most so many.</summary>
    Task<Loaded<IReadOnlyList<MediaItem>>> SearchAsync(SourceRow source, Caller caller, string text, int most, CancellationToken ct);

    /// <summary>Makes a title that the caller may see a content, with all that is known of its file; one that is there is looked at again.</summary>
    Task AdoptAsync(string contentKey, Caller caller, CancellationToken ct);

    /// <summary>Whether the caller may see a title by his own right.</summary>
    Task<bool> MaySeeAsync(string contentKey, Caller caller, CancellationToken ct);

    /// <summary>The title's picture.</summary>
    Task<Poster> PosterAsync(string contentKey, int width, int height, CancellationToken ct);

    /// <summary>Where a content's bytes are now: a file that the box sees, or an address with its headers.</summary>
    /// <exception cref="Media.MediaException">It is away, or was replaced since it was adopted.</exception>
    Task<MediaSource> LocateAsync(ContentRow content, CancellationToken ct);

    /// <summary>Asks whether the server would convert a content for browsers; null when it would, else why not, a sentence for people.</summary>
    Task<string?> WhyNotConvertedAsync(ContentRow content, RemoteStreamWish wish, CancellationToken ct);

    /// <summary>Has the server convert a content, by the box's own right: who may watch was decided before.</summary>
    Task<RemoteStream> ConvertAsync(ContentRow content, RemoteStreamWish wish, CancellationToken ct);

    /// <summary>Subtitle files beside a content.</summary>
    Task<IReadOnlyList<RemoteText>> TextsAsync(ContentRow content, CancellationToken ct);

    /// <summary>One of them, as SubRip.</summary>
    Task<string> TextAsync(ContentRow content, string id, CancellationToken ct);
}
