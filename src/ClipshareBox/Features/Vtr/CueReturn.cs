using ClipshareBox.Media;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Vtr;

/// <summary>After a start the clip that was cued stands on its IN frame again; nothing ever rolls by itself.</summary>
internal sealed partial class CueReturn(Player player, RollSource clips, SettingStore settings, ILogger<CueReturn> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (player.Kept(settings) is not { } kept)
            return;
        // Whoever presses a key first goes before.
        var turn = player.Turn();
        try
        {
            player.Press(VtrKey.Cue, await FindAsync(kept, stoppingToken), turn: turn);
        }
        catch (Exception e) when (e is Refusal or MediaException or IOException or OperationCanceledException)
        {
            LogGone(log, kept.ClipId, e.Message);
        }
    }

    private async Task<Clips.RollClip> FindAsync(KeptCue kept, CancellationToken ct)
    {
        try
        {
            return await clips.FindAsync(Caller.Panel, kept.ClipId, null, ct);
        }
        catch (Refusal)
        {
            return await clips.FindAsync(Caller.Panel, null, kept.BookmarkId, ct);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The clip {ClipId} that was cued before the start is not cued again: {Reason}")]
    private static partial void LogGone(ILogger logger, string clipId, string reason);
}
