using System.Net.Sockets;
using ClipshareBox.Media;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Devices.Samba;

/// <summary>
/// Runs smbd for one share and keeps it running: an end is answered by a new start after a growing wait. It needs no root on a
/// port above 1023.
/// </summary>
internal sealed partial class SmbServer(TimeProvider clock, ILogger<SmbServer> log)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Proven = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    /// <summary>How it stands.</summary>
    public SmbState State { get; private set; } = new(SmbState.Stopped);

    /// <summary>Where a program of Samba lies; null where it is not installed.</summary>
    public static string? Find(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Concat(["/usr/sbin", "/usr/local/sbin", "/usr/bin"]).Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);
    }

    /// <summary>Runs smbd until cancelled.</summary>
    /// <param name="share">What it exports; its configuration is written.</param>
    /// <param name="ct">Stops it.</param>
    public async Task RunAsync(SmbShare share, CancellationToken ct)
    {
        var wait = FirstWait;
        try
        {
            while (true)
            {
                var begun = clock.GetTimestamp();
                await RunOnceAsync(share, ct);
                wait = clock.GetElapsedTime(begun) > Proven ? FirstWait : wait;
                LogEnd(log, State.Error, wait.TotalSeconds);
                await Task.Delay(wait, clock, ct);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            State = new SmbState(SmbState.Stopped);
        }
    }

    private async Task RunOnceAsync(SmbShare share, CancellationToken ct)
    {
        if (State.State != SmbState.Degraded)
            State = new SmbState(SmbState.Starting);
        try
        {
            if (Find("smbd") is not { } smbd)
                throw new IOException("smbd is not installed; install the package samba.");
            SmbFolder.Prepare(share);
            SmbFolder.StopLeftOver(share);
            await using var tool = Tool.Start(smbd, ["--foreground", "--no-process-group", $"--configfile={share.ConfigFile}", $"--log-basename={share.State}"]);
            var ended = tool.WaitAsync(ct);
            State = await ListensAsync(share, ended, ct) ? Judge(share) : State;
            var code = await ended;
            State = new SmbState(SmbState.Degraded, $"smbd ended ({code}): {SmbFolder.LastWords(share, tool.ErrorText)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or MediaException)
        {
            State = new SmbState(SmbState.Degraded, e.Message);
        }
    }

    private static SmbState Judge(SmbShare share) =>
        SmbFolder.WhyUnreadable(share) is { } why ? new SmbState(SmbState.Degraded, why) : new SmbState(SmbState.Running);

    private async Task<bool> ListensAsync(SmbShare share, Task ended, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(StartLimit, clock);
        while (!ended.IsCompleted && !limit.IsCancellationRequested)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(share.Addresses.Count > 0 ? share.Addresses[0] : "127.0.0.1", share.Port, ct);
                return true;
            }
            catch (SocketException)
            {
                await Task.WhenAny(ended, Task.Delay(Look, clock, ct));
            }
        }
        return false;
    }

    [LoggerMessage(LogLevel.Warning, "The share is down: {Error}; next try in {Seconds} s")]
    private static partial void LogEnd(ILogger logger, string? error, double seconds);
}
