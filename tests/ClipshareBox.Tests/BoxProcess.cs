using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace ClipshareBox.Tests;

/// <summary>The box as a process of its own, that can be killed like a pulled plug.</summary>
public sealed class BoxProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private readonly string _data;

    private BoxProcess(Process process, Uri address, string data) => (_process, Address, _data) = (process, address, data);

    public Uri Address { get; }

    /// <summary>Time from the start of the process to its first 200 from /health/ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Starts the box and waits until it is ready.</summary>
    /// <param name="data">Its folder.</param>
    /// <param name="ct">Stops.</param>
    /// <param name="settings">Further settings, NAME=value; {port} is the port that it is asked at.</param>
    public static async Task<BoxProcess> StartAsync(string data, CancellationToken ct, params string[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        string[] arguments =
        [
            typeof(Program).Assembly.Location, $"--CLIPSHAREBOX:DATA={data}", $"--CLIPSHAREBOX:URLS={address.GetLeftPart(UriPartial.Authority)}",
            "--CLIPSHAREBOX:REQUESTSPERMINUTE=1000000", .. settings.Select(s => $"--CLIPSHAREBOX:{s.Replace("{port}", $"{address.Port}", StringComparison.Ordinal)}"),
        ];
        var process = new Process { StartInfo = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        var watch = Stopwatch.StartNew();
        process.Start();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var box = new BoxProcess(process, address, data);
        try
        {
            await box.WaitAsync(ct);
        }
        catch
        {
            await box.DisposeAsync();
            throw;
        }
        box.ReadyAfter = watch.Elapsed;
        return box;
    }

    /// <summary>Claims the box and hands out its owner's browser.</summary>
    public async Task<HttpClient> ClaimAsync(CancellationToken ct)
    {
        var owner = new HttpClient { BaseAddress = Address };
        owner.DefaultRequestHeaders.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
        var code = (await File.ReadAllTextAsync(Path.Combine(_data, "claim-code"), ct)).Trim();
        using var answer = await owner.PostAsJsonAsync("/api/setup/claim", new { code, username = "owner", password = "correct horse battery" }, ct);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return owner;
    }

    /// <summary>Kills the box and its children at once, as a power cut does to them.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        using var client = new HttpClient { BaseAddress = Address };
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await again.WaitForNextTickAsync(limit.Token))
        {
            Assert.False(_process.HasExited, "the box ended at its start");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), limit.Token);
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
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
