using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Plex.Sources;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Plex.NowPlaying;

/// <summary>Reads what plays at the servers: for the owner and the box's admins all sessions, for others those that the server tells them of.</summary>
internal sealed class RunningSessions(PlexServers servers, PlexVisitors visitors)
{
    /// <summary>What plays; a server that does not answer is a line of <see cref="NowPlayingBoard.Faults"/>.</summary>
    public async Task<NowPlayingBoard> BoardAsync(Caller caller, CancellationToken ct)
    {
        var asked = await Task.WhenAll(servers.All().Select(known => AtAsync(known, caller, ct)));
        var heard = asked.Where(a => a.MayAsk).ToList();
        return new NowPlayingBoard([.. heard.SelectMany(a => a.Items)], [.. heard.Select(a => a.Fault?.Message).OfType<string>()], heard.Count);
    }

    private async Task<Answer> AtAsync(KnownServer known, Caller caller, CancellationToken ct)
    {
        try
        {
            if (await visitors.ForAsync(known, caller, ct) is not { } visit)
                return new Answer(false, []);
            var sessions = await servers.AskAsync(known, () => visit.NowPlaying.SessionsAsync(ct), ct);
            return new Answer(true, [.. sessions.Where(s => PlexContentKey.Fits(s.ItemKey)).Select(s => ToItem(known, s))]);
        }
        catch (PlexFault fault) when (fault.Kind is PlexFaultKind.Forbidden or PlexFaultKind.Unauthorized)
        {
            return new Answer(false, []); // the owner's right
        }
        catch (PlexFault fault)
        {
            return new Answer(true, [], fault);
        }
    }

    private static NowPlayingItem ToItem(KnownServer known, PlexPlaying playing) => new(
        $"{known.Source.Id}-{playing.SessionKey}", new PlexContentKey(known.Source.Id, playing.ItemKey).ToString(), playing.Title, playing.State,
        playing.UserName, playing.Player, playing.AboutMsAt(known.Server.Now), known.Server.Now.ToUnixTimeMilliseconds(), playing.DurationMs)
    {
        File = (playing.VersionId, playing.PartId),
    };

    private sealed record Answer(bool MayAsk, IReadOnlyList<NowPlayingItem> Items, PlexFault? Fault = null);
}
