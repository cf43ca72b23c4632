using System.Text.Json;

namespace ClipshareBox.Devices.Plex;

/// <summary>A webhook's payload. Not signed: a secret in the address, and the server's identity, must vouch for it.</summary>
/// <param name="Event">media.play, media.pause, media.resume, media.stop, library.new…</param>
/// <param name="MachineIdentifier">Which server it is about.</param>
/// <param name="ItemKey">ratingKey; null for admin events.</param>
/// <param name="ViewOffsetMs">Where, in ms; or null.</param>
/// <param name="Player">The player's name; or null.</param>
internal sealed record PlexHook(string Event, string MachineIdentifier, string? ItemKey, long? ViewOffsetMs, string? Player)
{
    /// <summary>Reads the part named "payload"; null when it is none.</summary>
    public static PlexHook? Read(string payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = new PlexNode(document.RootElement);
            if (root.Text("event") is not { } name || root.Child("Server")?.Text("uuid") is not { } server)
                return null;
            var title = root.Child("Metadata");
            return new PlexHook(name, server, title?.Text("ratingKey"), title?.Number("viewOffset"), root.Child("Player")?.Text("title"));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
