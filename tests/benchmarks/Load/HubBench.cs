using System.Globalization;
using System.Text;
using System.Text.Json;
using static Benchmarks.Table;

namespace Benchmarks.Load;

/// <summary>Chat messages to many clients of one workspace, beside a bare broadcast of the very same frames to the very same clients.</summary>
internal sealed class HubBench(RunningBox box, string workspaceId, LoadOptions options)
{
    private const int WarmUpSeconds = 10;

    public async Task RunAsync(CancellationToken ct)
    {
        Console.WriteLine($"## hub: {options.Rate} broadcasts a second for {options.Seconds} s, from send to receipt");
        Console.WriteLine();
        var table = new Table("", "p50 ms", "p95 ms", "p99 ms", "worst ms", "missing", "dropped", "CPU s", "CPU ratio");
        await using var floor = await FloorProcess.StartAsync(ct);
        // Once for nothing: both are compiled while they run for the first time, and that is not what is compared.
        await MeasureAsync(floor, options.Clients[0], options with { Seconds = Math.Min(options.Seconds, WarmUpSeconds) }, ct);
        foreach (var clients in options.Clients)
        {
            var (here, bare) = await MeasureAsync(floor, clients, options, ct);
            Add(table, $"box, {clients} clients", here, here.CpuSeconds / bare.CpuSeconds);
            Add(table, $"bare broadcast, {clients} clients", bare, 1);
        }
        await FloodedAsync(table, options.Clients[0], ct);
        table.Print();
    }

    // The others while one client sends as fast as its connection takes.
    private async Task FloodedAsync(Table table, int clients, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var flooder = await Listener.OpenAsync(box.Hub, box.Client.Token, Join(), ct);
        var frame = Encoding.UTF8.GetBytes($"{{\"type\":\"cursor_position\",\"workspaceId\":\"{workspaceId}\",\"data\":{{\"positionMs\":1000}}}}");
        var flooding = Task.Run(() => FloodAsync(flooder, frame, stop.Token), ct);
        var here = await new Crowd(box.Hub, box.Client.Token, Join()).MeasureAsync(clients, options, Message, () => box.CpuSeconds, ct);
        await stop.CancelAsync();
        var sent = await flooding;
        Add(table, $"box, {clients} clients, one more floods ({sent} frames taken)", here, double.NaN);
    }

    private static async Task<long> FloodAsync(Listener flooder, byte[] frame, CancellationToken ct)
    {
        var sent = 0L;
        try
        {
            for (; ; sent++)
                await flooder.SendAsync(frame, ct);
        }
        catch (Exception e) when (e is OperationCanceledException or System.Net.WebSockets.WebSocketException)
        {
            return sent; // told to stop, or thrown out
        }
    }

    private async Task<(CrowdFigures Box, CrowdFigures Bare)> MeasureAsync(FloorProcess floor, int clients, LoadOptions measured, CancellationToken ct)
    {
        var here = await new Crowd(box.Hub, box.Client.Token, Join()).MeasureAsync(clients, measured, Message, () => box.CpuSeconds, ct);
        var bare = await new Crowd(floor.Address, null, null).MeasureAsync(clients, measured, () => Stamp.Replace(here.Frame), () => floor.CpuSeconds, ct);
        return (here, bare);
    }

    private static void Add(Table table, string name, CrowdFigures figures, double ratio) => table.Add(
        name, Number(figures.Waits.At(50)), Number(figures.Waits.At(95)), Number(figures.Waits.At(99)), Number(figures.Waits.At(100)),
        figures.Missing.ToString(CultureInfo.InvariantCulture), figures.Lost.ToString(CultureInfo.InvariantCulture), Number(figures.CpuSeconds), double.IsNaN(ratio) ? "" : Number(ratio));

    private string Join() => JsonSerializer.Serialize(new { type = "join", data = new { workspaceId } });

    private byte[] Message() => Encoding.UTF8.GetBytes($"{{\"type\":\"chat_message\",\"workspaceId\":\"{workspaceId}\",\"data\":{{\"text\":\"{Stamp.Now()}\"}}}}");
}
