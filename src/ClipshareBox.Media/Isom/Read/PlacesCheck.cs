namespace ClipshareBox.Media.Isom.Read;

/// <summary>Checks where a track's samples lie and when they are shown.</summary>
internal static class PlacesCheck
{
    /// <summary>Walks a track's samples; what is wrong is added to <paramref name="problems"/>.</summary>
    /// <returns>Bytes of all samples.</returns>
    public static long Check(string track, SampleTable table, IReadOnlyList<(long Start, long End)> media, List<string> problems)
    {
        long used = 0;
        long outside = 0;
        var times = new long[table.Reorders ? table.Count : 0];
        for (var walk = table.WalkFrom(0); walk.Current is { } sample; walk.MoveNext())
        {
            used += sample.Size;
            if (!media.Any(part => sample.Offset >= part.Start && sample.Offset + sample.Size <= part.End))
                outside++;
            if (table.Reorders)
                times[sample.Index] = sample.Pts;
        }
        if (outside > 0)
            problems.Add($"{track}: {outside} samples lie outside the media");
        if (HasTwice(times))
            problems.Add($"{track}: two pictures are shown at the same time");
        if (table.Sync.Count == 0 || table.Sync[0] != 0)
            problems.Add($"{track}: the first sample is no key frame");
        return used;
    }

    private static bool HasTwice(long[] times)
    {
        Array.Sort(times);
        return times.Zip(times.Skip(1)).Any(pair => pair.First == pair.Second);
    }
}
