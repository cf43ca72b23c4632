namespace ClipshareBox.Platform.Metrics;

/// <summary>Estimates quantiles from a histogram's buckets, evenly spread within each; pure.</summary>
internal static class Quantiles
{
    /// <summary>The value that a share of all values does not exceed.</summary>
    /// <param name="bounds">Upper bounds, rising.</param>
    /// <param name="buckets">How many fell into each; one more than there are bounds.</param>
    /// <param name="share">0 to 1.</param>
    /// <returns>Null where nothing was measured; the last bound for what lies above it.</returns>
    public static double? Of(IReadOnlyList<double> bounds, IReadOnlyList<long> buckets, double share)
    {
        var all = buckets.Sum();
        if (all == 0)
            return null;
        var left = share * all;
        for (var i = 0; i < bounds.Count; i++)
        {
            if (left <= buckets[i] && buckets[i] > 0)
            {
                var floor = i == 0 ? 0 : bounds[i - 1];
                return floor + ((bounds[i] - floor) * left / buckets[i]);
            }
            left -= buckets[i];
        }
        return bounds[^1];
    }
}
