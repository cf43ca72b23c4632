using System.Globalization;

namespace Benchmarks.Load;

/// <summary>Sorted waits in ms.</summary>
internal sealed class Percentiles(IEnumerable<double> waits)
{
    private readonly double[] _sorted = [.. waits.Order()];

    public int Count => _sorted.Length;

    /// <summary>The wait that so many of 100 do not exceed; 0 where there are none.</summary>
    public double At(double percent) => _sorted.Length == 0 ? 0 : _sorted[Math.Min(_sorted.Length - 1, (int)(_sorted.Length * percent / 100))];

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"p50 {At(50):0.0}, p95 {At(95):0.0}, p99 {At(99):0.0}, worst {At(100):0.0} ms ({Count})");
}
