using System.Buffers;
using System.Text.Json;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Platform.Hub;

/// <summary>Writes the box's frames: <c>{"type","id"?,"workspaceId"?,"data","timestamp","seq"?}</c>.</summary>
internal sealed class FrameWriter(BoxJson json, TimeProvider clock)
{
    /// <summary>One frame as UTF-8.</summary>
    public byte[] Write<T>(string type, T data, JsonElement? id = null, string? workspaceId = null, long? seq = null)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = json.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            if (id is { } name)
            {
                writer.WritePropertyName("id");
                name.WriteTo(writer);
            }
            if (workspaceId is not null)
                writer.WriteString("workspaceId", workspaceId);
            writer.WritePropertyName("data");
            JsonSerializer.Serialize(writer, data, data is null ? json.Options.GetTypeInfo(typeof(T)) : json.Options.GetTypeInfo(data.GetType()));
            writer.WriteString("timestamp", clock.GetUtcNow());
            if (seq is { } number)
                writer.WriteNumber("seq", number);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
