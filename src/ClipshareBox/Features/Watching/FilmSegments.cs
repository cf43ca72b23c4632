using ClipshareBox.Features.Sources;
using ClipshareBox.Media;
using ClipshareBox.Media.Streaming;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Watching;

/// <summary>Pieces of streams that the box makes itself: copies of the film's pictures, or its own encodes.</summary>
internal sealed class FilmSegments(WatchedFilms films, ContentCatalogue contents, FilmStreamer streamer, SegmentShelf shelf)
{
    private const long EncodedSegmentUs = 2_000_000;

    /// <summary>What an old address gets.</summary>
    public static Refusal Changed() => new(ErrorCode.Conflict, "The film has changed, or can't be streamed as it is; load stream.m3u8 anew.");

    /// <summary>Where a stream is divided.</summary>
    /// <exception cref="Refusal">The film's own pictures can't be streamed.</exception>
    public static SegmentGrid GridOf(WatchedFilm film, StreamVariant variant) => variant.Rung is null
        ? film.Copy.Grid ?? throw Changed()
        : SegmentGrid.Even(film.Content.Info, EncodedSegmentUs);

    /// <summary>What a player reads before all segments.</summary>
    /// <exception cref="Refusal">The film's own pictures can't be streamed.</exception>
    public async Task<StreamHeader> HeaderAsync(WatchedFilm film, StreamVariant variant, CancellationToken ct)
    {
        GridOf(film, variant);
        var bytes = await shelf.GetAsync($"{NameOf(film, variant)}/header", WorkOf(variant), async stop =>
        {
            await using var lease = await contents.OpenAsync(film.Content.ContentKey, stop);
            return (await streamer.HeaderAsync(lease.Source, film.Content.Info, variant, stop)).Pack();
        }, ct);
        return StreamHeader.Unpack(bytes);
    }

    /// <summary>A segment.</summary>
    /// <exception cref="Refusal">There is no such segment, or the film's own pictures can't be streamed.</exception>
    /// <exception cref="MediaException">It can't be made.</exception>
    public async Task<byte[]> SegmentAsync(WatchedFilm film, StreamVariant variant, int number, CancellationToken ct)
    {
        var grid = GridOf(film, variant);
        if (number < 0 || number >= grid.Count)
            throw Refusal.NotFound("segment");
        try
        {
            return await shelf.GetAsync($"{NameOf(film, variant)}/{number}", WorkOf(variant), stop => MakeAsync(film, variant, grid, number, stop), ct);
        }
        catch (MediaException e) when (variant.Rung is null && e.Fault == MediaFault.CannotCut)
        {
            films.Refuse(film, e.Message);
            throw Changed();
        }
    }

    private async Task<byte[]> MakeAsync(WatchedFilm film, StreamVariant variant, SegmentGrid grid, int number, CancellationToken ct)
    {
        await using var lease = await contents.OpenAsync(film.Content.ContentKey, ct);
        return await streamer.SegmentAsync(lease.Source, film.Content.Info, variant, grid, number, ct);
    }

    private static string NameOf(WatchedFilm film, StreamVariant variant) => $"{film.Content.ContentKey}/{film.Tag}/{StreamAddress.Of(variant)}";

    private static SegmentWork WorkOf(StreamVariant variant) => variant.Rung is null ? SegmentWork.Copies : SegmentWork.Encodes;
}
