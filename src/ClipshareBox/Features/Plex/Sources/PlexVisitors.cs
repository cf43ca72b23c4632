using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Plex.SignIn;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>Decides with whose rights a server is asked.</summary>
internal sealed class PlexVisitors(PlexPeople people, PlexServers servers, PlexAccessWatch watch)
{
    /// <summary>
    /// Asks a server with the caller's own rights. Where it does not take his token any more, plex.tv is asked what the right one is by now, and it
    /// is tried once more.
    /// </summary>
    /// <param name="known">The server.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="ask">Asks; null stands for someone without any right there.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlexFault">The server's, or plex.tv's.</exception>
    public async Task<T> AskAsync<T>(KnownServer known, Caller caller, Func<PlexVisit?, Task<T>> ask, CancellationToken ct)
    {
        try
        {
            return await servers.AskAsync(known, async () => await ask(await ForAsync(known, caller, ct)), ct);
        }
        catch (PlexFault fault) when (fault.Kind is PlexFaultKind.Unauthorized && caller.UserId is not null)
        {
            if (!await watch.LookAsync(caller.UserId, ct))
                throw;
            return await ask(await ForAsync(known, caller, ct));
        }
    }

    /// <summary>
    /// The server with the caller's own rights. Who came by Plex sees what is shared with him; an admin without a Plex account, and the
    /// box's panels, see what the box's token sees; others see nothing.
    /// </summary>
    /// <exception cref="PlexFault">plex.tv has to be asked and is away, or the caller's token is no longer good.</exception>
    public async Task<PlexVisit?> ForAsync(KnownServer known, Caller caller, CancellationToken ct)
    {
        if (caller.UserId is { } userId && await people.TokenAtAsync(userId, known.Source.Place, ct) is { } own)
            return known.Server.For(own);
        return caller.IsAdmin || caller.IsPanel ? known.Server.For(known.Token) : null;
    }
}
