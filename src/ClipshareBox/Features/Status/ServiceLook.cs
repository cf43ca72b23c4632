using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using ClipshareBox.Features.Clips;
using ClipshareBox.Features.Plex.Sources;
using ClipshareBox.Features.Share;
using ClipshareBox.Features.Sources;
using ClipshareBox.Features.Vtr;
using ClipshareBox.Media;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Status;

/// <summary>Asks each of the box's services how it stands.</summary>
internal sealed class ServiceLook(Database database, ShareActions share, SourceActions sources, PlexStand plex, CutBench bench, ProgramPages pages)
{
    private const string Ok = "ok";
    private const string Degraded = "degraded";
    private const string Down = "down";

    private static readonly TimeSpan EncoderWait = TimeSpan.FromMilliseconds(500);

    /// <summary>All services.</summary>
    /// <param name="host">The box's name as the caller knows it.</param>
    /// <param name="clock">Clock of the time limits.</param>
    /// <param name="ct">Stops.</param>
    public async Task<IReadOnlyList<ServiceStatus>> AllAsync(string host, TimeProvider clock, CancellationToken ct) =>
        [Store(), Share(host), await EncodersAsync(clock, ct), .. Sources(), .. Outputs()];

    private ServiceStatus Store()
    {
        try
        {
            var begun = Stopwatch.GetTimestamp();
            database.Read(c => c.QuerySingle<int>("select 1"));
            var ms = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            return new ServiceStatus("store", Ok, string.Create(CultureInfo.InvariantCulture, $"answers in {ms:0.0} ms"));
        }
        catch (DbException e)
        {
            return new ServiceStatus("store", Down, e.Message);
        }
    }

    private ServiceStatus Share(string host) => share.Get(host) switch
    {
        { State: "running" } state => new ServiceStatus("share", Ok, $"smbd serves {state.Address}"),
        { State: "external" } => new ServiceStatus("share", Ok, "something else serves the share (CLIPSHAREBOX__SHAREPORT is 0)"),
        { State: "starting" } => new ServiceStatus("share", Degraded, "smbd is starting"),
        { State: "degraded", Error: var error } => new ServiceStatus("share", Down, error ?? "smbd does not run"),
        { Error: var error } => new ServiceStatus("share", Down, error ?? "smbd is stopped"),
    };

    private async Task<ServiceStatus> EncodersAsync(TimeProvider clock, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(EncoderWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var found = await bench.EncodersAsync(either.Token);
            var working = found.Encoders.Where(e => e.Works).Select(e => e.Name).ToList();
            return working.Count > 0
                ? new ServiceStatus("ffmpeg", Ok, $"{found.FfmpegVersion}; encoders that work: {string.Join(", ", working)}")
                : new ServiceStatus("ffmpeg", Degraded, $"{found.FfmpegVersion}; no encoder works, so that clips can only be copied");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new ServiceStatus("ffmpeg", Degraded, "the encoders are being tested; look again in a moment");
        }
        catch (Exception e) when (e is MediaException or IOException)
        {
            return new ServiceStatus("ffmpeg", Down, e.Message);
        }
    }

    private IEnumerable<ServiceStatus> Sources() => sources.List().Select(source => source.State switch
    {
        _ when plex.LineOf(source.Id) is var (state, detail) => new ServiceStatus($"Plex {source.Name}", state, detail),
        "away" => new ServiceStatus($"source {source.Name}", Down, source.Fault ?? "it can't be reached"),
        "indexing" => new ServiceStatus($"source {source.Name}", Degraded, "it is being looked through"),
        _ => new ServiceStatus($"source {source.Name}", Ok, string.Create(CultureInfo.InvariantCulture, $"{source.ItemCount} films, {source.WaitingCount} to be probed")),
    });

    private IEnumerable<ServiceStatus> Outputs() => pages.Outputs switch
    {
        [] => [new ServiceStatus("player", Down, "no program page is connected; open /program in OBS")],
        var open => open.Select(page => page.State is "late" or "fault" || page.Fault is not null
            ? new ServiceStatus($"player {page.Name}", Degraded, page.Fault ?? $"the page says: {page.State}")
            : new ServiceStatus($"player {page.Name}", Ok, $"the page says: {page.State}")),
    };
}
