namespace ClipshareBox.Media.Isom.Read;

/// <summary>How far an edit list moves a track's times. ffmpeg's clock is the product's clock, so this follows its demuxer:
/// sound begins with the edit, a picture track with the first picture that the edit shows whole.</summary>
/// <remarks>The two differ when an edit begins inside a picture's time: ffmpeg then lets the next picture begin at
/// once.</remarks>
internal static class EditShift
{
    // More than the pictures before an edit's first ones in any sane file: those of a key frame's group.
    private const int MostPictures = 20_000;

    /// <summary>Ticks to add to media times of a sound track.</summary>
    /// <exception cref="MediaException">ffmpeg's times cannot be foretold (<see cref="MediaFault.CannotCut"/>).</exception>
    public static long OfSound(EditList edit, SampleTable table)
    {
        if (table.Reorders || edit.MediaTime >= table.Duration)
            throw Unfit();
        return edit.Pause - edit.MediaTime;
    }

    /// <summary>Ticks to add to media times of a picture track.</summary>
    /// <exception cref="MediaException">ffmpeg's times cannot be foretold (<see cref="MediaFault.CannotCut"/>).</exception>
    public static long OfPictures(EditList edit, SampleTable table)
    {
        // Negative offsets move ffmpeg's search for the key frame; with it at the very start there is nothing to search.
        if (table.LeastOffset < 0 && (edit.MediaTime > 0 || SecondSyncIsWithin(table, -(long)table.LeastOffset)))
            throw Unfit();
        var start = table.FindSync(edit.MediaTime);
        var walk = table.WalkFrom(table.PtsOf(start) <= edit.MediaTime ? start : 0);
        long? shift = null;
        long least = -1;
        for (var steps = 0; walk.Current is { } sample && !IsPast(sample); steps++, walk.MoveNext())
        {
            if (steps == MostPictures)
                throw Unfit();
            if (sample.Pts < edit.MediaTime || sample.Pts >= edit.MediaEnd)
                continue;
            shift ??= edit.Pause - sample.Dts;
            var shown = sample.Pts + shift.Value;
            least = least < 0 ? shown : Math.Min(least, shown);
        }
        return (shift ?? throw Unfit()) - Math.Max(0, least - edit.Pause);

        // No later picture can be shown before the least found so far.
        bool IsPast(Sample sample) => least >= 0 && shift is { } by && sample.Dts + table.LeastOffset + by >= least;
    }

    private static bool SecondSyncIsWithin(SampleTable table, long time) =>
        table.Sync.Count > 1 && table.WalkFrom(table.Sync[1]).Current is { } second && second.Dts <= time;

    private static MediaException Unfit() =>
        new(MediaFault.CannotCut, "the track's edit list leaves its times open");
}
