using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Metrics;

namespace ClipshareBox.Features.Status;

/// <summary>Puts together how the box stands.</summary>
internal sealed class StatusActions(ServiceLook services, Readings readings, MachineFigures machine, JobFigures jobs, HubFigures hub)
{
    /// <summary>How the box stands now.</summary>
    /// <param name="host">The box's name as the caller knows it.</param>
    /// <param name="clock">Clock of the time limits.</param>
    /// <param name="ct">Stops.</param>
    public async Task<BoxStatus> GetAsync(string host, TimeProvider clock, CancellationToken ct)
    {
        var (clients, sent, dropped, waiting) = hub.Read();
        return new BoxStatus
        {
            Services = await services.AllAsync(host, clock, ct),
            Latencies = Latencies(),
            CacheHitRate = HitRate(),
            Queue = jobs.Counts(),
            Hub = new HubStatus(clients, waiting, sent, dropped),
            Disk = machine.Disks(),
            Temperature = MachineFigures.Temperatures(),
            Process = new ProcessStatus(MachineFigures.ResidentBytes, MachineFigures.CpuSeconds, MachineFigures.ToolCpuSeconds),
        };
    }

    private RequestLatencies Latencies()
    {
        var (bounds, series) = readings.Of(Readings.Requests);
        var buckets = new long[bounds.Count + 1];
        foreach (var one in series)
        {
            var (_, counts) = one.Read();
            for (var i = 0; i < counts.Length; i++)
                buckets[i] += counts[i];
        }
        return new RequestLatencies(buckets.Sum(), Ms(0.5), Ms(0.95), Ms(0.99));

        double? Ms(double share) => Quantiles.Of(bounds, buckets, share) * 1000;
    }

    private double? HitRate()
    {
        var (_, series) = readings.Of(BoxMeter.CacheLookups);
        var all = series.Sum(s => s.Read().Value);
        var hits = series.Where(s => s.Labels.Contains("hit=\"yes\"", StringComparison.Ordinal)).Sum(s => s.Read().Value);
        return all > 0 ? hits / all : null;
    }
}
