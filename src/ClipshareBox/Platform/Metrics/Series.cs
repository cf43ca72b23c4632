namespace ClipshareBox.Platform.Metrics;

/// <summary>One line's worth of an instrument: what was measured under one set of labels.</summary>
/// <param name="labels">The labels as they stand between the braces.</param>
/// <param name="bounds">Upper bounds of a histogram's buckets, rising; empty for anything else.</param>
internal sealed class Series(string labels, IReadOnlyList<double> bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[bounds.Count + 1];
    private double _value;

    /// <summary>The labels.</summary>
    public string Labels => labels;

    /// <summary>Takes a value into the histogram.</summary>
    public void Observe(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
            bucket++;
        lock (_lock)
        {
            _buckets[bucket]++;
            _value += value;
        }
    }

    /// <summary>Adds to the sum.</summary>
    public void Add(double value)
    {
        lock (_lock)
            _value += value;
    }

    /// <summary>Replaces the value.</summary>
    public void Set(double value)
    {
        lock (_lock)
            _value = value;
    }

    /// <summary>The value, or a histogram's sum, and its buckets each for itself.</summary>
    public (double Value, long[] Buckets) Read()
    {
        lock (_lock)
            return (_value, [.. _buckets]);
    }
}
