using ClipshareBox.Features.Clips;
using ClipshareBox.Platform.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Features.Clips;

/// <summary>Asks for clips as the VTR does.</summary>
internal static class Rolls
{
    public static Task<RollClip> OfAsync(ClipRoom room, string bookmarkId, CancellationToken ct) =>
        room.Box.Services.GetRequiredService<ClipActions>().ForRollAsync(Caller.Panel, null, bookmarkId, ct);
}
