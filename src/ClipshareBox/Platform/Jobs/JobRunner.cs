using ClipshareBox.Media;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Settings;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Platform.Jobs;

/// <summary>
/// Runs the jobs, as many at a time as the board can bear. What may pass (a source away, a disk busy) is tried three times with
/// growing waits, what can't is not. What ran when the box went down is run again.
/// </summary>
internal sealed partial class JobRunner(
    JobQueue queue, Database database, IEnumerable<JobKind> kinds, BoxSettings settings, TimeProvider clock, ILogger<JobRunner> log)
    : BackgroundService
{
    private const int Tries = 3;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, JobKind> _kinds = kinds.ToDictionary(k => k.Name);

    /// <summary>Cuts that run at the same time: each keeps one to two cores busy.</summary>
    internal static int Parallel(BoxSettings settings) =>
        settings.Cutters > 0 ? settings.Cutters : Math.Max(1, Environment.ProcessorCount / 2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        database.Write(change =>
        {
            JobStore.Resume(change);
            JobStore.Trim(change);
        });
        queue.Ring();
        await Task.WhenAll(Enumerable.Range(0, Parallel(settings)).Select(_ => WorkAsync(stoppingToken)));
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        // Requests come first: let the start finish before the first job.
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            if (database.Write(change => JobStore.Begin(change, queue.NowMs)) is { } job)
            {
                queue.Ring(); // there may be one for the neighbour too
                await RunAsync(job, stopping);
            }
            else
            {
                await WaitAsync(stopping);
            }
        }
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        var due = database.Read(JobStore.NextDue);
        var wait = due is { } at ? TimeSpan.FromMilliseconds(Math.Max(1, at - queue.NowMs)) : Longest;
        using var limit = new CancellationTokenSource(wait < Longest ? wait : Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        try
        {
            await queue.Bell.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // A waiting job may be due now.
        }
        catch (OperationCanceledException)
        {
            // The box stops; the loop sees it.
        }
    }

    private async Task RunAsync(Job job, CancellationToken stopping)
    {
        var ct = queue.Enter(job, stopping);
        try
        {
            if (queue.Get(job.Id).State != JobState.Processing)
                return; // cancelled before it could be interrupted
            queue.Announce(job);
            await _kinds[job.Kind].RunAsync(job, new JobProgress(queue, job), ct);
            End(job with { State = JobState.Complete, ProgressPercent = 100, ErrorText = null });
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Cancelled: the state is stored. Or the box stops: the next start runs it again.
        }
        catch (Exception e)
        {
            LogFailure(log, e, job.Kind, job.Id, job.Attempts);
            Fail(job, e);
        }
        finally
        {
            queue.Exit(job);
        }
    }

    private void Fail(Job job, Exception failure)
    {
        var text = ErrorAnswers.RefusalOf(failure).Message;
        if (!MayPass(failure) || job.Attempts >= Tries)
        {
            End(job with { State = JobState.Error, ErrorText = text });
            return;
        }
        var wait = FirstWait * Math.Pow(3, job.Attempts - 1);
        End(job with { State = JobState.Queued, ErrorText = text, ProgressPercent = 0 }, wait);
    }

    private static bool MayPass(Exception failure) => failure switch
    {
        MediaException media => media.Fault is MediaFault.SourceLost or MediaFault.SourceMissing or MediaFault.ToolFailed or MediaFault.CannotWrite,
        Refusal refusal => refusal.Code is ErrorCode.ServiceUnavailable,
        _ => failure is IOException or HttpRequestException or TimeoutException,
    };

    private void End(Job job, TimeSpan? wait = null) => database.Write(change =>
    {
        if (JobStore.Find(change, job.Id) is not { State: JobState.Processing })
            return; // cancelled in its last moment
        var ended = job.State == JobState.Queued ? job : job with { FinishedAt = clock.GetUtcNow() };
        JobStore.Set(change, ended, queue.NowMs, queue.NowMs + (long)(wait ?? TimeSpan.Zero).TotalMilliseconds);
        if (ended.State is JobState.Complete or JobState.Error)
            _kinds[job.Kind].Ended?.Invoke(change, ended);
        change.AfterCommit(() => queue.Announce(ended));
    });

    [LoggerMessage(LogLevel.Warning, "Job {Kind} {Id} failed, try {Attempt}")]
    private static partial void LogFailure(ILogger logger, Exception failure, string kind, string id, int attempt);
}

/// <summary>Tells the room how far a job is, at every whole twentieth; nothing of it goes to the disk.</summary>
internal sealed class JobProgress(JobQueue queue, Job job) : IProgress<double>
{
    private readonly Lock _lock = new();
    private int _told;

    /// <inheritdoc/>
    public void Report(double value)
    {
        var percent = Math.Clamp((int)(value * 20) * 5, 0, 99);
        lock (_lock)
        {
            if (percent <= _told)
                return;
            _told = percent;
            queue.Announce(job with { ProgressPercent = percent });
        }
    }
}
