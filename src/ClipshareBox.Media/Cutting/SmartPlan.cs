namespace ClipshareBox.Media.Cutting;

/// <summary>What is encoded at the head of a smart cut, and from where on pictures are copied.</summary>
/// <param name="StartPts">Time of the first frame, in ticks.</param>
/// <param name="HeadTimes">Times of the frames to encode, ascending; empty when IN lies on a random access point.</param>
/// <param name="K1">Index of the first copied picture in the scan; -1 when the whole clip is one encoded piece.</param>
/// <param name="NextPts">Time of the first frame behind the clip where nothing is copied; else the tail tells.</param>
internal sealed record SmartPlan(long StartPts, IReadOnlyList<long> HeadTimes, int K1, long? NextPts)
{
    /// <summary>Decides from the pictures around IN.</summary>
    /// <exception cref="MediaException">No frame lies between the marks.</exception>
    public static SmartPlan Make(HeadScan head, CutWindow window, int leastCopied)
    {
        var pictures = head.Pictures;
        var wanted = pictures.Where(p => window.Contains(p.Pts)).Select(p => p.Pts).Order().ToList();
        if (wanted.Count == 0)
            throw new MediaException(MediaFault.BadRange, "No frame lies between IN and OUT.");
        var k1 = head.K1;
        if (k1 >= 0)
        {
            var start = pictures[k1].Pts;
            var copied = wanted.Count(pts => pts >= start);
            if (copied >= leastCopied || (start == wanted[0] && copied >= leastCopied / 3))
                return new SmartPlan(wanted[0], [.. wanted.Where(pts => pts < start)], k1, null);
        }
        var behind = pictures.Where(p => p.Pts >= window.Out).Select(p => p.Pts).ToList();
        return new SmartPlan(wanted[0], wanted, -1, behind.Count > 0 ? behind.Min() : null);
    }
}
