using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace ClipshareBox.Devices.Plex;

/// <summary>Reads the XML of routes that know nothing else into the form of the JSON ones: attributes are fields, elements are lists.</summary>
internal static class PlexXml
{
    private static readonly XmlReaderSettings Careful = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };

    /// <summary>The answer as JSON, under its root element's name.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static JsonDocument Read(byte[] body)
    {
        using var reader = XmlReader.Create(new StringReader(Legal(Encoding.UTF8.GetString(body))), Careful);
        var root = XDocument.Load(reader).Root ?? throw new XmlException("No root element.");
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(root.Name.LocalName);
            Write(writer, root);
            writer.WriteEndObject();
        }
        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    // Titles can hold characters that XML 1.0 forbids, and servers write them as they are.
    private static string Legal(string text) => text.All(IsLegal) ? text.TrimStart('\uFEFF') : string.Concat(text.Where(IsLegal)).TrimStart('\uFEFF');

    private static bool IsLegal(char c) => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c);

    private static void Write(Utf8JsonWriter writer, XElement element)
    {
        writer.WriteStartObject();
        foreach (var attribute in element.Attributes())
            writer.WriteString(attribute.Name.LocalName, attribute.Value);
        foreach (var group in element.Elements().GroupBy(child => child.Name.LocalName).Where(g => element.Attribute(g.Key) is null))
        {
            writer.WritePropertyName(group.Key);
            writer.WriteStartArray();
            foreach (var child in group)
                Write(writer, child);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }
}
