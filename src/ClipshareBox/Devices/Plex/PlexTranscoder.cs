using System.Globalization;
using System.Text;

namespace ClipshareBox.Devices.Plex;

/// <summary>What is wanted of the server's transcoder.</summary>
/// <param name="Item">The title.</param>
/// <param name="Version">Its version.</param>
/// <param name="Part">Its file.</param>
internal sealed record PlexTranscodeWish(PlexItem Item, PlexVersion Version, PlexPart Part)
{
    /// <summary>Where to begin, in ms. What lies before will not be made: open a new session to go back.</summary>
    public long OffsetMs { get; init; }

    /// <summary>Largest picture in px.</summary>
    public (int Width, int Height) Size { get; init; } = (1280, 720);

    /// <summary>Most kbit/s of pictures.</summary>
    public int MaxKbps { get; init; } = 4000;

    /// <summary>Plex's id of the sound stream; null for the server's choice.</summary>
    public string? AudioStreamId { get; init; }
}

/// <summary>A transcode session; ping it every 30 s or sooner, and stop it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Query">The parameters of decision and start, which must be the same.</param>
/// <param name="Decision">What comes.</param>
internal sealed record PlexTranscodeSession(string Id, string Query, PlexDecision Decision);

/// <summary>The universal transcoder: decision, start, lists and segments, ping, stop; H.264 and AAC in MPEG-TS, which every browser plays.</summary>
internal sealed class PlexTranscoder(PlexVisit visit)
{
    private const string Root = "/video/:/transcode/universal";
    private const int MaxListBytes = 4 * 1024 * 1024;
    private const int MaxSegmentBytes = 64 * 1024 * 1024;
    private const long EndMs = 10_000; // An offset in the last seconds fails at the server.
    private static readonly TimeSpan DecisionLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ListLimit = TimeSpan.FromSeconds(15);

    // A server holds the request until the segment is made; one that holds it longer has hung.
    private static readonly TimeSpan SegmentLimit = TimeSpan.FromSeconds(15);

    // Encoded once as a whole, as any value.
    private const string Profile =
        "add-transcode-target(type=videoProfile&context=streaming&protocol=hls&container=mpegts&videoCodec=h264&audioCodec=aac&replace=true)"
        + "+add-limitation(scope=videoCodec&scopeName=*&type=upperBound&name=video.bitDepth&value=8&replace=true)";

    /// <summary>Asks for a decision; nothing runs yet.</summary>
    /// <exception cref="PlexFault">Refused, with the server's reason; or another fault.</exception>
    public async Task<PlexTranscodeSession> DecideAsync(PlexTranscodeWish wish, CancellationToken ct)
    {
        var id = Guid.NewGuid().ToString("D");
        var query = QueryOf(wish, id);
        var ask = new PlexAsk(Root + "/decision") { Query = query, Session = id, Limit = DecisionLimit };
        var decision = await visit.AskAsync(ask, PlexDecision.Read, ct);
        if (!decision.IsAllowed)
            throw new PlexFault(PlexFaultKind.Refused, $"The server will not convert this title: {decision.Text}");
        if (decision.Container is not (null or "mpegts"))
            throw new PlexFault(PlexFaultKind.Refused, $"The server would send {decision.Container}, which was not asked for; update the server.");
        return new PlexTranscodeSession(id, query, decision);
    }

    /// <summary>Starts a decided session; returns the path of its list of segments, to be fetched with <see cref="ListAsync"/>.</summary>
    /// <exception cref="PlexFault">Any fault.</exception>
    public async Task<string> StartAsync(PlexTranscodeSession session, CancellationToken ct)
    {
        var master = await TextAsync(Ask(Root + "/start.m3u8", session) with { Query = session.Query, MayRepeat = false }, ct);
        var line = PlexPlaylist.Addresses(master).FirstOrDefault()
            ?? throw new PlexFault(PlexFaultKind.BadAnswer, "The server started the session without a list.");
        return PathOf(Root + "/start.m3u8", line);
    }

    /// <summary>Fetches a list.</summary>
    /// <param name="session">The session.</param>
    /// <param name="path">Path on the server.</param>
    /// <param name="ct">Cancels.</param>
    public Task<string> ListAsync(PlexTranscodeSession session, string path, CancellationToken ct) => TextAsync(Ask(path, session), ct);

    /// <summary>Reads a segment. Never with a range: servers refuse that.</summary>
    /// <exception cref="PlexFault">NotFound while it is not made: ask again up to 5 s, then open a new session at its place.</exception>
    public async Task<byte[]> SegmentAsync(PlexTranscodeSession session, string path, CancellationToken ct)
    {
        var ask = Ask(path, session) with { Token = visit.Token, Limit = SegmentLimit, MayRepeat = false };
        return (await visit.Server.ReadAsync(ask, "*/*", MaxSegmentBytes, ct)).Bytes;
    }

    /// <summary>Where a session that was asked to begin at an instant does begin, in ms.</summary>
    public static long BeginOf(PlexTranscodeWish wish)
    {
        var last = Math.Max(0, (wish.Part.DurationMs ?? wish.Item.DurationMs ?? long.MaxValue) - EndMs);
        return Math.Clamp(wish.OffsetMs, 0, last);
    }

    /// <summary>Keeps a session alive; at least every 30 s, also while paused.</summary>
    /// <returns>False when the session is over.</returns>
    public Task<bool> PingAsync(PlexTranscodeSession session, CancellationToken ct) => TellAsync("ping", session, ct);

    /// <summary>Ends a session; one that is over already does no harm.</summary>
    public Task<bool> StopAsync(PlexTranscodeSession session, CancellationToken ct) => TellAsync("stop", session, ct);

    /// <summary>The path that an address in a list means.</summary>
    /// <param name="listPath">Path of the list.</param>
    /// <param name="address">Relative, or absolute on this server.</param>
    /// <exception cref="PlexFault">It leads elsewhere: no token goes there.</exception>
    public string PathOf(string listPath, string address)
    {
        var here = new Uri(visit.Server.Place.Address, listPath);
        if (!Uri.TryCreate(here, address, out var target) || target.Authority != here.Authority || target.Scheme != here.Scheme)
            throw new PlexFault(PlexFaultKind.BadAnswer, "The server's list leads to another address, which the box does not follow.");
        return target.PathAndQuery;
    }

    private async Task<bool> TellAsync(string verb, PlexTranscodeSession session, CancellationToken ct)
    {
        try
        {
            var ask = new PlexAsk($"{Root}/{verb}") { Query = PlexAsk.QueryOf(("session", session.Id)), Session = session.Id, Token = visit.Token };
            await visit.Server.TellAsync(ask, ct);
            return true;
        }
        catch (PlexFault fault) when (fault.Kind == PlexFaultKind.NotFound)
        {
            return false;
        }
    }

    private async Task<string> TextAsync(PlexAsk ask, CancellationToken ct)
    {
        var text = Encoding.UTF8.GetString((await visit.Server.ReadAsync(ask with { Token = visit.Token }, "*/*", MaxListBytes, ct)).Bytes);
        return text.StartsWith("#EXTM3U", StringComparison.Ordinal)
            ? text
            : throw new PlexFault(PlexFaultKind.BadAnswer, "The server's list of segments can't be read.");
    }

    private static PlexAsk Ask(string path, PlexTranscodeSession session)
    {
        var at = path.IndexOf('?', StringComparison.Ordinal);
        return new PlexAsk(at < 0 ? path : path[..at]) { Query = at < 0 ? "" : path[(at + 1)..], Session = session.Id, Limit = ListLimit };
    }

    private string QueryOf(PlexTranscodeWish wish, string id)
    {
        var offset = BeginOf(wish) / 1000.0;
        string Number(double n) => n.ToString("0.###", CultureInfo.InvariantCulture);
        return PlexAsk.QueryOf(
            ("path", $"/library/metadata/{wish.Item.Key}"), ("mediaIndex", Number(wish.Version.Number)), ("partIndex", Number(wish.Part.Number)),
            ("protocol", "hls"), ("directPlay", "0"), ("directStream", "0"), ("directStreamAudio", "0"), ("hasMDE", "1"), ("fastSeek", "1"), ("copyts", "1"),
            ("session", id), ("transcodeSessionId", id), ("X-Plex-Session-Identifier", id), ("offset", offset > 0 ? Number(offset) : null),
            ("videoResolution", $"{Number(wish.Size.Width)}x{Number(wish.Size.Height)}"), ("maxVideoBitrate", Number(wish.MaxKbps)),
            ("audioStreamID", wish.AudioStreamId), ("subtitles", "none"), ("audioChannelCount", "2"), ("autoAdjustQuality", "0"), ("location", "lan"),
            ("mediaBufferSize", "102400"), ("X-Plex-Platform", "Generic"), ("X-Plex-Client-Identifier", visit.Server.Gear.Me.ClientId),
            ("X-Plex-Client-Profile-Name", "Generic"), ("X-Plex-Client-Profile-Extra", Profile));
    }
}
