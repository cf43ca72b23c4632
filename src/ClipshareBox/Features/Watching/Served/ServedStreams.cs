using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Media;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Streaming;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Watching.Served;

/// <summary>A film as its server converts it, at one size and with one track of sound.</summary>
/// <param name="Film">The film.</param>
/// <param name="Variant">How it is converted; with a rung.</param>
internal sealed record ServedFilm(WatchedFilm Film, StreamVariant Variant)
{
    /// <summary>Its name, which changes when the film does.</summary>
    public string Name => $"{Film.Content.ContentKey}/{Film.Tag}/{StreamAddress.Of(Variant, isServed: true)}";
}

/// <summary>
/// Streams that a server encodes and the box hands on: on the content's clock, under the box's own addresses. Segments are the server's; when a
/// session is gone or a place lies out of its reach, a new one begins there.
/// </summary>
internal sealed class ServedStreams(ServedSessions sessions, ServedOffers offers, ServedSegments segments, SegmentShelf shelf, TimeProvider clock)
{
    private const int MostKept = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceAtFirst = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Known> _known = [];

    /// <summary>What is asked of a server for a rung.</summary>
    public static RemoteStreamWish WishOf(WatchedFilm film, StreamVariant variant)
    {
        var info = film.Content.Info;
        var rung = variant.Rung ?? QualityRung.Ladder[^1];
        var (width, height) = FilmStreamer.SizeOf(info, rung);
        return new RemoteStreamWish(width, height, rung.KilobitsPerSecond, variant.AudioTrack is { } track ? info.Audio[track].Index : null);
    }

    /// <summary>Where the stream is divided; a session begins, where none runs, at the place that a player wants first.</summary>
    /// <param name="film">The stream.</param>
    /// <param name="atMs">That place.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="Refusal">The server does not convert it any more.</exception>
    public async Task<SegmentGrid> GridAsync(ServedFilm film, long atMs, CancellationToken ct)
    {
        var known = KnownOf(film);
        await known.Gate.WaitAsync(ct);
        try
        {
            return (await PlanAsync(film, known, atMs, ct)).Grid;
        }
        catch (Refusal refusal)
        {
            throw Failed(film, refusal.Message);
        }
        finally
        {
            known.Gate.Release();
        }
    }

    /// <summary>What a player reads before all segments: that of the segment at which the running session began.</summary>
    /// <exception cref="Refusal">As <see cref="GridAsync"/>.</exception>
    public async Task<byte[]> HeaderAsync(ServedFilm film, CancellationToken ct)
    {
        await GridAsync(film, 0, ct);
        var number = KnownOf(film).LastFirst;
        return ServedSegment.Unpack(await GetAsync(film, number, ct)).Header;
    }

    /// <summary>A segment.</summary>
    /// <exception cref="Refusal">There is none, or as <see cref="GridAsync"/>.</exception>
    public async Task<byte[]> SegmentAsync(ServedFilm film, int number, CancellationToken ct)
    {
        var grid = await GridAsync(film, 0, ct);
        if (number < 0 || number >= grid.Count)
            throw Refusal.NotFound("segment");
        return ServedSegment.Unpack(await GetAsync(film, number, ct)).Bytes;
    }

    private Task<byte[]> GetAsync(ServedFilm film, int number, CancellationToken ct) =>
        shelf.GetAsync($"{film.Name}/{number}", SegmentWork.Waits, stop => MakeAsync(film, number, stop), ct);

    private async Task<byte[]> MakeAsync(ServedFilm film, int number, CancellationToken ct)
    {
        var (bytes, session) = await ReadAsync(film, number, ct);
        var plan = KnownOf(film).Plan ?? throw Refusal.NotFound("segment"); // made before anything was read
        try
        {
            var turned = await segments.TurnAsync(
                film.Film.Content.Info, plan.Grid, number, session.DelayUs,
                async (n, stop) => n == number ? bytes : (await ReadAsync(film, n, stop)).Bytes, ct);
            session.DelayUs ??= turned.DelayUs;
            return turned.Pack();
        }
        catch (MediaException e)
        {
            throw Failed(film, e.Message);
        }
    }

    private async Task<(byte[] Bytes, ServedSession Session)> ReadAsync(ServedFilm film, int number, CancellationToken ct)
    {
        var why = "";
        for (var tries = 0; tries < 2; tries++)
        {
            ServedSession? session = null;
            try
            {
                session = await SessionAsync(film, number, ct);
                if (await ReadAsync(session, number - session.Shift, ct) is { } bytes)
                {
                    sessions.Note(session, number);
                    return (bytes, session);
                }
                why = "It does not make the segments that it lists.";
            }
            catch (Refusal refusal)
            {
                why = refusal.Message;
            }
            if (session is not null)
                sessions.Drop(session);
        }
        throw Failed(film, why);
    }

    // A server that has ended the session says so in the same way as one that has not made the segment yet.
    private async Task<byte[]?> ReadAsync(ServedSession session, int number, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var patience = session.DelayUs is null ? PatienceAtFirst : Patience; // one that has made something goes on quickly
        for (var tries = 0; clock.GetElapsedTime(began) < patience; tries++)
        {
            if (await session.Remote.ReadAsync(number, ct) is { } bytes)
                return bytes;
            if (tries == 0 && !await session.Remote.KeepAsync(ct))
                return null;
            await Task.Delay(AskAgain, clock, ct);
        }
        return null;
    }

    private async Task<ServedSession> SessionAsync(ServedFilm film, int number, CancellationToken ct)
    {
        var known = KnownOf(film);
        await known.Gate.WaitAsync(ct);
        try
        {
            var plan = await PlanAsync(film, known, 0, ct);
            return sessions.Find(film.Name, number) ?? await OpenAsync(film, known, plan.ListedUs[number] / 1000, ct);
        }
        finally
        {
            known.Gate.Release();
        }
    }

    // The list of the first session tells where the film is divided; one that leaves out what lies before its place is no measure.
    private async Task<ServedPlan> PlanAsync(ServedFilm film, Known known, long atMs, CancellationToken ct)
    {
        if (known.Plan is { } plan)
            return plan;
        var session = await OpenAsync(film, known, atMs, ct);
        if (session.Remote.StartsUs[0] > 0)
        {
            sessions.Drop(session);
            session = await OpenAsync(film, known, 0, ct);
        }
        return known.Plan = new ServedPlan(session.Remote.StartsUs, SegmentGrid.Served(film.Film.Content.Info, session.Remote.StartsUs));
    }

    private async Task<ServedSession> OpenAsync(ServedFilm film, Known known, long fromMs, CancellationToken ct)
    {
        var row = film.Film.Content.Remote ?? throw Refusal.NotFound("stream");
        var remote = offers.RemoteOf(film.Film) ?? throw Refusal.NotFound("stream");
        var opened = await remote.ConvertAsync(row, WishOf(film.Film, film.Variant) with { FromMs = fromMs }, ct);
        var session = sessions.Add(film.Name, opened, known.Plan?.ShiftOf(opened) ?? 0);
        known.LastFirst = session.First;
        return session;
    }

    private Refusal Failed(ServedFilm film, string why)
    {
        offers.Refuse(film.Film, why);
        return new Refusal(ErrorCode.Conflict, $"The server does not convert this film any more; load stream.m3u8 anew. {why}");
    }

    private Known KnownOf(ServedFilm film)
    {
        lock (_lock)
        {
            if (_known.TryGetValue(film.Name, out var known))
                return known;
            if (_known.Count >= MostKept)
                _known.Clear();
            return _known[film.Name] = new Known();
        }
    }

    // Of one stream: sessions are opened one at a time.
    private sealed class Known
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public ServedPlan? Plan { get; set; }

        public int LastFirst { get; set; }
    }
}

/// <summary>How a served film is divided.</summary>
/// <param name="ListedUs">Starts by the server's list.</param>
/// <param name="Grid">Starts of the first frames in truth.</param>
internal sealed record ServedPlan(IReadOnlyList<long> ListedUs, SegmentGrid Grid)
{
    private const long ToleranceUs = 100_000;

    /// <summary>How many of the film's segments lie before those of a session's list.</summary>
    /// <exception cref="Refusal">The session is divided elsewhere.</exception>
    public int ShiftOf(RemoteStream session)
    {
        var shift = ListedUs.Count(us => us < session.StartsUs[0] - ToleranceUs);
        var fits = session.StartsUs.Count + shift <= ListedUs.Count
            && session.StartsUs.Select((us, n) => Math.Abs(us - ListedUs[n + shift])).All(off => off <= ToleranceUs);
        return fits ? shift : throw new Refusal(ErrorCode.Conflict, "The server divides the film in another way each time.");
    }
}
