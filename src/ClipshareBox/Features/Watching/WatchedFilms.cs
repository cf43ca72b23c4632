using ClipshareBox.Features.Sources;
using ClipshareBox.Media;
using ClipshareBox.Media.Streaming;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Watching;

/// <summary>A film as it is streamed now.</summary>
/// <param name="Content">The film.</param>
/// <param name="Tag">Changes when its file does; part of all addresses.</param>
/// <param name="Copy">Whether its own pictures can be streamed.</param>
internal sealed record WatchedFilm(Content Content, string Tag, CopyOffer Copy);

/// <summary>Knows of the films that are watched whether their own pictures can be streamed; found out once.</summary>
internal sealed partial class WatchedFilms(ContentCatalogue contents, FilmStreamer streamer, ILogger<WatchedFilms> log) : IDisposable
{
    private const int MostKept = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Known> _known = [];
    private readonly SemaphoreSlim _scans = new(1); // reads a whole film: one at a time
    private readonly CancellationTokenSource _stopped = new();

    /// <summary>The film under a key.</summary>
    /// <exception cref="Refusal">There is none, or it can't be played.</exception>
    /// <exception cref="MediaException">It can't be read now.</exception>
    public async Task<WatchedFilm> GetAsync(string contentKey, CancellationToken ct)
    {
        var content = contents.Get(contentKey);
        var tag = $"{content.Stamp?.ChangedAt:x}-{content.Stamp?.SizeBytes:x}";
        var known = Find(content, tag);
        try
        {
            return new WatchedFilm(content, tag, await known.Offer.Value.WaitAsync(ct));
        }
        catch (MediaException)
        {
            Forget(contentKey, known); // what may pass is asked anew
            throw;
        }
    }

    /// <summary>A place was found where browsers can't begin: from now on its pictures are encoded.</summary>
    public void Refuse(WatchedFilm film, string why)
    {
        LogRefused(log, film.Content.Title, why);
        Keep(film.Content.ContentKey, film.Tag, new CopyOffer(null, why));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopped.Cancel();
        _scans.Dispose();
    }

    private Known Find(Content content, string tag)
    {
        lock (_lock)
        {
            if (_known.TryGetValue(content.ContentKey, out var known) && known.Tag == tag)
                return known;
            if (_known.Count >= MostKept)
                _known.Clear();
            return _known[content.ContentKey] = new Known(tag, new Lazy<Task<CopyOffer>>(() => OfferAsync(content.ContentKey, tag)));
        }
    }

    private void Forget(string contentKey, Known known)
    {
        lock (_lock)
        {
            if (_known.GetValueOrDefault(contentKey) == known)
                _known.Remove(contentKey);
        }
    }

    private void Keep(string contentKey, string tag, CopyOffer offer)
    {
        lock (_lock)
            _known[contentKey] = new Known(tag, new Lazy<Task<CopyOffer>>(Task.FromResult(offer)));
    }

    private async Task<CopyOffer> OfferAsync(string contentKey, string tag)
    {
        await using var lease = await contents.OpenAsync(contentKey, _stopped.Token);
        var offer = await streamer.OfferAsync(lease.Source, lease.Content.Info, _stopped.Token);
        if (offer.NeedsScan)
            _ = ScanAsync(contentKey, tag);
        return offer;
    }

    private async Task ScanAsync(string contentKey, string tag)
    {
        try
        {
            await _scans.WaitAsync(_stopped.Token);
            try
            {
                await using var lease = await contents.OpenAsync(contentKey, _stopped.Token);
                Keep(contentKey, tag, await streamer.ScanAsync(lease.Source, lease.Content.Info, _stopped.Token));
            }
            finally
            {
                _scans.Release();
            }
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // The box stops.
        }
        catch (Exception e) when (e is MediaException or Refusal)
        {
            LogNotScanned(log, contentKey, e.Message);
            Keep(contentKey, tag, new CopyOffer(null, $"Its key frames could not be looked for: {e.Message}"));
        }
    }

    private sealed record Known(string Tag, Lazy<Task<CopyOffer>> Offer);

    [LoggerMessage(LogLevel.Warning, "{Title} is encoded for browsers from now on: {Why}")]
    private static partial void LogRefused(ILogger logger, string title, string why);

    [LoggerMessage(LogLevel.Warning, "The key frames of {ContentKey} could not be looked for: {Why}")]
    private static partial void LogNotScanned(ILogger logger, string contentKey, string why);
}
