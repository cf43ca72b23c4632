using System.Diagnostics;

namespace Benchmarks.Load;

/// <summary>What one measurement gave.</summary>
/// <param name="Waits">From send to receipt.</param>
/// <param name="Missing">Frames that did not arrive.</param>
/// <param name="Lost">Clients that the other side dropped.</param>
/// <param name="CpuSeconds">CPU time of the other side.</param>
/// <param name="Frame">A frame as it arrived.</param>
internal sealed record CrowdFigures(Percentiles Waits, long Missing, int Lost, double CpuSeconds, byte[] Frame);

/// <summary>Many listeners and one who speaks.</summary>
/// <param name="address">Where they connect.</param>
/// <param name="token">Their sign-in, or null.</param>
/// <param name="join">The frame that joins the room, or null.</param>
internal sealed class Crowd(Uri address, string? token, string? join)
{
    private const int AtOnce = 20;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    /// <summary>Gathers the crowd, speaks to it, and measures.</summary>
    /// <param name="clients">Listeners.</param>
    /// <param name="options">Rate and length.</param>
    /// <param name="next">The frame to be sent, stamped with now.</param>
    /// <param name="cpu">CPU seconds of the other side so far.</param>
    /// <param name="ct">Stops.</param>
    public async Task<CrowdFigures> MeasureAsync(int clients, LoadOptions options, Func<byte[]> next, Func<double> cpu, CancellationToken ct)
    {
        var listeners = new List<Listener>();
        try
        {
            foreach (var some in Enumerable.Range(0, clients).Chunk(AtOnce))
                listeners.AddRange(await Task.WhenAll(some.Select(_ => Listener.OpenAsync(address, token, join, ct))));
            await using var speaker = await Listener.OpenAsync(address, token, null, ct);
            await SpeakAsync(speaker, options.Rate, WarmUp, next, ct);
            var (begun, before) = (Stopwatch.GetTimestamp(), cpu());
            var sent = await SpeakAsync(speaker, options.Rate, TimeSpan.FromSeconds(options.Seconds), next, ct);
            await Task.Delay(Settle, TimeProvider.System, ct);
            var used = cpu() - before;
            foreach (var listener in listeners)
                await listener.DisposeAsync();
            var waits = new Percentiles(listeners.SelectMany(l => l.WaitsSince(begun)));
            return new CrowdFigures(waits, ((long)sent * clients) - waits.Count, listeners.Count(l => l.Lost), used, listeners[0].LastFrame ?? []);
        }
        finally
        {
            foreach (var listener in listeners)
                await listener.DisposeAsync();
        }
    }

    private static async Task<int> SpeakAsync(Listener speaker, int rate, TimeSpan length, Func<byte[]> next, CancellationToken ct)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
        var wanted = (int)(length.TotalSeconds * rate);
        for (var i = 0; i < wanted; i++)
        {
            await beat.WaitForNextTickAsync(ct);
            await speaker.SendAsync(next(), ct);
        }
        return wanted;
    }
}
