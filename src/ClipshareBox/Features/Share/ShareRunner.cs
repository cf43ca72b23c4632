using ClipshareBox.Devices.Samba;
using ClipshareBox.Platform.Settings;

namespace ClipshareBox.Features.Share;

/// <summary>Runs the box's own Samba while the box runs, anew whenever its configuration changes.</summary>
internal sealed partial class ShareRunner(ShareActions share, SmbServer server, BoxSettings settings, ILogger<ShareRunner> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (settings.SharePort == 0)
            WriteForOthers();
        while (settings.SharePort > 0 && !stoppingToken.IsCancellationRequested)
        {
            using var changed = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var signal = share.Changed;
            var running = server.RunAsync(share.Wanted(), changed.Token);
            await Task.WhenAny(signal, running);
            await changed.CancelAsync();
            await running;
        }
    }

    // Whatever serves the share then can include it.
    private void WriteForOthers()
    {
        try
        {
            SmbFolder.Prepare(share.Wanted());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            LogConfiguration(log, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The configuration for Samba could not be written")]
    private static partial void LogConfiguration(ILogger logger, Exception failure);
}
