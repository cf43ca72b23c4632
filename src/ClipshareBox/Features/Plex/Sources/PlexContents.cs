using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Sources;
using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Media;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Sources;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>Titles of servers as contents: opened once by someone who may, then worked on by the members of their workspaces.</summary>
internal sealed class PlexContents(Database database, PlexServers servers, PlexVisitors visitors, Prober prober, ContentNews news, TimeProvider clock)
{
    /// <summary>Makes a title a content.</summary>
    /// <exception cref="Refusal">The caller may not see it, or its file can't be read.</exception>
    public async Task AdoptAsync(PlexContentKey key, Caller caller, CancellationToken ct)
    {
        var known = KnownOf(key);
        var item = await visitors.AskAsync(known, caller, visit => (visit ?? throw Refusal.NotFound("content")).Library.FreshItemAsync(key.Item, ct), ct);
        var (version, part) = PartOf(item, key) ?? throw new Refusal(ErrorCode.Conflict, $"{item.Title} has no file on the server that the box could read.");
        var media = await MediaOf(known, item, version, part, ct);
        await using var source = await OpenSource.OpenAsync(media, null, clock, ct);
        var info = await prober.ProbeAsync(source, ct);
        Store(key, known.Source, item, part, info);
    }

    /// <summary>Whether the caller may see a title by his own right at the server.</summary>
    public async Task<bool> MaySeeAsync(PlexContentKey key, Caller caller, CancellationToken ct)
    {
        try
        {
            return await TitleAsync(key, caller, ct) is not null;
        }
        catch (PlexFault fault) when (fault.Kind is PlexFaultKind.NotFound or PlexFaultKind.Forbidden or PlexFaultKind.Unauthorized)
        {
            return false;
        }
    }

    /// <summary>The title's picture, by the box's own right: who may ask for it was decided before.</summary>
    public async Task<Poster> PosterAsync(PlexContentKey key, int width, int height, CancellationToken ct)
    {
        var known = KnownOf(key);
        var visit = known.Server.For(known.Token);
        return await servers.AskAsync(known, async () =>
        {
            var item = (await visit.Library.ItemAsync(key.Item, ct)).Value;
            var picture = await visit.Art.PictureAsync(item.Thumb ?? throw Refusal.NotFound("poster"), width, height, ct);
            return new Poster(picture.Bytes, picture.MediaType);
        }, ct);
    }

    /// <summary>Where a content's bytes are now: the mapped file, else the server's address with its headers.</summary>
    /// <exception cref="MediaException">The server is away, or the title was replaced or deleted since.</exception>
    public async Task<MediaSource> LocateAsync(ContentRow row, CancellationToken ct)
    {
        try
        {
            var (known, item, version, part) = await FindAsync(row, ct);
            if (part.Path != row.Name || (part.SizeBytes is { } size && size != row.SizeBytes))
            {
                throw new MediaException(
                    MediaFault.SourceMissing,
                    $"{row.Title} was replaced on the Plex server by another file. Open it anew from the library; bookmarks stay, but look whether they still fit.");
            }
            return await MediaOf(known, item, version, part, ct);
        }
        catch (PlexFault fault)
        {
            throw new MediaException(fault.Kind == PlexFaultKind.NotFound ? MediaFault.SourceMissing : MediaFault.SourceLost, fault.Message, inner: fault);
        }
        catch (Refusal refusal)
        {
            throw new MediaException(MediaFault.SourceMissing, refusal.Message, inner: refusal);
        }
    }

    /// <summary>The title that a content is, as its server has it now, by the box's own right.</summary>
    /// <exception cref="PlexFault">It has no such title or file, or is away.</exception>
    /// <exception cref="Refusal">Its source is gone.</exception>
    public async Task<PlexFound> FindAsync(ContentRow row, CancellationToken ct)
    {
        var key = PlexContentKey.Parse(row.ContentKey) ?? throw Refusal.NotFound("content");
        var known = KnownOf(key);
        var item = await servers.AskAsync(known, () => known.Server.For(known.Token).Library.FreshItemAsync(key.Item, ct), ct);
        return PartOf(item, key) is var (version, part)
            ? new PlexFound(known, item, version, part)
            : throw new PlexFault(PlexFaultKind.NotFound, "The title has no file on the server any more.");
    }

    /// <summary>The file of a title that a session plays, as far as the server says.</summary>
    /// <exception cref="PlexFault">The server is away.</exception>
    public async Task<PlayedFile> PlayedAsync(PlexContentKey key, Caller caller, (string? Version, string? Part) named, long positionMs, CancellationToken ct) =>
        await TitleAsync(key, caller, ct) is { } item ? PlayedFile.Of(key, item, named, positionMs) : new PlayedFile(key, positionMs);

    private async Task<PlexItem?> TitleAsync(PlexContentKey key, Caller caller, CancellationToken ct)
    {
        var known = KnownOf(key);
        return await visitors.AskAsync(known, caller, async visit => visit is null ? null : (await visit.Library.ItemAsync(key.Item, ct)).Value, ct);
    }

    private KnownServer KnownOf(PlexContentKey key) =>
        servers.Of(database.Read(c => SourceStore.Find(c, key.SourceId)) ?? throw Refusal.NotFound("content"));

    private async Task<MediaSource> MediaOf(KnownServer known, PlexItem item, PlexVersion version, PlexPart part, CancellationToken ct)
    {
        if (known.Paths.Find(part.File, part.SizeBytes) is { } path)
            return new MediaSource(path);
        var file = await servers.AskAsync(known, () => known.Server.For(known.Token).Files.OpenAsync(item, version, part, ct), ct);
        return new MediaSource(file.Address.AbsoluteUri, file.RevealHeaders()) { Rules = known.Server.Gear.Connections.Rules };
    }

    private static (PlexVersion Version, PlexPart Part)? PartOf(PlexItem item, PlexContentKey key)
    {
        if (key.Part is null)
            return item.Best is { } best ? (best, best.Parts[0]) : null;
        foreach (var version in item.Versions)
        {
            if (version.Parts.FirstOrDefault(p => p.Id == key.Part) is { } part)
                return (version, part);
        }
        return null;
    }

    private void Store(PlexContentKey key, SourceRow source, PlexItem item, PlexPart part, MediaInfo info)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        database.Write(change =>
        {
            RemoteContentStore.Put(change, new RemoteContent
            {
                ContentKey = key.ToString(),
                SourceId = source.Id,
                Folder = key.Part is null ? item.Key : $"{item.Key}-{key.Part}",
                Name = part.Path,
                Library = item.SectionKey ?? "",
                Title = PlexBrowse.TitleOf(item),
                Year = item.Year,
                SizeBytes = part.SizeBytes ?? info.SizeBytes,
                Info = info.ToJson(),
                DurationMs = info.DurationMs,
                NowMs = now,
            });
            change.AfterCommit(() => news.Changed([key.ToString()]));
        });
    }
}

/// <summary>A content at its server.</summary>
/// <param name="Known">The server.</param>
/// <param name="Item">The title.</param>
/// <param name="Version">Its version.</param>
/// <param name="Part">The file.</param>
internal sealed record PlexFound(KnownServer Known, PlexItem Item, PlexVersion Version, PlexPart Part);
