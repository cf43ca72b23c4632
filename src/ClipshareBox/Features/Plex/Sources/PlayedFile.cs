using ClipshareBox.Devices.Plex;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>Which file of a title plays, and where in it.</summary>
/// <param name="Key">The content.</param>
/// <param name="PositionMs">Place in that file, ms.</param>
internal sealed record PlayedFile(PlexContentKey Key, long PositionMs)
{
    /// <summary>Finds it. A copy that the server made of another version is no source: then it is the best version, which has the same times.</summary>
    /// <param name="title">The title.</param>
    /// <param name="item">What the server has of it; what a session says of its file may be of what it is converted to.</param>
    /// <param name="named">Media.id and Part.id that the session names, or null.</param>
    /// <param name="positionMs">Place in the title, ms.</param>
    public static PlayedFile Of(PlexContentKey title, PlexItem item, (string? Version, string? Part) named, long positionMs)
    {
        var plays = item.Versions.FirstOrDefault(v => v.Parts.Any(p => p.Id == named.Part)) ?? item.Versions.FirstOrDefault(v => v.Id == named.Version);
        var version = plays is { IsOptimized: false } ? plays : item.Best;
        if (version?.At(positionMs) is not { } place || !PlexContentKey.Fits(place.Part.Id))
            return new PlayedFile(title, positionMs);
        return new PlayedFile(place.Part.Id == item.Best?.Parts[0].Id ? title : title with { Part = place.Part.Id }, place.MsInPart);
    }
}
