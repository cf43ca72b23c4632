using ClipshareBox.Devices.Plex;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>Decides with whose rights a server is asked.</summary>
internal sealed class PlexVisitors(PlexPeople people)
{
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
