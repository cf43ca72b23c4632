using ClipshareBox.Features.Sources;
using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Media.Sources;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>Plex servers as a kind of source.</summary>
internal sealed class PlexSource(PlexBrowse browse, PlexContents contents, PlexConnect connect, PlexWatching watching) : IRemoteSource
{
    /// <summary>The kind's name.</summary>
    public const string Name = "plex";

    /// <inheritdoc/>
    public string Kind => Name;

    /// <inheritdoc/>
    public bool Owns(string contentKey) => contentKey.StartsWith(PlexContentKey.Prefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public Task<SourceRow> AddAsync(NewSource wanted, string name, Action<Change, SourceRow, string> also, CancellationToken ct) =>
        connect.AddAsync(wanted, name, also, ct);

    /// <inheritdoc/>
    public Task<SourceTest> TestAsync(SourceRow source, CancellationToken ct) => connect.TestAsync(source, ct);

    /// <inheritdoc/>
    public (string Path, string? Fault) StandOf(SourceRow source) => connect.StandOf(source);

    /// <inheritdoc/>
    public Task<Loaded<IReadOnlyList<Library>>> LibrariesAsync(SourceRow source, Caller caller, CancellationToken ct) =>
        PlexTold.AskAsync(() => browse.LibrariesAsync(source, caller, ct));

    /// <inheritdoc/>
    public Task<Loaded<Page<MediaItem>>> ItemsAsync(
        SourceRow source, Caller caller, string library, string search, string sort, Paging paging, CancellationToken ct) =>
        PlexTold.AskAsync(() => browse.ItemsAsync(source, caller, library, search, sort, paging, ct));

    /// <inheritdoc/>
    public Task<Loaded<IReadOnlyList<MediaItem>>> SearchAsync(SourceRow source, Caller caller, string text, int most, CancellationToken ct) =>
        PlexTold.AskAsync(() => browse.SearchAsync(source, caller, text, most, ct));

    /// <inheritdoc/>
    public Task AdoptAsync(string contentKey, Caller caller, CancellationToken ct) => PlexTold.AskAsync(async () =>
    {
        await contents.AdoptAsync(KeyOf(contentKey), caller, ct);
        return true;
    });

    /// <inheritdoc/>
    public Task<bool> MaySeeAsync(string contentKey, Caller caller, CancellationToken ct) =>
        PlexTold.AskAsync(() => contents.MaySeeAsync(KeyOf(contentKey), caller, ct));

    /// <inheritdoc/>
    public Task<Poster> PosterAsync(string contentKey, int width, int height, CancellationToken ct) =>
        PlexTold.AskAsync(() => contents.PosterAsync(KeyOf(contentKey), width, height, ct));

    /// <inheritdoc/>
    public Task<MediaSource> LocateAsync(ContentRow content, CancellationToken ct) => contents.LocateAsync(content, ct);

    /// <inheritdoc/>
    public Task<string?> WhyNotConvertedAsync(ContentRow content, RemoteStreamWish wish, CancellationToken ct) => watching.WhyNotAsync(content, wish, ct);

    /// <inheritdoc/>
    public Task<RemoteStream> ConvertAsync(ContentRow content, RemoteStreamWish wish, CancellationToken ct) =>
        PlexTold.AskAsync(() => watching.ConvertAsync(content, wish, ct));

    /// <inheritdoc/>
    public Task<IReadOnlyList<RemoteText>> TextsAsync(ContentRow content, CancellationToken ct) =>
        PlexTold.AskAsync(() => watching.TextsAsync(content, ct));

    /// <inheritdoc/>
    public Task<string> TextAsync(ContentRow content, string id, CancellationToken ct) => PlexTold.AskAsync(() => watching.TextAsync(content, id, ct));

    private static PlexContentKey KeyOf(string contentKey) => PlexContentKey.Parse(contentKey) ?? throw Refusal.NotFound("content");
}
