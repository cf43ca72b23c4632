using System.Text.RegularExpressions;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>Which title of which server, and perhaps which of its files.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Item">ratingKey.</param>
/// <param name="Part">Part.id; null for the first file of the best version.</param>
internal sealed partial record PlexContentKey(string SourceId, string Item, string? Part = null)
{
    /// <summary>Beginning of all such keys.</summary>
    public const string Prefix = "px-";

    /// <summary>The key as clients know it.</summary>
    public override string ToString() => Part is null ? $"{Prefix}{SourceId}-{Item}" : $"{Prefix}{SourceId}-{Item}-{Part}";

    /// <summary>Reads a key; null for any other text.</summary>
    public static PlexContentKey? Parse(string text) => Form().Match(text) is { Success: true } match
        ? new PlexContentKey(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3] is { Success: true } part ? part.Value : null)
        : null;

    /// <summary>True for keys of titles that fit into one: Plex's are digits, those of its cloud hex.</summary>
    public static bool Fits(string item) => Plain().IsMatch(item);

    [GeneratedRegex("^px-([0-9a-f]{32})-([0-9A-Za-z_]{1,64})(?:-([0-9A-Za-z_]{1,64}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex("^[0-9A-Za-z_]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
