using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ClipshareBox.Features.Bookmarks;

namespace ClipshareBox.Features.Interchange;

/// <summary>
/// The list as an OpenTimelineIO document (.otio): a track of the clips one behind the other, and one of their sound. Times are whole frames
/// at the film's rate.
/// </summary>
internal sealed class OtioMarks
{
    // An unnamed media reference was the only one before OTIO 0.15; later readers take Clip.1 too, earlier ones nothing newer.
    private const string ClipSchema = "Clip.1";

    private readonly MarkList _list;
    private readonly Utf8JsonWriter _json;
    private readonly string _rate;

    private OtioMarks(MarkList list, Utf8JsonWriter json)
    {
        (_list, _json) = (list, json);
        // The nearest double of the exact rate is what OTIO compares rates by; the fraction itself stands in the metadata.
        _rate = Real(list.Rate.ToDouble());
    }

    /// <summary>Writes the list.</summary>
    public static string Write(MarkList list)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            new OtioMarks(list, json).WriteTimeline();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteTimeline()
    {
        Open("Timeline.1", _list.Title);
        _json.WriteStartObject("metadata");
        _json.WriteStartObject("clipsharebox");
        _json.WriteString("frameRate", _list.Rate.ToString());
        _json.WriteBoolean("dropFrame", _list.IsDropFrame);
        _json.WriteEndObject();
        _json.WriteEndObject();
        WriteTime("global_start_time", _list.Hour);
        _json.WriteStartObject("tracks");
        OpenInside("Stack.1", "tracks");
        _json.WriteStartArray("children");
        WriteTrack("V1", "Video");
        if (_list.HasSound)
            WriteTrack("A1", "Audio");
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteTrack(string name, string kind)
    {
        Open("Track.1", name);
        _json.WriteString("kind", kind);
        _json.WriteStartArray("children");
        foreach (var mark in _list.Marks)
            WriteClip(mark);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteClip(BookmarkRow mark)
    {
        Open(ClipSchema, MarkList.NameOf(mark));
        WriteMetadata(mark);
        WriteRange("source_range", _list.FirstFrame + mark.StartFrame, mark.EndFrame - mark.StartFrame);
        _json.WriteStartObject("media_reference");
        OpenInside("ExternalReference.1", _list.FileName);
        // Where it lies on the editor's machine nobody knows here: a relative address, found beside the document or by its name.
        _json.WriteString("target_url", Uri.EscapeDataString(_list.FileName));
        WriteRange("available_range", _list.FirstFrame, _list.Frames);
        _json.WriteEndObject();
        _json.WriteStartArray("markers");
        if (MarkColours.Nearest(mark.Colour) is { } colour)
            WriteMarker(mark, colour);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteMarker(BookmarkRow mark, string colour)
    {
        Open("Marker.2", MarkList.NameOf(mark));
        _json.WriteString("color", colour);
        WriteRange("marked_range", _list.FirstFrame + mark.StartFrame, mark.EndFrame - mark.StartFrame);
        _json.WriteEndObject();
    }

    private void WriteMetadata(BookmarkRow mark)
    {
        _json.WriteStartObject("metadata");
        _json.WriteStartObject("clipsharebox");
        _json.WriteNumber("number", mark.Number);
        _json.WriteString("label", mark.Label);
        _json.WriteString("notes", mark.PublicNotes);
        _json.WriteStartArray("tags");
        foreach (var tag in mark.Tags.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            _json.WriteStringValue(tag);
        _json.WriteEndArray();
        _json.WriteString("colour", mark.Colour);
        _json.WriteNumber("rating", mark.Rating);
        _json.WriteNumber("startMs", mark.StartMs);
        _json.WriteNumber("endMs", mark.EndMs);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void Open(string schema, string name)
    {
        _json.WriteStartObject();
        OpenInside(schema, name);
    }

    private void OpenInside(string schema, string name)
    {
        _json.WriteString("OTIO_SCHEMA", schema);
        _json.WriteString("name", name);
    }

    private void WriteRange(string name, long start, long frames)
    {
        _json.WriteStartObject(name);
        _json.WriteString("OTIO_SCHEMA", "TimeRange.1");
        WriteTime("start_time", start);
        WriteTime("duration", frames);
        _json.WriteEndObject();
    }

    private void WriteTime(string name, long frames)
    {
        _json.WriteStartObject(name);
        _json.WriteString("OTIO_SCHEMA", "RationalTime.1");
        _json.WritePropertyName("rate");
        _json.WriteRawValue(_rate);
        _json.WritePropertyName("value");
        _json.WriteRawValue(Real(frames));
        _json.WriteEndObject();
    }

    // Both are doubles in OTIO; some readers tell 25 from 25.0.
    private static string Real(double value) =>
        value.ToString("R", CultureInfo.InvariantCulture) is var text && text.Contains('.', StringComparison.Ordinal) ? text : $"{text}.0";
}
