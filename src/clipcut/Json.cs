using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Time;

namespace Clipcut;

/// <summary>What the encoders command prints.</summary>
internal sealed record EncodersJson(string Kernel, string Ffmpeg, string? HardwareDevice, IReadOnlyList<EncoderJson> Encoders);

/// <summary>One encoder.</summary>
internal sealed record EncoderJson(string Name, bool Works, double FramesPerSecond, double PsnrDb, string? WhyNot, string? Driver);

/// <summary>One clip of a batch: its report, or why there is none.</summary>
internal sealed record BatchItem(
    int Line, string Name, string? Source, string? In, string? Out, string? File, CutReport? Report, BatchError? Error);

/// <summary>Why a clip of a batch was not made.</summary>
/// <param name="ExitCode">What the program's end would be for this clip alone.</param>
/// <param name="Message">The sentence.</param>
internal sealed record BatchError(int ExitCode, string Message);

/// <summary>Enumerations in words with dashes: edit-list, top-first, hdr10.</summary>
internal sealed class DashedEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower)
    where T : struct, Enum;

/// <summary>A fraction as {"num", "den"}, null when not known.</summary>
internal sealed class FractionJson : JsonConverter<Rational>
{
    public override Rational Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("reports are written only");

    public override void Write(Utf8JsonWriter writer, Rational value, JsonSerializerOptions options)
    {
        if (!value.IsKnown)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartObject();
        writer.WriteNumber("num", value.Num);
        writer.WriteNumber("den", value.Den);
        writer.WriteEndObject();
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(DashedEnum<CutMode>), typeof(DashedEnum<Verification>), typeof(DashedEnum<FieldOrder>), typeof(DashedEnum<DynamicRange>),
        typeof(FractionJson),
    ])]
[JsonSerializable(typeof(CutReport))]
[JsonSerializable(typeof(MediaInfo))]
[JsonSerializable(typeof(EncodersJson))]
[JsonSerializable(typeof(IReadOnlyList<BatchItem>))]
internal sealed partial class ClipcutJson : JsonSerializerContext
{
    /// <summary>A value as indented JSON.</summary>
    public static string Text<T>(T value, JsonTypeInfo<T> type)
    {
        // Names of films and people are not all ASCII, and no browser reads this as HTML.
        var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, options))
            JsonSerializer.Serialize(writer, value, type);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
