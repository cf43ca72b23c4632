using System.Diagnostics.Metrics;
using ClipshareBox.Platform.Metrics;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Platform.Jobs;

/// <summary>How many jobs there are of each state, for those who watch the box.</summary>
internal sealed class JobFigures
{
    private readonly Database _database;

    public JobFigures(Database database, BoxMeter meter)
    {
        _database = database;
        meter.Gauge("clipsharebox.jobs", null, "Jobs that are known, by state.", () => Counts()
            .Select(c => new Measurement<double>(c.Value, new KeyValuePair<string, object?>("state", c.Key.ToString().ToLowerInvariant()))));
    }

    /// <summary>Jobs of each state.</summary>
    public IReadOnlyDictionary<JobState, long> Counts() => _database.Read(JobStore.Counts);
}
