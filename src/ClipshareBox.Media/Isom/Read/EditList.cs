namespace ClipshareBox.Media.Isom.Read;

/// <summary>The edit lists that we take: nothing, or one stretch of the media at its own speed, perhaps after a pause
/// (ISO/IEC 14496-12, 8.6.6).</summary>
/// <param name="Pause">Ticks of the track before the media begins.</param>
/// <param name="MediaTime">First media time shown, in ticks of the track.</param>
/// <param name="Length">Ticks of the track that are shown.</param>
internal sealed record EditList(long Pause, long MediaTime, long Length)
{
    private const long LongestTime = 1L << 60;
    private const uint NormalSpeed = 0x0001_0000;

    /// <summary>Media time behind the last one shown.</summary>
    public long MediaEnd => MediaTime + Length;

    /// <summary>Reads a track's edit list; null when it has none.</summary>
    /// <param name="trak">The track's box.</param>
    /// <param name="movieScale">Ticks a second of the movie header.</param>
    /// <param name="trackScale">Ticks a second of the track.</param>
    /// <exception cref="MediaException">The edits are of a kind left to ffmpeg (<see cref="MediaFault.CannotCut"/>).</exception>
    public static EditList? Parse(Box trak, uint movieScale, uint trackScale)
    {
        if (trak.Find(BoxType.Edts, BoxType.Elst) is not { } box || box.U32(4) == 0)
            return null;
        var count = box.U32(4);
        if (count > 2)
            throw Unfit("has several edits");
        long pause = 0;
        if (count == 2)
        {
            var (empty, time, _) = Entry(box, 0);
            if (time != -1)
                throw Unfit("has several edits");
            pause = Scale(empty, movieScale, trackScale);
        }
        var (duration, mediaTime, speed) = Entry(box, (int)count - 1);
        if (mediaTime < 0 || speed != NormalSpeed || duration == 0)
            throw Unfit("has edits other than a plain stretch");
        if (mediaTime > LongestTime)
            throw Box.Damaged("absurd edit list");
        return new EditList(pause, mediaTime, Scale(duration, movieScale, trackScale));
    }

    private static (ulong Duration, long MediaTime, uint Speed) Entry(Box box, int index) => box.Version switch
    {
        1 => (box.U64(8 + index * 20), box.I64(16 + index * 20), box.U32(24 + index * 20)),
        0 => (box.U32(8 + index * 12), box.I32(12 + index * 12), box.U32(16 + index * 12)),
        _ => throw Unfit("has an edit list of an unknown version"),
    };

    // Rounded to the nearest tick as ffmpeg does it.
    private static long Scale(ulong time, uint from, uint to)
    {
        var scaled = ((UInt128)time * to + from / 2) / from;
        return scaled <= LongestTime ? (long)scaled : throw Box.Damaged("absurd edit list");
    }

    private static MediaException Unfit(string what) => new(MediaFault.CannotCut, $"the track {what}");
}
