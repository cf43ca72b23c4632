namespace ClipshareBox.Media.Cutting.Ending.Transport;

/// <summary>A frame as a transport stream sends it.</summary>
/// <param name="Pts">Its time in ticks of 90 kHz.</param>
/// <param name="Offset">Where its first PES packet begins, in bytes from the first byte that was read.</param>
internal readonly record struct SentFrame(long Pts, int Offset);

/// <summary>The frames at the end of a transport stream, in decode order: fields that were sent one by one are put together.</summary>
/// <param name="Frames">Those with a time of their own.</param>
/// <param name="LastIsWhole">False when a part of the last one is missing; null when the transport stream does not tell.</param>
internal sealed record SentFrames(IReadOnlyList<SentFrame> Frames, bool? LastIsWhole)
{
    /// <summary>Puts the fields together.</summary>
    /// <param name="sent">The PES packets.</param>
    /// <param name="fieldsOf">Reads what a packet's pictures say.</param>
    public static SentFrames Of(IReadOnlyList<SentPictures> sent, Func<byte[], List<CodedField>> fieldsOf)
    {
        var frames = new List<SentFrame>();
        CodedField? waits = null; // a first field
        var begun = false;
        foreach (var packet in sent)
        {
            var fields = fieldsOf(packet.Data);
            var isSecond = waits is { } first && (fields.Count == 0 || first.IsPairedWith(fields[0]));
            begun |= fields.Exists(f => f.IsReference); // fields that nobody refers to may not tell which of them is the first
            if (begun && !isSecond && packet.Pts is { } pts)
                frames.Add(new SentFrame(pts, packet.Offset));
            foreach (var field in fields)
                waits = waits is { } open && open.IsPairedWith(field) ? null : field.IsField ? field : null;
        }
        return new SentFrames(frames, waits is not null ? false : sent[^1].IsWhole);
    }
}
