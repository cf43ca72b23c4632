using ClipshareBox.Media;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Sources;

namespace ClipshareBox.Features.Sources.Probing;

/// <summary>Probes one content, once it has settled.</summary>
internal sealed class ContentProbe(Prober prober, TimeProvider clock)
{
    // While a film is being copied it is looked at so often; each look is a small write.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private const int MostTries = 4;

    /// <summary>The clock of all its times.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Now in Unix ms.</summary>
    public long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Finds out what it is.</summary>
    /// <returns>What is to be stored; null when the file is gone, which the index of files will tell.</returns>
    public async Task<ProbeOutcome?> RunAsync(ContentRow row, CancellationToken ct)
    {
        if (RealPath.Within(row.Place, row.FullPath) is not { } path || FileStamp.Of(path) is not { } stamp)
            return null;
        if (stamp.SizeBytes == 0)
            return Faulty(row, stamp, "The file is empty; copy or record it again.", NowMs);
        if (stamp != row.Stamp)
            return Unsettled(row, stamp);
        var outcome = await ProbeAsync(row, path, stamp, ct);
        return FileStamp.Of(path) == stamp ? outcome : Unsettled(row, FileStamp.Of(path) ?? stamp);
    }

    /// <summary>The outcome that it can't be read.</summary>
    public static ProbeOutcome Faulty(ContentRow row, FileStamp stamp, string fault, long nowMs) =>
        new(row.ContentKey, stamp, ContentRow.Faulty, Info: null, DurationMs: null, fault, nowMs, row.Tries);

    private async Task<ProbeOutcome> ProbeAsync(ContentRow row, string path, FileStamp stamp, CancellationToken ct)
    {
        try
        {
            await using var source = await OpenSource.OpenAsync(new MediaSource(path), null, clock, ct);
            var info = await prober.ProbeAsync(source, ct);
            return new ProbeOutcome(row.ContentKey, stamp, ContentRow.Ready, info.ToJson(), info.DurationMs, Fault: null, NowMs, Tries: 0);
        }
        catch (MediaException e) when (e.Fault is MediaFault.ToolFailed or MediaFault.SourceLost && row.Tries + 1 < MostTries)
        {
            var wait = FirstWait * Math.Pow(6, row.Tries);
            return Faulty(row, stamp, TextOf(e, path), NowMs) with { State = ContentRow.Waiting, DueAtMs = NowMs + (long)wait.TotalMilliseconds, Tries = row.Tries + 1 };
        }
        catch (MediaException e)
        {
            return Faulty(row, stamp, TextOf(e, path), NowMs);
        }
    }

    private ProbeOutcome Unsettled(ContentRow row, FileStamp stamp) => new(
        row.ContentKey, stamp, ContentRow.Waiting, Info: null, DurationMs: null, row.Fault, NowMs + (long)LookAgain.TotalMilliseconds, row.Tries);

    // People see the title beside it; where the box keeps its files is not for everyone.
    private static string TextOf(MediaException e, string path) => e.Message.Replace(path, "The file", StringComparison.Ordinal);
}
