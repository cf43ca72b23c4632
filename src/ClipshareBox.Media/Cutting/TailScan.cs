namespace ClipshareBox.Media.Cutting;

/// <summary>The pictures around OUT: from the last random access point that starts before it (Kt) to where all before OUT were seen.</summary>
/// <param name="Pictures">Decode order, Kt first.</param>
/// <param name="Copied">How many of them, from Kt on, can be copied: a prefix in decode order and in display order, all before OUT.</param>
/// <param name="Encoded">Times of the pictures before OUT that cannot be copied, ascending.</param>
/// <param name="NextPts">Time of the first picture at or behind OUT; null at the end of the source.</param>
internal sealed record TailScan(IReadOnlyList<Picture> Pictures, int Copied, IReadOnlyList<long> Encoded, long? NextPts)
{
    /// <summary>The random access point itself.</summary>
    public Picture Kt => Pictures[0];

    /// <summary>Reads until every picture before OUT was seen.</summary>
    public static async Task<TailScan?> ReadAsync(PictureStream stream, CutWindow window, CancellationToken ct)
    {
        var pictures = new List<Picture>();
        var beyond = 0;
        while (beyond <= HeadScan.ReorderLimit && await stream.NextAsync(ct) is { } picture)
        {
            if (picture.RandomAccess && picture.Pts < window.Out)
                pictures.Clear();
            pictures.Add(picture);
            beyond = picture.Pts >= window.Out ? beyond + 1 : 0;
        }
        return pictures.Count > 0 && pictures[0].RandomAccess ? Split(pictures, window) : null;
    }

    private static TailScan Split(List<Picture> pictures, CutWindow window)
    {
        var copied = CopyablePrefix(pictures, window.Out);
        // Leading pictures of Kt start before it: they are copied with it, or stand in the head.
        var encoded = pictures.Skip(copied).Where(p => p.Pts < window.Out && p.Pts >= window.In).Select(p => p.Pts).Order().ToList();
        var behind = pictures.Where(p => p.Pts >= window.Out).Select(p => p.Pts).ToList();
        return new TailScan(pictures, copied, encoded, behind.Count > 0 ? behind.Min() : null);
    }

    private static int CopyablePrefix(List<Picture> pictures, long @out)
    {
        var smallestBehind = new long[pictures.Count + 1];
        smallestBehind[^1] = long.MaxValue;
        for (var i = pictures.Count - 1; i >= 0; i--)
            smallestBehind[i] = Math.Min(smallestBehind[i + 1], pictures[i].Pts);
        var (prefix, largest) = (0, long.MinValue);
        for (var i = 0; i < pictures.Count && pictures[i].Pts < @out; i++)
        {
            largest = Math.Max(largest, pictures[i].Pts);
            if (largest < smallestBehind[i + 1])
                prefix = i + 1;
        }
        return prefix;
    }
}
