using ClipshareBox.Media.Bitstream;
using ClipshareBox.Media.Bitstream.H264;
using ClipshareBox.Media.Cutting.Ending.Transport;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Cutting.Ending;

/// <summary>
/// Looks at the end of a source that may still be written: its last picture may be there in part only, and pictures shown before the last
/// ones may be missing still. Neither belongs into a clip.
/// </summary>
/// <remarks>
/// It reads the tracks that the clip will have: where the sound of a fragment is not there yet, ffmpeg ends with all tracks, though more
/// pictures are.
/// </remarks>
/// <param name="source">The source.</param>
/// <param name="further">Sound and text that go into the clip.</param>
internal sealed class EndScan(CutSource source, TrackPicks further)
{
    // A probe's duration ends with the longest track, and may be a guess.
    private const int NearMs = 2000;

    private long KnownMs => source.HasGrown ? 0 : source.Info.DurationMs;

    /// <summary>False when OUT lies well before the end, the container's own index settles it, or we know nothing of the codec.</summary>
    public bool IsNeeded(long outMs) =>
        !source.HasWholeIndex && (source.Info.Video.Codec is "h264" or "hevc" || IsMpeg2Transport) && outMs >= KnownMs - NearMs;

    private bool IsMpeg2Transport => source.Info is { IsTransportStream: true, Video.Codec: "mpeg2video" };

    /// <summary>Where the source ends, when that lies before OUT; null when it does not.</summary>
    /// <param name="inMs">IN in ms from the content's start; nothing before it matters.</param>
    /// <param name="outMs">OUT in ms from the content's start.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SourceEnd?> FindAsync(long inMs, long outMs, CancellationToken ct)
    {
        if (IsMpeg2Transport)
            return await new TransportEnd(source).FindAsync(outMs, data => CodedField.OfMpeg2(data), isWholeAsync: null, ct);
        var target = KnownMs > 0 ? Math.Min(outMs - 1, KnownMs) : outMs - 1;
        await using var stream = await PictureStream.OpenAsync(source, target, leastMs: inMs, (_, _) => true, further, ct);
        var format = stream.Reader.Video;
        var window = source.Window(inMs, outMs, format.Timescale);
        var pictures = await ReadAsync(stream, window, ct);
        if (pictures.Count is > 0 and <= HeadScan.ReorderLimit)
            pictures = await ReadEarlierAsync(pictures, window, ct);
        if (!pictures.Exists(p => p.Facts.FieldPicture))
            return pictures.Count > 0 ? await SettleAsync(pictures, format, ct) : null;
        var end = source.Info is { IsTransportStream: true, Video.Codec: "h264" } ? await FieldEndAsync(pictures, format, outMs, ct) : null;
        Drop(pictures, pictures.Count);
        return end;
    }

    // Fields coded as pictures of their own come without a time for every second one: the rhythm of what we read tells nothing.
    private async Task<SourceEnd?> FieldEndAsync(List<Picture> pictures, TrackFormat format, long outMs, CancellationToken ct)
    {
        var sets = new H264ParameterSets(AvcConfig.Parse(SampleEntry.Child(format.SampleEntry, "avcC"u8)));
        return await new TransportEnd(source).FindAsync(
            outMs, data => CodedField.OfH264(data, sets), () => new LastPicture(source, format).IsWholeAsync(pictures, ct), ct);
    }

    // A group that has just begun says nothing of the rhythm before it: the one before it does.
    private async Task<List<Picture>> ReadEarlierAsync(List<Picture> begun, CutWindow window, CancellationToken ct)
    {
        var first = begun.Min(p => p.Pts);
        Drop(begun, begun.Count);
        var firstMs = (Rational.MulDiv(first, 1_000_000, window.Timescale) - source.Info.StartUs) / 1000;
        await using var stream = await PictureStream.OpenAsync(
            source, firstMs - 1, leastMs: firstMs - 1, (pts, _) => pts < first, further, ct);
        return await ReadAsync(stream, window, ct);
    }

    // The last two groups of pictures, from a random access point on; none when the source goes on behind OUT.
    private static async Task<List<Picture>> ReadAsync(PictureStream stream, CutWindow window, CancellationToken ct)
    {
        var pictures = new List<Picture>();
        var (current, beyond) = (0, 0);
        while (await stream.NextAsync(ct) is { } picture)
        {
            if (picture.RandomAccess)
            {
                Drop(pictures, current);
                current = pictures.Count;
            }
            pictures.Add(picture);
            await PassSoundAsync(stream.Reader, ct);
            if (pictures.Count - current > HeadScan.ReorderLimit)
            {
                Drop(pictures, current);
                current = 0;
            }
            beyond = picture.Pts >= window.Out ? beyond + 1 : 0;
            if (beyond <= HeadScan.ReorderLimit)
                continue;
            Drop(pictures, pictures.Count);
            break;
        }
        return pictures;
    }

    private async Task<SourceEnd> SettleAsync(List<Picture> pictures, TrackFormat format, CancellationToken ct)
    {
        var times = pictures.Select(p => p.Pts).ToList();
        long? broken = null;
        // The other containers state each picture's size, so that a reader leaves out what is not whole.
        if (source.Info.IsTransportStream && !await new LastPicture(source, format).IsWholeAsync(pictures, ct))
        {
            broken = times[^1];
            times.RemoveAt(times.Count - 1);
        }
        if (TimeHoles.FirstBehind(times, format.Timescale) is { } hole)
            broken = Math.Min(hole, broken ?? hole);
        pictures.ForEach(p => p.Dispose());
        var last = times.Where(pts => pts < (broken ?? long.MaxValue)).DefaultIfEmpty(times.Count > 0 ? times.Min() : 0).Max();
        return SourceEnd.Of(last, format.Timescale, isOpen: broken is not null);
    }

    // Nobody else takes it, and ffmpeg waits when too much lies there.
    private static async Task PassSoundAsync(IPacketReader reader, CancellationToken ct)
    {
        for (var track = 0; track < reader.Audio.Count; track++)
        {
            while (reader.IsAudioReady(track) && await reader.ReadAudioAsync(track, ct) is { } packet)
                packet.Dispose();
        }
    }

    private static void Drop(List<Picture> pictures, int count)
    {
        for (var i = 0; i < count; i++)
            pictures[i].Dispose();
        pictures.RemoveRange(0, count);
    }
}
