using ClipshareBox.Devices.Plex;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Plex;

/// <summary>Turns faults of Plex into the contract's coded answers.</summary>
internal static class PlexTold
{
    /// <summary>Does something with Plex.</summary>
    /// <exception cref="Refusal">Plex does not do it.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (PlexFault fault)
        {
            throw Of(fault);
        }
    }

    /// <summary>What a fault is to the one who asked.</summary>
    public static Refusal Of(PlexFault fault) => fault.Kind switch
    {
        PlexFaultKind.NotFound => new Refusal(ErrorCode.NotFound, fault.Message),
        PlexFaultKind.Forbidden => new Refusal(ErrorCode.PermissionDenied, fault.Message),
        PlexFaultKind.Refused => new Refusal(ErrorCode.Conflict, fault.Message),
        _ => new Refusal(ErrorCode.PlexConnectionError, fault.Message),
    };
}
