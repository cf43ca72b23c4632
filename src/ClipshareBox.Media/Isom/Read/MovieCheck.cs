namespace ClipshareBox.Media.Isom.Read;

/// <summary>Checks that a movie box's headers agree with its tables.</summary>
internal static class MovieCheck
{
    /// <summary>Checks a movie box and hands out its tracks' samples.</summary>
    /// <returns>What is wrong.</returns>
    /// <exception cref="MediaException">A table is damaged or disagrees with another.</exception>
    public static IReadOnlyList<string> Check(Box moov, List<(string Track, SampleTable Table)> tracks)
    {
        var problems = new List<string>();
        var (scale, movieLength) = Times(moov.Need(BoxType.Mvhd), 12, 20);
        if (scale == 0)
            throw Box.Damaged("a movie without a timescale");
        ulong longest = 0;
        foreach (var trak in moov.Children)
        {
            if (trak.Type == BoxType.Mvex)
                problems.Add("the file is fragmented");
            if (trak.Type != BoxType.Trak)
                continue;
            var name = $"track {tracks.Count + 1}";
            var table = SampleTable.Parse(trak.Need(BoxType.Mdia, BoxType.Minf, BoxType.Stbl));
            longest = Math.Max(longest, CheckTrack(trak, name, table, scale, problems));
            tracks.Add((name, table));
        }
        if (tracks.Count == 0)
            problems.Add("the file has no tracks");
        if (movieLength != longest)
            problems.Add($"the movie lasts {movieLength} ticks by its header, {longest} by its longest track");
        return problems;
    }

    // Returns the track's length by its header, in ticks of the movie.
    private static ulong CheckTrack(Box trak, string name, SampleTable table, uint movieScale, List<string> problems)
    {
        var tkhd = trak.Need(BoxType.Tkhd);
        var length = tkhd.Version == 1 ? tkhd.U64(28) : tkhd.U32(20);
        var (scale, mediaLength) = Times(trak.Need(BoxType.Mdia, BoxType.Mdhd), 12, 20);
        if (scale == 0)
            throw Box.Damaged("a track without a timescale");
        if (mediaLength != (ulong)table.Duration)
            problems.Add($"{name}: lasts {mediaLength} ticks by its header, {table.Duration} by its samples");
        if (EditList.Parse(trak, movieScale, scale) is not { } edit)
        {
            problems.Add($"{name}: the edit list is missing");
            return length;
        }
        // A tick of the movie may be many of the track: the edit's length is rounded to it.
        var tick = scale / movieScale + 1;
        var end = LastShown(table);
        if (edit.MediaTime > end || edit.MediaEnd > end + tick)
            problems.Add($"{name}: the edit shows {edit.MediaTime} to {edit.MediaEnd}, the media ends at {end}");
        var shown = (Int128)length * scale / movieScale;
        if (Int128.Abs(shown - edit.Pause - edit.Length) > 2 * tick)
            problems.Add($"{name}: lasts {shown} ticks by its header, {edit.Pause + edit.Length} by its edit list");
        return length;
    }

    // The end of the picture shown last: reordering puts it behind the sum of the decode times. How long that picture stands is in no
    // table of a variable rate, whose lengths count in decode order: it may stand as long as the longest does.
    private static long LastShown(SampleTable table)
    {
        long start = 0, longest = 0;
        for (var walk = table.WalkFrom(0); walk.Current is { } sample; walk.MoveNext())
            (start, longest) = (Math.Max(start, sample.Pts), Math.Max(longest, sample.Duration));
        return start + longest;
    }

    private static (uint Scale, ulong Length) Times(Box header, int at, int largeAt) => header.Version == 1
        ? (header.U32(largeAt), header.U64(largeAt + 4))
        : (header.U32(at), header.U32(at + 4));
}
