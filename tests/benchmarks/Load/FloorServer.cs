using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Benchmarks.Load;

/// <summary>The floor: ASP.NET Core's WebSockets and nothing else. What one client sends, all get, one after the other.</summary>
internal static class FloorServer
{

    public static async Task<int> RunAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var floor = builder.Build();
        var sockets = new ConcurrentDictionary<WebSocket, bool>();
        floor.UseWebSockets();
        floor.Run(http => ServeAsync(http, sockets));
        await floor.StartAsync(ct);
        Console.WriteLine(floor.Urls.First());
        await Console.In.ReadLineAsync(ct); // ends with the one who started it
        return 0;
    }

    private static async Task ServeAsync(HttpContext http, ConcurrentDictionary<WebSocket, bool> sockets)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        sockets.TryAdd(socket, true);
        var buffer = new byte[1 << 16];
        try
        {
            while (await socket.ReceiveAsync(buffer, http.RequestAborted) is { MessageType: WebSocketMessageType.Text } part)
            {
                foreach (var other in sockets.Keys.Where(s => s != socket))
                    await other.SendAsync(buffer.AsMemory(0, part.Count), WebSocketMessageType.Text, endOfMessage: true, http.RequestAborted);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client is gone.
        }
        finally
        {
            sockets.TryRemove(socket, out _);
        }
    }
}

/// <summary>The floor as a process of its own.</summary>
internal sealed class FloorProcess : IAsyncDisposable
{
    private readonly Process _process;

    private FloorProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>CPU time so far.</summary>
    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    public static async Task<FloorProcess> StartAsync(CancellationToken ct)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [typeof(FloorServer).Assembly.Location, "--floor"]) { RedirectStandardInput = true, RedirectStandardOutput = true },
        };
        process.Start();
        var address = await process.StandardOutput.ReadLineAsync(ct) ?? throw new InvalidOperationException("The floor did not start.");
        return new FloorProcess(process, new UriBuilder(address) { Scheme = "ws" }.Uri);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
