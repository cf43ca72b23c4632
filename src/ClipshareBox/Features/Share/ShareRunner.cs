using ClipshareBox.Devices.Samba;
using ClipshareBox.Platform.Settings;

namespace ClipshareBox.Features.Share;

/// <summary>Runs the box's own Samba while the box runs, anew whenever its configuration changes.</summary>
internal sealed class ShareRunner(ShareActions share, SmbServer server, BoxSettings settings) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
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
}
