using System.Globalization;
using System.Text.Json;

namespace ClipshareBox.Devices.Plex;

/// <summary>
/// A piece of an answer, read without trust in types: the same field comes as number, numeric text, bool, "0"/"1", null or not at all;
/// a list of one as the one. Names are exact: guid and Guid, rating and Rating live side by side.
/// </summary>
internal readonly struct PlexNode(JsonElement json)
{
    /// <summary>True for an object.</summary>
    public bool IsObject => json.ValueKind == JsonValueKind.Object;

    /// <summary>A text; numbers are written out. Null when missing, null or empty.</summary>
    public string? Text(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.String } value when value.GetString() is { Length: > 0 } text => text,
        { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
        { ValueKind: JsonValueKind.True } => "1",
        { ValueKind: JsonValueKind.False } => "0",
        _ => null,
    };

    /// <summary>A whole number; null when there is none.</summary>
    public long? Number(string name) => Real(name) is { } real and >= -9e15 and <= 9e15 ? (long)Math.Round(real) : null;

    /// <summary>A number; null when there is none.</summary>
    public double? Real(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var real) && double.IsFinite(real) => real,
        { ValueKind: JsonValueKind.String } value when double.TryParse(
            value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) => real,
        { ValueKind: JsonValueKind.True } => 1,
        { ValueKind: JsonValueKind.False } => 0,
        _ => null,
    };

    /// <summary>Yes or no; null when not said.</summary>
    public bool? Flag(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.Number } value => value.TryGetDouble(out var real) && real != 0,
        { ValueKind: JsonValueKind.String } value => value.GetString()?.Trim().ToLowerInvariant() switch
        {
            "1" or "true" or "yes" => true,
            "0" or "false" or "no" => false,
            _ => null,
        },
        _ => null,
    };

    /// <summary>Unix seconds, or ISO 8601, as an instant.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (Number(name) is { } seconds)
            return seconds is > 0 and < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;
    }

    /// <summary>The objects of a list; a lone object is a list of one, anything else an empty one.</summary>
    public IEnumerable<PlexNode> Rows(string name) => Find(name) is { } found ? Rows(found) : [];

    /// <summary>The objects of this list itself.</summary>
    public IEnumerable<PlexNode> Rows() => Rows(json);

    /// <summary>An object; the first one when it is a list.</summary>
    public PlexNode? Child(string name)
    {
        foreach (var row in Rows(name))
            return row;
        return null;
    }

    private static IEnumerable<PlexNode> Rows(JsonElement found) => found.ValueKind switch
    {
        JsonValueKind.Object => [new PlexNode(found)],
        JsonValueKind.Array => found.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Object).Select(row => new PlexNode(row)),
        _ => [],
    };

    private JsonElement? Find(string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;
}
