using System.Globalization;
using System.Text;
using System.Xml;
using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Media.Probe;

namespace ClipshareBox.Features.Interchange;

/// <summary>
/// The list as Final Cut Pro XML (FCPXML 1.9): one project with the clips one behind the other. All times are whole multiples of the
/// film's exact frame duration.
/// </summary>
internal static class FcpxmlMarks
{
    private const string Format = "r1";
    private const string Asset = "r2";

    /// <summary>Writes the list.</summary>
    public static string Write(MarkList list)
    {
        var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize }))
        {
            xml.WriteStartDocument();
            xml.WriteDocType("fcpxml", null, null, null);
            xml.WriteStartElement("fcpxml");
            xml.WriteAttributeString("version", "1.9");
            WriteResources(xml, list);
            xml.WriteStartElement("event");
            xml.WriteAttributeString("name", list.Title);
            xml.WriteStartElement("project");
            xml.WriteAttributeString("name", list.Title);
            WriteSequence(xml, list);
            xml.WriteEndDocument();
        }
        return text.ToString();
    }

    private static void WriteResources(XmlWriter xml, MarkList list)
    {
        var video = list.Info.Video;
        xml.WriteStartElement("resources");
        Element(xml, "format", [
            ("id", Format), ("frameDuration", Time(list, 1)), ("fieldOrder", Fields(video)),
            ("width", Number(video.Width)), ("height", Number(video.Height)),
        ]);
        xml.WriteEndElement();
        Element(xml, "asset", [
            ("id", Asset), ("name", list.FileName), ("start", Time(list, list.FirstFrame)), ("duration", Time(list, list.Frames)),
            ("hasVideo", "1"), ("format", Format), ("videoSources", "1"),
        ]);
        if (list.Info.Audio is [var sound, ..])
        {
            Attributes(xml, [
                ("hasAudio", "1"), ("audioSources", "1"), ("audioChannels", Number(sound.Channels)), ("audioRate", Number(sound.SampleRate)),
            ]);
        }
        // Where it lies on the editor's machine nobody knows here: beside the document, or to be pointed to.
        Element(xml, "media-rep", [("kind", "original-media"), ("src", $"./{Uri.EscapeDataString(list.FileName)}")]);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteSequence(XmlWriter xml, MarkList list)
    {
        Element(xml, "sequence", [
            ("format", Format), ("duration", Time(list, list.Marks.Sum(m => m.EndFrame - m.StartFrame))),
            ("tcStart", Time(list, 0)), ("tcFormat", list.IsDropFrame ? "DF" : "NDF"),
        ]);
        xml.WriteStartElement("spine");
        var offset = 0L;
        foreach (var mark in list.Marks)
        {
            WriteClip(xml, list, mark, offset);
            offset += mark.EndFrame - mark.StartFrame;
        }
    }

    private static void WriteClip(XmlWriter xml, MarkList list, BookmarkRow mark, long offset)
    {
        var (start, length) = (Time(list, list.FirstFrame + mark.StartFrame), Time(list, mark.EndFrame - mark.StartFrame));
        Element(xml, "asset-clip", [
            ("ref", Asset), ("name", MarkList.NameOf(mark)), ("offset", Time(list, offset)), ("start", start), ("duration", length),
            ("format", Format), ("tcFormat", list.IsDropFrame ? "DF" : "NDF"),
        ]);
        if (PlainText.Lines(mark.PublicNotes) is { Length: > 0 } notes)
            xml.WriteElementString("note", notes);
        if (mark.Tags.Length > 0)
        {
            var words = string.Join(", ", mark.Tags.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(PlainText.Line));
            Element(xml, "keyword", [("start", start), ("duration", length), ("value", words)]);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    // A time is a fraction of seconds whose denominator is the timescale of the rate: frames of 30000/1001 last 1001/30000s.
    private static string Time(MarkList list, long frames) =>
        frames == 0 ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{(Int128)frames * list.Rate.Den}/{list.Rate.Num}s");

    private static string? Fields(VideoInfo video) => video.FieldOrder switch
    {
        FieldOrder.TopFirst => "upper first",
        FieldOrder.BottomFirst => "lower first",
        FieldOrder.Progressive => "progressive",
        _ => null,
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Element(XmlWriter xml, string name, IEnumerable<(string Name, string? Value)> attributes)
    {
        xml.WriteStartElement(name);
        Attributes(xml, attributes);
    }

    private static void Attributes(XmlWriter xml, IEnumerable<(string Name, string? Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
                xml.WriteAttributeString(name, value);
        }
    }

    // Without it the document would call itself UTF-16, which it is only in memory.
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
