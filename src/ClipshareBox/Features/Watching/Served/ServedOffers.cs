using System.Collections.Concurrent;
using ClipshareBox.Features.Sources.Remote;

namespace ClipshareBox.Features.Watching.Served;

/// <summary>Knows of the titles of servers whether their server converts them for browsers; asked once, and anew after a while.</summary>
internal sealed class ServedOffers(IEnumerable<IRemoteSource> remotes, TimeProvider clock)
{
    private const int MostKept = 256;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RefusedFor = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>Whether the server converts a film.</summary>
    /// <returns>False with the reason when it does not; false without one for films that are on no server.</returns>
    public async Task<(bool IsServed, string? WhyNot)> OfferAsync(WatchedFilm film, RemoteStreamWish wish, CancellationToken ct)
    {
        if (RemoteOf(film) is not { } remote)
            return (false, null);
        if (_known.TryGetValue(NameOf(film), out var known) && clock.GetElapsedTime(known.At) < (known.WhyNot is null ? KeptFor : RefusedFor))
            return (known.WhyNot is null, known.WhyNot);
        var whyNot = film.Content.Info.Video.MayBeVariableRate
            ? "Its frames stand for different lengths of time, which a server's copy does not keep."
            : await remote.WhyNotConvertedAsync(film.Content.Remote!, wish, ct); // of a server, as RemoteOf says
        Keep(film, whyNot);
        return (whyNot is null, whyNot);
    }

    /// <summary>The server failed: for some minutes the box encodes itself.</summary>
    public void Refuse(WatchedFilm film, string why) => Keep(film, why);

    /// <summary>The kind of server that a film is on, or null.</summary>
    public IRemoteSource? RemoteOf(WatchedFilm film) => film.Content.Remote is { } row ? remotes.FirstOrDefault(r => r.Kind == row.Kind) : null;

    private void Keep(WatchedFilm film, string? whyNot)
    {
        if (_known.Count >= MostKept)
            _known.Clear();
        _known[NameOf(film)] = new Known(whyNot, clock.GetTimestamp());
    }

    private static string NameOf(WatchedFilm film) => $"{film.Content.ContentKey}/{film.Tag}";

    private sealed record Known(string? WhyNot, long At);
}
