using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Sources;
using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>
/// Titles as their server converts them, and the subtitles beside them, by the box's own right. Nobody's watch state changes: no timeline is
/// ever sent, so a server may end a session after some minutes in spite of the pings; whoever reads then opens a new one.
/// </summary>
internal sealed class PlexWatching(PlexContents contents)
{
    private const long ToleranceUs = 1_500_000;

    /// <summary>Why the server would not convert a title, or null when it would.</summary>
    public async Task<string?> WhyNotAsync(ContentRow content, RemoteStreamWish wish, CancellationToken ct)
    {
        try
        {
            var found = await contents.FindAsync(content, ct);
            _ = await TranscoderOf(found).DecideAsync(WishOf(found, wish), ct);
            return null;
        }
        catch (PlexFault fault)
        {
            return fault.Message;
        }
        catch (Refusal refusal)
        {
            return refusal.Message;
        }
    }

    /// <summary>Opens a session.</summary>
    /// <exception cref="PlexFault">The server refuses, fails, or gives a list that does not fit the film.</exception>
    public async Task<RemoteStream> ConvertAsync(ContentRow content, RemoteStreamWish wish, CancellationToken ct)
    {
        var found = await contents.FindAsync(content, ct);
        var transcoder = TranscoderOf(found);
        var asked = WishOf(found, wish);
        var session = await transcoder.DecideAsync(asked, ct);
        var listPath = await transcoder.StartAsync(session, ct);
        try
        {
            var list = await transcoder.ListAsync(session, listPath, ct);
            var starts = StartsOf(list, (content.DurationMs ?? 0) * 1000, PlexTranscoder.BeginOf(asked) * 1000);
            string[] paths = [.. PlexPlaylist.Addresses(list).Select(address => transcoder.PathOf(listPath, address))];
            if (paths.Length != starts.Length)
                throw new PlexFault(PlexFaultKind.BadAnswer, "The server's list of segments can't be read.");
            var first = Math.Max(0, Array.FindLastIndex(starts, us => us <= PlexTranscoder.BeginOf(asked) * 1000));
            return new RemoteStream(starts, first)
            {
                ReadAsync = (number, stop) => PlexTold.AskAsync(() => ReadAsync(transcoder, session, paths[number], stop)),
                KeepAsync = stop => PlexTold.AskAsync(() => transcoder.PingAsync(session, stop)),
                StopAsync = stop => PlexTold.AskAsync(() => transcoder.StopAsync(session, stop)),
            };
        }
        catch
        {
            await transcoder.StopAsync(session, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Subtitle files beside a title.</summary>
    /// <exception cref="PlexFault">The server is away.</exception>
    public async Task<IReadOnlyList<RemoteText>> TextsAsync(ContentRow content, CancellationToken ct) =>
        [.. TextsOf(await contents.FindAsync(content, ct)).Select(s => new RemoteText(s.Id, s.Language, s.Title))];

    /// <summary>One of them.</summary>
    /// <exception cref="PlexFault">There is none, or the server is away.</exception>
    public async Task<string> TextAsync(ContentRow content, string id, CancellationToken ct)
    {
        var found = await contents.FindAsync(content, ct);
        var text = TextsOf(found).FirstOrDefault(s => s.Id == id) ?? throw Refusal.NotFound("subtitle track");
        return await VisitOf(found).Files.SubtitleAsync(text, ct);
    }

    private static IEnumerable<PlexStream> TextsOf(PlexFound found) =>
        found.Part.Streams.Where(s => s is { Kind: PlexStreamKind.Subtitle, Path: not null } && PlexContentKey.Fits(s.Id));

    private static async Task<byte[]?> ReadAsync(PlexTranscoder transcoder, PlexTranscodeSession session, string path, CancellationToken ct)
    {
        try
        {
            return await transcoder.SegmentAsync(session, path, ct);
        }
        catch (PlexFault fault) when (fault.Kind == PlexFaultKind.NotFound)
        {
            return null;
        }
    }

    // A list covers the whole title, or what lies behind the place that was asked for: its length tells.
    private static long[] StartsOf(string list, long durationUs, long beginUs)
    {
        long[] lengths = [.. PlexPlaylist.Lengths(list).Select(s => (long)Math.Round(s * 1_000_000))];
        var sum = lengths.Sum();
        if (lengths.Length == 0 || lengths.Any(l => l <= 0))
            throw new PlexFault(PlexFaultKind.BadAnswer, "The server's list of segments can't be read.");
        var isWhole = Math.Abs(sum - durationUs) <= ToleranceUs;
        if (!isWhole && (sum > durationUs || Math.Abs(durationUs - sum - beginUs) > lengths[0] + ToleranceUs))
            throw new PlexFault(PlexFaultKind.Refused, "The server's list of segments does not fit the film's length.");
        var starts = new long[lengths.Length];
        starts[0] = isWhole ? 0 : durationUs - sum;
        for (var i = 1; i < starts.Length; i++)
            starts[i] = starts[i - 1] + lengths[i - 1];
        return starts;
    }

    private static PlexTranscodeWish WishOf(PlexFound found, RemoteStreamWish wish)
    {
        // Sources disagree on which clock the parts of a title are converted.
        if (found.Version.Parts.Count > 1)
            throw new PlexFault(PlexFaultKind.Refused, "The title is made of several files, of which the server does not tell the times for certain.");
        var sounds = found.Part.Streams.Where(s => s.Kind == PlexStreamKind.Audio).ToList();
        var sound = sounds.FirstOrDefault(s => s.Index == wish.SoundIndex);
        if (sound is null && wish.SoundIndex is not null && sounds.Count > 1)
            throw new PlexFault(PlexFaultKind.Refused, "The server does not list this track of sound.");
        return new PlexTranscodeWish(found.Item, found.Version, found.Part)
        {
            OffsetMs = wish.FromMs,
            Size = (wish.Width, wish.Height),
            MaxKbps = wish.KilobitsPerSecond,
            AudioStreamId = sound?.Id,
        };
    }

    private static PlexVisit VisitOf(PlexFound found) => found.Known.Server.For(found.Known.Token);

    private static PlexTranscoder TranscoderOf(PlexFound found) => VisitOf(found).Transcoder;
}
