using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Demo;

namespace Benchmarks;

/// <summary>A box as a process, as it is shipped, with a client that owns it.</summary>
internal sealed class RunningBox : IAsyncDisposable
{
    private readonly Process _process;

    private RunningBox(Process process, BoxClient client, Uri address, TimeSpan readyAfter) =>
        (_process, Client, Address, ReadyAfter) = (process, client, address, readyAfter);

    public BoxClient Client { get; }

    public Uri Address { get; }

    /// <summary>Where its hub is.</summary>
    public Uri Hub => new UriBuilder(Address) { Scheme = "ws", Path = "/hub" }.Uri;

    /// <summary>CPU time so far, in s.</summary>
    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>From the start of the process to the first 200 of /health/ready.</summary>
    public TimeSpan ReadyAfter { get; }

    /// <summary>Memory in RAM that is this process's, in MB (VmRSS of proc(5)).</summary>
    public double ResidentMb => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        System.Globalization.CultureInfo.InvariantCulture) / 1024;

    public static async Task<RunningBox> StartAsync(string program, string data, string films, CancellationToken ct)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(
                "dotnet",
                [
                    program, $"--CLIPSHAREBOX:DATA={data}", $"--CLIPSHAREBOX:URLS={address}", $"--CLIPSHAREBOX:FOLDERS=Films={films}",
                    "--CLIPSHAREBOX:REQUESTSPERMINUTE=100000000",
                ])
            {
                RedirectStandardOutput = true,
            },
        };
        var watch = Stopwatch.StartNew();
        process.Start();
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await ReadyAsync(new Uri(address), process, ct);
        var ready = watch.Elapsed;
        var (client, _) = await BoxClient.EnterAsync(new Uri(address), data, ct);
        return new RunningBox(process, client, new Uri(address), ready);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static async Task ReadyAsync(Uri address, Process process, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (await again.WaitForNextTickAsync(ct))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The box did not start; it ended with {process.ExitCode}.");
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), ct);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
