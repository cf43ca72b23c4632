using System.Globalization;
using ClipshareBox.Media.Streaming;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Watching.Timelines;

/// <summary>What a timeline shows of a film: asked for first, made in the background, kept on the disk.</summary>
internal sealed class TimelineActions(WatchedFilms films, TimelineFiles files, TimelineWorker worker, TimelineMaker maker)
{
    /// <summary>The small pictures, and how far they are.</summary>
    /// <exception cref="Refusal">There is no such content.</exception>
    public async Task<Thumbnails> ThumbnailsAsync(string contentKey, CancellationToken ct)
    {
        var film = await films.GetAsync(contentKey, ct);
        var plan = ThumbnailPlan.For(film.Content.Info);
        var (state, percent, fault) = files.Find(film, SheetName(0)) is not null ? (MakingState.Ready, 100, null) : worker.Ask(new TimelineWork(
            film, "thumbnails", (lease, folder, progress, stop) =>
                maker.DrawThumbnailsAsync(lease.Source, lease.Content.Info, plan, folder, progress, stop)));
        var sheets = Enumerable.Range(0, plan.Sheets).TakeWhile(n => files.Find(film, SheetName(n)) is not null);
        return new Thumbnails(
            state, percent, plan.IntervalMs, plan.Count, plan.Width, plan.Height, ThumbnailPlan.Columns, ThumbnailPlan.Rows,
            [.. sheets.Select(n => $"/api/media/{contentKey}/thumbnails/{film.Tag}/{SheetName(n)}")], fault);
    }

    /// <summary>The peaks of the first audio track, and how far they are.</summary>
    /// <exception cref="Refusal">There is no such content.</exception>
    public async Task<Waveform> WaveformAsync(string contentKey, CancellationToken ct)
    {
        const string name = "peaks.bin";
        var film = await films.GetAsync(contentKey, ct);
        if (film.Content.Info.Audio.Count == 0)
            return new Waveform(MakingState.None, 100, TimelineMaker.MsPerPeak, null, null);
        if (files.Find(film, name) is not null)
            return new Waveform(MakingState.Ready, 100, TimelineMaker.MsPerPeak, $"/api/media/{contentKey}/waveform/{film.Tag}.bin", null);
        var (state, percent, fault) = worker.Ask(new TimelineWork(film, name, async (lease, folder, progress, stop) =>
        {
            var peaks = await maker.PeaksAsync(lease.Source, lease.Content.Info, audioTrack: 0, progress, stop);
            await File.WriteAllBytesAsync(Path.Combine(folder, name), peaks, stop);
        }));
        return new Waveform(state, percent, TimelineMaker.MsPerPeak, null, fault);
    }

    /// <summary>Path of a sheet of small pictures.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public Task<string> SheetAsync(string contentKey, string tag, int number, CancellationToken ct) =>
        FileAsync(contentKey, tag, SheetName(number), "sheet", ct);

    /// <summary>Path of the peaks.</summary>
    /// <exception cref="Refusal">There are none.</exception>
    public Task<string> PeaksAsync(string contentKey, string tag, CancellationToken ct) => FileAsync(contentKey, tag, "peaks.bin", "waveform", ct);

    /// <summary>Path of a text track as WebVTT; null while it is being made.</summary>
    /// <exception cref="Refusal">There is no such track, or it can't be read.</exception>
    public async Task<string?> TextAsync(string contentKey, int track, CancellationToken ct)
    {
        var film = await films.GetAsync(contentKey, ct);
        var tracks = film.Content.Info.Subtitles.Where(s => s.IsText).ToList();
        if (track < 0 || track >= tracks.Count)
            throw Refusal.NotFound("subtitle track");
        var name = string.Create(CultureInfo.InvariantCulture, $"text-{track}.vtt");
        if (files.Find(film, name) is { } made)
            return made;
        var (state, _, fault) = worker.Ask(new TimelineWork(film, name, async (lease, folder, _, stop) =>
            await File.WriteAllBytesAsync(Path.Combine(folder, name), await maker.TextAsync(lease.Source, tracks[track], stop), stop)));
        return state == MakingState.Failed
            ? throw new Refusal(ErrorCode.ProcessingFailed, fault ?? "The subtitles could not be read.")
            : files.Find(film, name);
    }

    private async Task<string> FileAsync(string contentKey, string tag, string name, string what, CancellationToken ct)
    {
        var film = await films.GetAsync(contentKey, ct);
        return film.Tag == tag && files.Find(film, name) is { } path ? path : throw Refusal.NotFound(what);
    }

    private static string SheetName(int number) => string.Create(CultureInfo.InvariantCulture, $"{number}.jpg");
}
