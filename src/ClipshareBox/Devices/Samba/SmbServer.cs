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
            if (await AnswersAsync(share, ct))
                throw new IOException($"Port {share.Port} is taken by another program; give a free one as CLIPSHAREBOX__SHAREPORT.");
            // It reads its input to the end of its life: an input that ends, as when the box is killed, ends it too.
            // It ends its whole process group when it stops: without --no-process-group that is one of its own, and not the box's.
            await using var tool = Tool.Start(smbd, ["--foreground", $"--configfile={share.ConfigFile}", $"--log-basename={share.State}"], withInput: true);
            var ended = tool.WaitAsync(ct);
            if (await ListensAsync(share, ended, ct))
                State = new SmbState(SmbState.Running);
            var code = await ended;
            State = new SmbState(SmbState.Degraded, $"smbd ended ({code}): {SmbFolder.LastWords(share, tool.ErrorText)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or MediaException)
        {
            State = new SmbState(SmbState.Degraded, e.Message);
        }
    }

    /// <summary>How it stands, and whether those who connect can read anything.</summary>
    public SmbState Judge(SmbShare share) =>
        State is { State: SmbState.Running } && SmbFolder.WhyUnreadable(share) is { } why ? new SmbState(SmbState.Degraded, why) : State;

    private async Task<bool> ListensAsync(SmbShare share, Task ended, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(StartLimit, clock);
        while (!ended.IsCompleted && !limit.IsCancellationRequested)
        {
            if (await AnswersAsync(share, ct))
                return true;
            await Task.WhenAny(ended, Task.Delay(Look, clock, ct));
        }
        return false;
    }

    private static async Task<bool> AnswersAsync(SmbShare share, CancellationToken ct)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(share.Addresses.Count > 0 ? share.Addresses[0] : "127.0.0.1", share.Port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The share is down: {Error}; next try in {Seconds} s")]
    private static partial void LogEnd(ILogger logger, string? error, double seconds);
}
