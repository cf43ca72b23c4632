using ClipshareBox.Media;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Time;

namespace Clipcut;

/// <summary>IN and OUT as they were written, and the timecode that they count from.</summary>
/// <param name="In">The clip's first frame.</param>
/// <param name="Out">The first frame behind it.</param>
/// <param name="Start">Timecode of the source's first frame, or null for the file's own.</param>
internal sealed record Marks(MarkTime In, MarkTime Out, string? Start)
{
    /// <exception cref="UsageException">One of the two is no time.</exception>
    public static Marks Parse(string inText, string outText, string? start)
    {
        if (!MarkTime.TryParse(inText, out var markIn, out var reason))
            throw new UsageException($"IN {reason}");
        if (!MarkTime.TryParse(outText, out var markOut, out reason))
            throw new UsageException($"OUT {reason}");
        if (start is not null && !(MarkTime.TryParse(start, out var first, out _) && first.IsTimecode))
            throw new UsageException($"--start-timecode takes HH:MM:SS:FF or HH:MM:SS;FF, not \"{start}\"");
        return new Marks(markIn, markOut, start);
    }

    /// <summary>IN and OUT in ms from the content's start.</summary>
    /// <exception cref="MediaException">A timecode that this source does not have (<see cref="MediaFault.BadRange"/>).</exception>
    public (long InMs, long OutMs) ToMs(MediaInfo info)
    {
        var rate = info.Video.FrameRate;
        // A file's own timecode may be nonsense for its rate; then it counts from zero, as a file without one does.
        var start = Start is not null ? Timecode.Parse(Start, rate) : Timecode.ParseOrNull(info.StartTimecode, rate);
        return (In.ToMs(rate, start), Out.ToMs(rate, start));
    }
}
