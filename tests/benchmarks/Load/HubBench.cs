using System.Globalization;
using System.Text;
using System.Text.Json;
using static Benchmarks.Table;

namespace Benchmarks.Load;

/// <summary>Chat messages to many clients of one workspace, beside a bare broadcast of the very same frames to the very same clients.</summary>
internal sealed class HubBench(RunningBox box, string workspaceId, LoadOptions options)
{
    public async Task RunAsync(CancellationToken ct)
    {
        Console.WriteLine($"## hub: {options.Rate} broadcasts a second for {options.Seconds} s, from send to receipt");
        Console.WriteLine();
        var table = new Table("", "p50 ms", "p95 ms", "p99 ms", "worst ms", "missing", "dropped", "CPU s", "CPU ratio");
        foreach (var clients in options.Clients)
        {
            var here = await new Crowd(box.Hub, box.Client.Token, Join()).MeasureAsync(clients, options, Message, () => box.CpuSeconds, ct);
            await using var floor = await FloorProcess.StartAsync(ct);
            var bare = await new Crowd(floor.Address, null, null).MeasureAsync(clients, options, () => Stamp.Replace(here.Frame), () => floor.CpuSeconds, ct);
            Add(table, $"box, {clients} clients", here, here.CpuSeconds / bare.CpuSeconds);
            Add(table, $"bare broadcast, {clients} clients", bare, 1);
        }
        table.Print();
    }

    private static void Add(Table table, string name, CrowdFigures figures, double ratio) => table.Add(
        name, Number(figures.Waits.At(50)), Number(figures.Waits.At(95)), Number(figures.Waits.At(99)), Number(figures.Waits.At(100)),
        figures.Missing.ToString(CultureInfo.InvariantCulture), figures.Lost.ToString(CultureInfo.InvariantCulture), Number(figures.CpuSeconds), Number(ratio));

    private string Join() => JsonSerializer.Serialize(new { type = "join", data = new { workspaceId } });

    private byte[] Message() => Encoding.UTF8.GetBytes($"{{\"type\":\"chat_message\",\"workspaceId\":\"{workspaceId}\",\"data\":{{\"text\":\"{Stamp.Now()}\"}}}}");
}
