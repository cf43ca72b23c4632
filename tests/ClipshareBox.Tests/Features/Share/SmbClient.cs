using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Tests.Features.Share;

/// <summary>Samba's own client against the box's share.</summary>
internal sealed class SmbClient(int port, string? user = null)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Runs commands; what they printed, errors included.</summary>
    public async Task<(int ExitCode, string Text)> RunAsync(string commands, CancellationToken ct, params string[] more)
    {
        string[] signIn = user is null ? ["-N"] : ["-U", user];
        var done = await Tool.RunAsync(
            "smbclient", ["-p", port.ToString(CultureInfo.InvariantCulture), .. signIn, "//127.0.0.1/clips", "-c", commands, .. more],
            Limit, TimeProvider.System, ct);
        return (done.ExitCode, Encoding.UTF8.GetString(done.Output) + done.ErrorText);
    }

    /// <summary>Fetches a file.</summary>
    public async Task<byte[]> GetAsync(string path, CancellationToken ct)
    {
        var to = Path.GetTempFileName();
        try
        {
            var (code, text) = await RunAsync($"get \"{path.Replace('/', '\\')}\" \"{to}\"", ct);
            Assert.True(code == 0, text);
            return await File.ReadAllBytesAsync(to, ct);
        }
        finally
        {
            File.Delete(to);
        }
    }
}
