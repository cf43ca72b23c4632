using System.Globalization;
using System.Text;

namespace ClipshareBox.Devices.Plex;

/// <summary>A file that can be read by range. Its headers hold a token: they go to the box's own reader, never to a command line.</summary>
/// <param name="Address">Where it is; without a token.</param>
/// <param name="SizeBytes">Its size as the server sends it, 0 when not told.</param>
/// <param name="Session">The playback session in which it may be read.</param>
internal sealed record PlexFile(Uri Address, long SizeBytes, string Session)
{
    /// <summary>Headers of each request for it, the token among them.</summary>
    public required IReadOnlyDictionary<string, string> Headers { private get; init; }

    /// <summary>The headers: a method, so that no printing of the record shows them.</summary>
    public IReadOnlyDictionary<string, string> RevealHeaders() => Headers;
}

/// <summary>Opens files for the box's own reader, through the gates that newer servers have. Nobody's watch state changes.</summary>
internal sealed class PlexFiles(PlexVisit visit)
{
    private const int BandwidthStatus = 509;
    private const int MaxSubtitleBytes = 4 * 1024 * 1024;

    // A disk that sleeps takes its time to the first byte.
    private static readonly TimeSpan FirstByte = TimeSpan.FromSeconds(60);

    /// <summary>Finds the way to read a part: as it is, after a direct-play decision, or as a download.</summary>
    /// <param name="item">The title.</param>
    /// <param name="version">Its version.</param>
    /// <param name="part">The file.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlexFault">NotFound when the file is gone; Refused over a relay, or when the server lets nothing through.</exception>
    public async Task<PlexFile> OpenAsync(PlexItem item, PlexVersion version, PlexPart part, CancellationToken ct)
    {
        if (visit.Server.Place.IsRelay)
        {
            throw new PlexFault(PlexFaultKind.Refused,
                "Plex's relay is too slow to cut from. Give the box a direct way to the server: its address in the house, or remote access with an open port.");
        }
        var session = Guid.NewGuid().ToString("D");
        var refusal = await TryAsync(part, session, download: false, ct);
        if (refusal.Fault is { } first && MayBeGate(first))
        {
            await DecideAsync(item, version, part, session, ct);
            refusal = await TryAsync(part, session, download: false, ct);
        }
        if (refusal.Fault is { } second && MayBeGate(second))
            refusal = await TryAsync(part, session, download: true, ct);
        return refusal.File ?? throw Explain(refusal.Fault);
    }

    /// <summary>The text of a subtitle file beside the film, as SubRip in UTF-8.</summary>
    /// <exception cref="PlexFault">NotFound for a stream inside the file: ffmpeg reads that; or another fault.</exception>
    public async Task<string> SubtitleAsync(PlexStream stream, CancellationToken ct)
    {
        if (stream.Path is not { } path)
            throw new PlexFault(PlexFaultKind.NotFound, "This subtitle track is inside the film's file.");
        var ask = new PlexAsk($"{path}.srt") { Query = "encoding=utf-8&format=srt", Token = visit.Token };
        return Encoding.UTF8.GetString((await visit.Server.ReadAsync(ask, "*/*", MaxSubtitleBytes, ct)).Bytes);
    }

    private static bool MayBeGate(PlexFault fault) =>
        fault.Kind is PlexFaultKind.Booting or PlexFaultKind.ServerError || fault.Status == BandwidthStatus;

    private async Task<(PlexFile? File, PlexFault? Fault)> TryAsync(PlexPart part, string session, bool download, CancellationToken ct)
    {
        var ask = new PlexAsk(part.Path)
        {
            Query = download ? "download=1" : "",
            Token = visit.Token,
            Session = session,
            Range = "bytes=0-0",
            Limit = FirstByte,
            MayRepeat = false,
        };
        try
        {
            using var answer = await visit.Server.OpenAsync(ask, "*/*", ct);
            var size = answer.Content.Headers.ContentRange?.Length ?? answer.Content.Headers.ContentLength ?? 0;
            return (new PlexFile(ask.At(visit.Server.Place.Address), size, session) { Headers = HeadersOf(session) }, null);
        }
        catch (PlexFault fault) when (MayBeGate(fault) || fault.Kind is PlexFaultKind.Forbidden or PlexFaultKind.NotFound)
        {
            return (null, fault);
        }
    }

    private async Task DecideAsync(PlexItem item, PlexVersion version, PlexPart part, string session, CancellationToken ct)
    {
        var query = PlexAsk.QueryOf(
            ("path", $"/library/metadata/{item.Key}"),
            ("mediaIndex", version.Number.ToString(CultureInfo.InvariantCulture)),
            ("partIndex", part.Number.ToString(CultureInfo.InvariantCulture)),
            ("protocol", "http"), ("directPlay", "1"), ("directStream", "1"), ("hasMDE", "1"), ("location", "lan"),
            ("session", session), ("transcodeSessionId", session));
        var ask = new PlexAsk("/video/:/transcode/universal/decision") { Query = query, Session = session, Limit = TimeSpan.FromSeconds(15) };
        try
        {
            _ = await visit.AskAsync(ask, PlexDecision.Read, ct);
        }
        catch (PlexFault fault) when (fault.Kind is PlexFaultKind.Refused or PlexFaultKind.NotFound)
        {
            // The next try tells whether it was needed.
        }
    }

    private Dictionary<string, string> HeadersOf(string session) => new(visit.Server.Gear.Me.Headers)
    {
        ["X-Plex-Token"] = visit.Token.Reveal(),
        ["X-Plex-Session-Identifier"] = session,
    };

    private static PlexFault Explain(PlexFault? fault) => fault switch
    {
        { Kind: PlexFaultKind.NotFound } => new PlexFault(
            PlexFaultKind.NotFound, "The server lists this file but does not have it: it was replaced, moved or deleted. Let Plex scan the library, then open the title again.", fault),
        _ => new PlexFault(
            PlexFaultKind.Refused,
            "The server does not let the box read this file. Add the box's address to the LAN networks in the server's settings, allow downloads, or map the file's folder on the box.", fault),
    };
}
