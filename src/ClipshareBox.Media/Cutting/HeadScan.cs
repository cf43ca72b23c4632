namespace ClipshareBox.Media.Cutting;

/// <summary>The pictures around IN: from the last random access point before it (K0) to the first one at or behind it (K1).</summary>
/// <param name="Pictures">Decode order, K0 first; leading pictures of K0 left out. Reaches some pictures beyond K1.</param>
/// <param name="K1">Index of K1, or -1 when OUT comes first.</param>
/// <param name="Ended">True when the source ended while looking.</param>
internal sealed record HeadScan(List<Picture> Pictures, int K1, bool Ended)
{
    // No picture comes more than 16 pictures late (the largest decoded picture buffer): 17 in a row behind OUT mean all are there.
    public const int ReorderLimit = 17;

    /// <summary>Reads until K1 and its leading pictures are known, or every picture before OUT was seen.</summary>
    public static async Task<HeadScan> ReadAsync(PictureStream stream, CutWindow window, int lookAhead, CancellationToken ct)
    {
        var pictures = new List<Picture>();
        var (k0, k1, beyond, ended) = (0, -1, 0, false);
        while (beyond <= ReorderLimit && !IsSettled(pictures, k1, lookAhead))
        {
            if (await stream.NextAsync(ct) is not { } picture)
            {
                ended = true;
                break;
            }
            pictures.Add(picture);
            if (picture.RandomAccess && picture.Pts < window.In)
                k0 = pictures.Count - 1;
            else if (picture.RandomAccess && k1 < 0)
                k1 = pictures.Count - 1;
            beyond = picture.Pts >= window.Out ? beyond + 1 : 0;
        }
        return Trim(pictures, k0, k1, ended, window);
    }

    /// <summary>Gives back the pictures before K1: the head is encoded, and nobody asks for them again.</summary>
    public void LeaveRunUp()
    {
        foreach (var picture in Pictures.Take(Math.Max(0, K1)))
            picture.Dispose();
    }

    private static bool IsSettled(List<Picture> pictures, int k1, int lookAhead) =>
        k1 >= 0
        && pictures.Count > k1 + lookAhead
        && pictures.Skip(k1 + 1).Any(p => p.Pts > pictures[k1].Pts);

    private static HeadScan Trim(List<Picture> pictures, int k0, int k1, bool ended, CutWindow window)
    {
        var k1Picture = k1 >= 0 ? pictures[k1] : null;
        pictures.RemoveRange(0, k0);
        if (pictures.Count > 0)
        {
            // Leading pictures of K0 need what came before it; they start before IN, so nobody misses them.
            var first = pictures[0];
            pictures.RemoveAll(p => p.Pts < first.Pts && p.Pts < window.In);
        }
        return new HeadScan(pictures, k1Picture is null ? -1 : pictures.IndexOf(k1Picture), ended);
    }
}
