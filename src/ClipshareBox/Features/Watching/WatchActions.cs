using ClipshareBox.Features.Watching.Served;
using ClipshareBox.Media;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Streaming;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Watching;

/// <summary>What players ask for.</summary>
internal sealed class WatchActions(WatchedFilms films, FilmSegments own, ServedOffers offers, ServedStreams served, TextTracks texts)
{
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
        var (isServed, whyNot) = await OfferAsync(film, ct);
        return new StreamChoices(
            film.Copy.Grid is not null, film.Copy.WhyNot, whyNot,
            [.. Qualities(film).Select(rung => ToChoice(info, rung, isServed))],
            [.. info.Audio.Select((a, i) => new SoundChoice(
                i, a.Codec == "aac" ? "copy" : "encode", a.Codec, a.Channels, a.Language, a.Title, i == UsualTrack(info)))],
            await texts.ListAsync(film, ct));
    }

    /// <summary>The list of streams.</summary>
    /// <param name="contentKey">The content.</param>
    /// <param name="quality">One of <see cref="ChoicesAsync"/>; null for the best that needs no encoding, else the usual one.</param>
    /// <param name="audio">Audio track; null for the film's default.</param>
    /// <param name="atMs">Where the player begins, in ms, so that a server begins there too; null for the start.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="Refusal">There is no such content, quality or track.</exception>
    public async Task<string> MasterAsync(string contentKey, string? quality, int? audio, long? atMs, CancellationToken ct)
    {
        var film = await films.GetAsync(contentKey, ct);
        var info = film.Content.Info;
        if (audio is not null)
            Check.Within("audio", audio.Value, 0, info.Audio.Count - 1);
        var at = Math.Clamp(atMs ?? 0, 0, info.DurationMs);
        var track = info.Audio.Count > 0 ? audio ?? UsualTrack(info) : (int?)null;
        var lines = new List<StreamLine>();
        foreach (var rung in Offered(film, quality))
            lines.Add(await LineAsync(film, new StreamVariant(rung, track), at, ct));
        return Playlist.Master(lines);
    }

    /// <summary>The list of a stream's segments.</summary>
    /// <exception cref="Refusal">There is no such stream, or the film has changed.</exception>
    public async Task<string> SegmentsAsync(string contentKey, string tag, string stream, long? atMs, CancellationToken ct)
    {
        var (film, variant) = await FindAsync(contentKey, tag, stream, ct);
        return Playlist.Segments(StreamAddress.IsServed(stream)
            ? await served.GridAsync(new ServedFilm(film, variant), Math.Clamp(atMs ?? 0, 0, film.Content.DurationMs), ct)
            : FilmSegments.GridOf(film, variant));
    }

    /// <summary>What a player reads before all segments.</summary>
    /// <exception cref="Refusal">There is no such stream, or the film has changed.</exception>
    public async Task<byte[]> HeaderAsync(string contentKey, string tag, string stream, CancellationToken ct)
    {
        var (film, variant) = await FindAsync(contentKey, tag, stream, ct);
        return StreamAddress.IsServed(stream)
            ? await served.HeaderAsync(new ServedFilm(film, variant), ct)
            : (await own.HeaderAsync(film, variant, ct)).Bytes;
    }

    /// <summary>A segment.</summary>
    /// <exception cref="Refusal">There is no such segment, or the film has changed.</exception>
    /// <exception cref="MediaException">It can't be made.</exception>
    public async Task<byte[]> SegmentAsync(string contentKey, string tag, string stream, int number, CancellationToken ct)
    {
        var (film, variant) = await FindAsync(contentKey, tag, stream, ct);
        return StreamAddress.IsServed(stream)
            ? await served.SegmentAsync(new ServedFilm(film, variant), number, ct)
            : await own.SegmentAsync(film, variant, number, ct);
    }

    private async Task<(WatchedFilm Film, StreamVariant Variant)> FindAsync(string contentKey, string tag, string stream, CancellationToken ct)
    {
        var film = await films.GetAsync(contentKey, ct);
        return film.Tag == tag ? (film, StreamAddress.Parse(stream, film.Content.Info.Audio.Count)) : throw FilmSegments.Changed();
    }

    private async Task<(bool IsServed, string? WhyNot)> OfferAsync(WatchedFilm film, CancellationToken ct)
    {
        var info = film.Content.Info;
        var usual = new StreamVariant(Usual(Qualities(film)), info.Audio.Count > 0 ? UsualTrack(info) : null);
        return await offers.OfferAsync(film, ServedStreams.WishOf(film, usual), ct);
    }

    private async Task<StreamLine> LineAsync(WatchedFilm film, StreamVariant variant, long atMs, CancellationToken ct)
    {
        var info = film.Content.Info;
        var isServed = variant.Rung is not null && (await OfferAsync(film, ct)).IsServed;
        var choice = ToChoice(info, variant.Rung, isServed);
        var codecs = variant.Rung is null ? (await own.HeaderAsync(film, variant, ct)).Codecs : EncodedCodecs;
        // Of a copy only the mean is known; scenes take more.
        var bits = (variant.Rung is null ? 2 : 1) * choice.KilobitsPerSecond * 1000 + SoundBits;
        var address = $"stream/{film.Tag}/{StreamAddress.Of(variant, isServed)}/index.m3u8{(isServed ? $"?atMs={atMs}" : "")}";
        return new StreamLine(address, choice.Name, bits, choice.Width, choice.Height, codecs);
    }

    private static List<QualityRung?> Offered(WatchedFilm film, string? quality)
    {
        var all = Qualities(film);
        if (!string.IsNullOrEmpty(quality))
        {
            Check.OneOf("quality", quality, [.. all.Select(r => r?.Name ?? QualityRung.Original)]);
            return [.. all.Where(r => (r?.Name ?? QualityRung.Original) == quality)];
        }
        if (film.Copy.Grid is null)
            return [Usual(all)];
        return film.Content.Info.Video.Codec == PlayedEverywhere ? [null] : [null, Usual(all)];
    }

    private static QualityRung? Usual(List<QualityRung?> all) => all.FirstOrDefault(r => r?.Height <= UsualHeight) ?? all[^1];

    // No rung larger than the picture, but for the smallest.
    private static List<QualityRung?> Qualities(WatchedFilm film)
    {
        var video = film.Content.Info.Video;
        var shown = Math.Min(video.Width, video.Height);
        var rungs = QualityRung.Ladder.Where(r => r.Height <= shown || r == QualityRung.Ladder[^1]);
        return [.. film.Copy.Grid is null ? [] : new QualityRung?[] { null }, .. rungs];
    }

    private static QualityChoice ToChoice(MediaInfo info, QualityRung? rung, bool isServed)
    {
        var (width, height) = FilmStreamer.SizeOf(info, rung);
        if (rung is not null)
            return new QualityChoice(rung.Name, isServed ? "server" : "encode", width, height, rung.KilobitsPerSecond);
        var kilobits = info.Video.BitRate > 0 ? info.Video.BitRate / 1000 : info.SizeBytes * 8 / Math.Max(1, info.DurationMs);
        return new QualityChoice(QualityRung.Original, "copy", width, height, kilobits);
    }

    private static int UsualTrack(MediaInfo info) => Math.Max(0, info.Audio.ToList().FindIndex(a => a.IsDefault));
}
