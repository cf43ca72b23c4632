using System.Text.Json;
using System.Text.Json.Nodes;

namespace FakePlex;

/// <summary>Changes the types of fields as versions and routes do: numbers as strings, true as 1 or "1", one row without its list, null texts, news.</summary>
internal static class Drift
{
    private static readonly string[] KeepText = ["ratingKey", "key", "type", "uri", "code", "accessToken", "clientIdentifier", "provides", "title", "guid", "address", "sessionKey", "librarySectionID", "id"];

    /// <summary>Drifts a body in place; the same seed gives the same drift.</summary>
    public static void Apply(JsonObject body, int seed) => Object(body, new Random(seed));

    private static void Object(JsonObject body, Random dice)
    {
        foreach (var (name, value) in body.ToList())
        {
            switch (value)
            {
                case JsonObject inner:
                    Object(inner, dice);
                    break;
                case JsonArray rows:
                    foreach (var row in rows.OfType<JsonObject>())
                        Object(row, dice);
                    if (rows is [JsonObject only] && name != "connections" && dice.Next(3) == 0)
                        body[name] = only.DeepClone();
                    break;
                case JsonValue scalar:
                    body[name] = Scalar(name, scalar, dice);
                    break;
            }
        }
        if (dice.Next(4) == 0)
            body["newFieldOfNextYear"] = new JsonObject { ["a"] = 1 };
    }

    private static JsonNode? Scalar(string name, JsonValue value, Random dice) => value.GetValueKind() switch
    {
        JsonValueKind.Number when dice.Next(2) == 0 => JsonValue.Create(value.ToJsonString()),
        JsonValueKind.True or JsonValueKind.False => Flag(value.GetValue<bool>(), dice),
        // A name or key that only the row has stays: without it there is no row.
        JsonValueKind.String when dice.Next(8) == 0 && !KeepText.Contains(name) => null,
        JsonValueKind.String when name == "ratingKey" && dice.Next(3) == 0 && long.TryParse(value.ToString(), out var key) => JsonValue.Create(key),
        _ => value.DeepClone(),
    };

    private static JsonValue Flag(bool value, Random dice) => dice.Next(4) switch
    {
        0 => JsonValue.Create(value ? 1 : 0),
        1 => JsonValue.Create(value ? "1" : "0"),
        2 => JsonValue.Create(value ? "true" : "false"),
        _ => JsonValue.Create(value),
    };
}
