using System.Diagnostics.Metrics;

namespace ClipshareBox.Platform.Metrics;

/// <summary>
/// The box's own instruments. What is counted while it happens stands here; what can be read at any time is added by the part that knows it.
/// No label holds what people wrote: labels come from small fixed sets.
/// </summary>
internal sealed class BoxMeter
{
    /// <summary>The meter's name, by which exporters pick it.</summary>
    public const string Name = "ClipshareBox";

    /// <summary>Lookups in the box's caches, by cache and by whether they found something.</summary>
    public const string CacheLookups = "clipsharebox.cache.lookups";

    private static readonly InstrumentAdvice<double> WorkSeconds = new() { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800] };

    private readonly Meter _meter;
    private readonly Histogram<double> _jobs;
    private readonly Histogram<double> _clips;
    private readonly Counter<long> _lookups;

    public BoxMeter(IMeterFactory factory)
    {
        _meter = factory.Create(Name);
        _jobs = _meter.CreateHistogram("clipsharebox.job.duration", "s", "Time from the start of a job's last try to its end.", [], WorkSeconds);
        _clips = _meter.CreateHistogram("clipsharebox.clip.duration", "s", "Time that a cut took.", [], WorkSeconds);
        _lookups = _meter.CreateCounter<long>(CacheLookups, null, "Lookups in a cache.");
    }

    /// <summary>A job has ended.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="state">How it ended.</param>
    /// <param name="took">Its last try.</param>
    public void JobEnded(string kind, string state, TimeSpan took) => _jobs.Record(took.TotalSeconds, new("kind", kind), new("state", state));

    /// <summary>A cut is done.</summary>
    /// <param name="mode">smart, edit-list, copy or encode.</param>
    /// <param name="took">Its wall time.</param>
    public void ClipCut(string mode, TimeSpan took) => _clips.Record(took.TotalSeconds, new KeyValuePair<string, object?>("mode", mode));

    /// <summary>A cache was asked.</summary>
    /// <param name="cache">Its name in code.</param>
    /// <param name="hit">True when it knew.</param>
    public void CacheAsked(string cache, bool hit) => _lookups.Add(1, new("cache", cache), new("hit", hit ? "yes" : "no"));

    /// <summary>Adds a value that is read when somebody looks.</summary>
    /// <param name="name">Dotted name.</param>
    /// <param name="unit">"s", "By" or null.</param>
    /// <param name="help">What it is.</param>
    /// <param name="read">Reads it; called from any thread.</param>
    public void Gauge(string name, string? unit, string help, Func<IEnumerable<Measurement<double>>> read) =>
        _meter.CreateObservableGauge(name, read, unit, help);

    /// <summary>Adds a sum that only grows, read when somebody looks; see <see cref="Gauge"/>.</summary>
    public void Sum(string name, string? unit, string help, Func<double> read) => _meter.CreateObservableCounter(name, read, unit, help);
}
