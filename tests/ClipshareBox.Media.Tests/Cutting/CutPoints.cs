using TestMedia.Readers;

namespace ClipshareBox.Media.Tests.Cutting;

/// <summary>The places at which a source is cut: special ones first, then random ones.</summary>
public static class CutPoints
{
    /// <summary>IN and OUT in ms for the trial's source.</summary>
    /// <param name="truth">Its frames.</param>
    /// <param name="keys">Times of its key frames in s.</param>
    /// <param name="count">How many places.</param>
    /// <param name="seed">Of the random ones.</param>
    public static IEnumerable<(long In, long Out)> Of(ShownFrames truth, IReadOnlyList<double> keys, int count, int seed)
    {
        var random = new Random(seed);
        var special = Special(truth, keys).ToList();
        // Each kind begins elsewhere, so that few places a kind are still all of the special ones together.
        var first = seed % special.Count;
        return special[first..].Concat(special[..first]).Concat(Endless(truth, random)).Where(c => c.Out > c.In).Take(count);
    }

    private static IEnumerable<(long In, long Out)> Special(ShownFrames truth, IReadOnlyList<double> keys)
    {
        var frames = truth.Frames;
        var end = Ms(frames[^1].Seconds);
        var middle = frames[frames.Count / 2];
        var key = Ms(keys[keys.Count / 2]);
        var nearKey = frames.Last(f => f.Seconds < keys[keys.Count / 2] - 0.0005);
        yield return (Ms(middle.Seconds), Ms(middle.Seconds) + 5000); // exactly on a frame
        yield return (key, key + 4000); // IN on a key frame
        yield return (Ms(nearKey.Seconds), key + 3500); // the last frame before a key frame: leading pictures in an open GOP
        yield return (0, 3000); // the start
        yield return (end - 3000, end + 60_000); // past the end
        yield return (Ms(middle.Seconds), Ms(middle.Seconds) + 1); // one frame
        yield return (Ms(middle.Seconds) + 1, Ms(middle.Seconds) + 6000); // one ms beside a frame
        yield return (key - 2500, key); // OUT on a key frame
        yield return (key - 2000, key + 40); // OUT just behind a key frame
        yield return (Ms(frames[3].Seconds), Ms(frames[^4].Seconds)); // nearly all
    }

    private static IEnumerable<(long In, long Out)> Endless(ShownFrames truth, Random random)
    {
        var end = (int)(truth.Frames[^1].Seconds * 1000);
        while (true)
        {
            var length = random.Next(4) == 0 ? random.Next(40, 600) : random.Next(600, 8000);
            var start = random.Next(0, Math.Max(1, end - 200));
            yield return (start, start + length);
        }
    }

    private static long Ms(double seconds) => Math.Max(0, (long)Math.Round(seconds * 1000));
}
