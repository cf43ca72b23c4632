using System.Collections.Concurrent;
using ClipshareBox.Features.Sources.Folders;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Sources.Probing;

/// <summary>Probes what is new or has changed, a few at a time; what someone waits for goes first.</summary>
internal sealed partial class ProbeWorker(
    Database database, ContentProbe probe, FolderLook look, ContentNews news, ILogger<ProbeWorker> log)
    : BackgroundService
{
    // Small, so that what someone asks for does not wait behind many.
    private const int Batch = 12;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMilliseconds(150);
    private static readonly int AtATime = Math.Max(1, Environment.ProcessorCount / 2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the start does not wait for the first probes
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The box stops; the next start goes on with what is still waiting.
            }
            catch (Exception e) // the store's disk may be full; that passes
            {
                LogFailure(log, e, "the next files");
                await Task.WhenAny(Task.Delay(LongestWait, probe.Clock, stoppingToken));
            }
        }
    }

    private async Task StepAsync(CancellationToken ct)
    {
        var due = Doubted(ct).Concat(database.Read(c => ProbeStore.Due(c, probe.NowMs, Batch)));
        var rows = due.DistinctBy(r => r.ContentKey).ToList();
        if (rows.Count == 0)
            await WaitAsync(ct);
        else
            await ProbeAsync(rows, ct);
    }

    // A doubt is settled by a look at the file; what then waits for its probe need not wait for its turn.
    private List<ContentRow> Doubted(CancellationToken ct)
    {
        var rows = new List<ContentRow>();
        while (rows.Count < Batch && news.Doubts.TryRead(out var key))
        {
            look.At(key, ct);
            if (database.Read(c => ContentStore.Find(c, key)) is { State: ContentRow.Waiting, IsAvailable: true } row && row.DueAtMs <= probe.NowMs)
                rows.Add(row);
        }
        return rows;
    }

    private async Task ProbeAsync(List<ContentRow> rows, CancellationToken ct)
    {
        var outcomes = new ConcurrentQueue<(ContentRow, ProbeOutcome)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct };
        var probing = Parallel.ForEachAsync(rows, options, async (row, token) =>
        {
            if (await OutcomeAsync(row, token) is { } outcome)
                outcomes.Enqueue((row, outcome));
            else
                look.At(row.ContentKey, token); // it is gone
        });
        // Several share a write; none waits for another that takes its time.
        while (!probing.IsCompleted)
        {
            await Task.WhenAny(probing, Task.Delay(SaveEvery, probe.Clock, CancellationToken.None));
            Save(outcomes);
        }
        await probing;
    }

    private async Task<ProbeOutcome?> OutcomeAsync(ContentRow row, CancellationToken ct)
    {
        try
        {
            return await probe.RunAsync(row, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailure(log, e, row.FullPath);
            return ContentProbe.Faulty(row, row.Stamp, "The probe of this file failed; the box's log has the details.", probe.NowMs);
        }
    }

    private void Save(ConcurrentQueue<(ContentRow Row, ProbeOutcome Outcome)> outcomes)
    {
        var saving = new List<(ContentRow Row, ProbeOutcome Outcome)>();
        while (outcomes.TryDequeue(out var outcome))
            saving.Add(outcome);
        if (saving.Count == 0)
            return;
        database.Write(change =>
        {
            ProbeStore.Save(change, saving.Select(s => s.Outcome));
            change.AfterCommit(() => news.Changed([.. saving.Select(s => s.Row.ContentKey)]));
        });
        // Whoever saw a file change while it was waiting left it to the probe.
        foreach (var (row, outcome) in saving.Where(s => s.Outcome.State != ContentRow.Waiting && FileStamp.Of(s.Row.FullPath) != s.Outcome.Stamp))
            news.Doubt(row.ContentKey);
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        var due = database.Read(ProbeStore.NextDue);
        var wait = due is { } at ? TimeSpan.FromMilliseconds(Math.Max(1, at - probe.NowMs)) : LongestWait;
        using var limit = new CancellationTokenSource(wait < LongestWait ? wait : LongestWait, probe.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await news.Bell.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Something may be due now.
        }
    }

    [LoggerMessage(LogLevel.Error, "The probe of {Path} failed")]
    private static partial void LogFailure(ILogger logger, Exception failure, string path);
}
