using ClipshareBox.Features.Clips;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Vtr;

/// <summary>Finds the clip to be rolled; apart from whoever makes clips, so that the player can be tried without cutting.</summary>
/// <param name="FindAsync">
/// From a clip or a bookmark to a file that can be rolled now; makes a quick cut where the clip is not whole yet. Throws <see cref="Refusal"/> where
/// there is none or the caller may not have it.
/// </param>
internal sealed record RollSource(Func<Caller, string?, string?, CancellationToken, Task<RollClip>> FindAsync);
