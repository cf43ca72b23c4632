using ClipshareBox.Features.Sources;
using ClipshareBox.Media;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Streaming;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Watching;

/// <summary>What players ask for.</summary>
internal sealed class WatchActions(WatchedFilms films, ContentCatalogue contents, FilmStreamer streamer, SegmentShelf shelf)
{
    private const long EncodedSegmentUs = 2_000_000;
    private const int SoundBits = 192_000;

    // The most that a rung of the ladder makes; each is at or below it.
    private const string EncodedCodecs = "avc1.640033,mp4a.40.2";

    // What every browser decodes, whatever its system: with other codecs a way out is offered beside the film's own pictures.
    private const string PlayedEverywhere = "h264";

    // Encoded while it is watched: what a small board can keep up with.
    private const int UsualHeight = 720;

    /// <summary>What a content can be watched as.</summary>
    /// <exception cref="Refusal">There is no such content, or it can't be played.</exception>
    public async Task<StreamChoices> ChoicesAsync(string contentKey, CancellationToken ct)
    {
        var film = await films.GetAsync(contentKey, ct);
        var info = film.Content.Info;
        return new StreamChoices(
            film.Copy.Grid is not null, film.Copy.WhyNot,
            [.. Qualities(film).Select(rung => ToChoice(info, rung))],
            [.. info.Audio.Select((a, i) => new SoundChoice(
                i, a.Codec == "aac" ? "copy" : "encode", a.Codec, a.Channels, a.Language, a.Title, i == UsualTrack(info)))],
            [.. info.Subtitles.Where(s => s.IsText).Select((s, i) => new SubtitleChoice(
                i, s.Language, s.Title, $"/api/media/{contentKey}/subtitles/{i}.vtt"))]);
    }

    /// <summary>The list of streams.</summary>
    /// <param name="contentKey">The content.</param>
    /// <param name="quality">One of <see cref="ChoicesAsync"/>; null for the best that needs no encoding, else the usual one.</param>
    /// <param name="audio">Audio track; null for the film's default.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="Refusal">There is no such content, quality or track.</exception>
    public async Task<string> MasterAsync(string contentKey, string? quality, int? audio, CancellationToken ct)
    {
        var film = await films.GetAsync(contentKey, ct);
        var info = film.Content.Info;
        if (audio is not null)
            Check.Within("audio", audio.Value, 0, info.Audio.Count - 1);
        var track = info.Audio.Count > 0 ? audio ?? UsualTrack(info) : (int?)null;
        var lines = new List<StreamLine>();
        foreach (var rung in Offered(film, quality))
            lines.Add(await LineAsync(film, new StreamVariant(rung, track), ct));
        return Playlist.Master(lines);
    }

    /// <summary>The list of a stream's segments.</summary>
    /// <exception cref="Refusal">There is no such stream, or the film has changed.</exception>
    public async Task<string> SegmentsAsync(string contentKey, string tag, string stream, CancellationToken ct)
    {
        var (film, variant) = await FindAsync(contentKey, tag, stream, ct);
        return Playlist.Segments(GridOf(film, variant));
    }

    /// <summary>What a player reads before all segments.</summary>
    /// <exception cref="Refusal">There is no such stream, or the film has changed.</exception>
    public async Task<byte[]> HeaderAsync(string contentKey, string tag, string stream, CancellationToken ct)
    {
        var (film, variant) = await FindAsync(contentKey, tag, stream, ct);
        GridOf(film, variant);
        return (await HeaderAsync(film, variant, ct)).Bytes;
    }

    /// <summary>A segment.</summary>
    /// <exception cref="Refusal">There is no such segment, or the film has changed.</exception>
    /// <exception cref="MediaException">It can't be made.</exception>
    public async Task<byte[]> SegmentAsync(string contentKey, string tag, string stream, int number, CancellationToken ct)
    {
        var (film, variant) = await FindAsync(contentKey, tag, stream, ct);
        var grid = GridOf(film, variant);
        if (number < 0 || number >= grid.Count)
            throw Refusal.NotFound("segment");
        try
        {
            return await shelf.GetAsync(
                $"{contentKey}/{tag}/{stream}/{number}", variant.Rung is not null, stop => MakeAsync(film, variant, grid, number, stop), ct);
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

    private async Task<StreamHeader> HeaderAsync(WatchedFilm film, StreamVariant variant, CancellationToken ct)
    {
        var name = $"{film.Content.ContentKey}/{film.Tag}/{StreamAddress.Of(variant)}/header";
        var bytes = await shelf.GetAsync(name, variant.Rung is not null, async stop =>
        {
            await using var lease = await contents.OpenAsync(film.Content.ContentKey, stop);
            return (await streamer.HeaderAsync(lease.Source, film.Content.Info, variant, stop)).Pack();
        }, ct);
        return StreamHeader.Unpack(bytes);
    }

    private async Task<(WatchedFilm Film, StreamVariant Variant)> FindAsync(string contentKey, string tag, string stream, CancellationToken ct)
    {
        var film = await films.GetAsync(contentKey, ct);
        return film.Tag == tag ? (film, StreamAddress.Parse(stream, film.Content.Info.Audio.Count)) : throw Changed();
    }

    private static Refusal Changed() => new(ErrorCode.Conflict, "The film has changed, or can't be streamed as it is; load stream.m3u8 anew.");

    private static SegmentGrid GridOf(WatchedFilm film, StreamVariant variant) => variant.Rung is null
        ? film.Copy.Grid ?? throw Changed()
        : SegmentGrid.Even(film.Content.Info, EncodedSegmentUs);

    private async Task<StreamLine> LineAsync(WatchedFilm film, StreamVariant variant, CancellationToken ct)
    {
        var info = film.Content.Info;
        var choice = ToChoice(info, variant.Rung);
        var codecs = variant.Rung is null ? (await HeaderAsync(film, variant, ct)).Codecs : EncodedCodecs;
        // Of a copy only the mean is known; scenes take more.
        var bits = (variant.Rung is null ? 2 : 1) * choice.KilobitsPerSecond * 1000 + SoundBits;
        return new StreamLine($"stream/{film.Tag}/{StreamAddress.Of(variant)}/index.m3u8", choice.Name, bits, choice.Width, choice.Height, codecs);
    }

    private static List<QualityRung?> Offered(WatchedFilm film, string? quality)
    {
        var all = Qualities(film);
        if (!string.IsNullOrEmpty(quality))
        {
            Check.OneOf("quality", quality, [.. all.Select(r => r?.Name ?? QualityRung.Original)]);
            return [.. all.Where(r => (r?.Name ?? QualityRung.Original) == quality)];
        }
        var usual = all.FirstOrDefault(r => r?.Height <= UsualHeight) ?? all[^1];
        if (film.Copy.Grid is null)
            return [usual];
        return film.Content.Info.Video.Codec == PlayedEverywhere ? [null] : [null, usual];
    }

    // No rung larger than the picture, but for the smallest.
    private static List<QualityRung?> Qualities(WatchedFilm film)
    {
        var video = film.Content.Info.Video;
        var shown = Math.Min(video.Width, video.Height);
        var rungs = QualityRung.Ladder.Where(r => r.Height <= shown || r == QualityRung.Ladder[^1]);
        return [.. film.Copy.Grid is null ? [] : new QualityRung?[] { null }, .. rungs];
    }

    private static QualityChoice ToChoice(MediaInfo info, QualityRung? rung)
    {
        var (width, height) = FilmStreamer.SizeOf(info, rung);
        if (rung is not null)
            return new QualityChoice(rung.Name, "encode", width, height, rung.KilobitsPerSecond);
        var kilobits = info.Video.BitRate > 0 ? info.Video.BitRate / 1000 : info.SizeBytes * 8 / Math.Max(1, info.DurationMs);
        return new QualityChoice(QualityRung.Original, "copy", width, height, kilobits);
    }

    private static int UsualTrack(MediaInfo info) => Math.Max(0, info.Audio.ToList().FindIndex(a => a.IsDefault));
}
