using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ClipshareBox.Platform.Http;

/// <summary>
/// The box's JSON: source-generated, camelCase, enumerations by name, strict about what it reads. Each feature brings the context
/// of its own records.
/// </summary>
internal sealed class BoxJson(IReadOnlyList<IJsonTypeInfoResolver> features)
{
    /// <summary>Settings of every reader and writer.</summary>
    public JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web), features);

    /// <summary>Sets other options, the web framework's, the same way.</summary>
    public void Configure(JsonSerializerOptions options) => Configure(options, features);

    /// <summary>How a type is read and written.</summary>
    public JsonTypeInfo<T> Type<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Configure(JsonSerializerOptions options, IReadOnlyList<IJsonTypeInfoResolver> features)
    {
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 32;
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine([PlatformJson.Default, .. features]);
        return options;
    }
}

/// <summary>The records that every feature answers with.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(Pagination))]
[JsonSerializable(typeof(FieldError[]))]
[JsonSerializable(typeof(LimitDetails))]
internal sealed partial class PlatformJson : JsonSerializerContext;
