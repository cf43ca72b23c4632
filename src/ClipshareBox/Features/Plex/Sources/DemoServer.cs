using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Sources;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Settings;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>
/// Where the demonstration asks for it, makes the stand-in's server a source, once: whoever removes it is rid of it. Never with the true plex.tv.
/// </summary>
internal sealed partial class DemoServer(BoxSettings settings, PlexTv tv, SourceActions sources, Database database, ILogger<DemoServer> log) : BackgroundService
{
    private const string Setting = "plex.demo-added";
    private const int Tries = 6;
    private static readonly PlexAsk WhereIsIt = new("/fake/demo") { MayRepeat = false };
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.DemoPlex || !tv.IsStandIn || new SettingStore(database).Get(Setting) is not null)
            return;
        try
        {
            var server = await FindAsync(stoppingToken);
            var added = await sources.AddAsync(null, server, stoppingToken);
            database.Write(change => SettingStore.Set(change, Setting, added.Id));
        }
        catch (Exception e) when (e is PlexFault or Refusal)
        {
            LogMissing(log, e.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The box stops.
        }
    }

    // It starts beside the box and takes a moment: nothing answers there at first, then it has no server yet.
    private async Task<NewSource> FindAsync(CancellationToken ct)
    {
        var pause = FirstPause;
        for (var tries = 1; ; tries++, pause *= 2)
        {
            try
            {
                return await tv.AskAsync(WhereIsIt, found => new NewSource(PlexSource.Name, null, null, found.Text("url"), found.Text("token")), ct);
            }
            catch (PlexFault) when (tries < Tries)
            {
                await Task.Delay(pause, tv.Clock, ct);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The demo Plex is no source of this box: {Why}")]
    private static partial void LogMissing(ILogger logger, string why);
}
