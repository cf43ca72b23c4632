using System.Text.Json;
using System.Text.Json.Serialization;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Probe;

/// <summary>Keeps what a probe found as a text, so that a film is probed once and not at each start.</summary>
public static class StoredMediaInfo
{
    /// <summary>The facts as JSON.</summary>
    public static string ToJson(this MediaInfo info) => JsonSerializer.Serialize(info, MediaInfoJson.Default.MediaInfo);

    /// <summary>The facts that <see cref="ToJson"/> wrote.</summary>
    /// <returns>Null when the text is not whole, or of a version that knew less: probe again.</returns>
    public static MediaInfo? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, MediaInfoJson.Default.MediaInfo);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A fraction as "30000/1001"; "0/0" is the unknown value.</summary>
internal sealed class RationalJson : JsonConverter<Rational>
{
    public override Rational Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Rational.Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, Rational value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    Converters = [typeof(RationalJson)])]
[JsonSerializable(typeof(MediaInfo))]
internal sealed partial class MediaInfoJson : JsonSerializerContext;
