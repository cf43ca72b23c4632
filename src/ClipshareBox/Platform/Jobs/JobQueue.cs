using System.Threading.Channels;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Metrics;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Platform.Jobs;

/// <summary>What features and people do with jobs: ask for one, look, cancel, try again.</summary>
internal sealed class JobQueue(Database database, LiveHub hub, BoxMeter meter, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CancellationTokenSource> _running = [];
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Rings when a job may have become due.</summary>
    public ChannelReader<bool> Bell => _bell.Reader;

    internal long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Puts a job into the queue as part of a change; it can start once the change is on the disk.</summary>
    public Job Enqueue(Change change, NewJob wanted)
    {
        var now = clock.GetUtcNow();
        var job = new Job
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Kind = wanted.Kind,
            State = JobState.Queued,
            WorkspaceId = wanted.WorkspaceId,
            BookmarkId = wanted.BookmarkId,
            CreatedAt = now,
            Payload = wanted.Payload,
            Priority = wanted.Priority,
        };
        JobStore.Insert(change, job, now.ToUnixTimeMilliseconds());
        change.AfterCommit(() => Announce(job));
        return job;
    }

    /// <summary>Jobs of a bookmark that wait or run.</summary>
    public static IReadOnlyList<Job> Open(Change change, string bookmarkId) => JobStore.Open(change, bookmarkId);

    /// <summary>Lets a waiting job go before others.</summary>
    public void Hurry(Change change, Job job, int priority)
    {
        if (job.State == JobState.Queued && job.Priority < priority)
            JobStore.Set(change, job with { Priority = priority }, NowMs);
    }

    /// <summary>The job of that name.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public Job Get(string id) => database.Read(c => JobStore.Find(c, id)) ?? throw Refusal.NotFound("job");

    /// <summary>Those of the jobs that are still known, by their name.</summary>
    public IReadOnlyDictionary<string, Job> Find(IReadOnlyCollection<string> ids) =>
        ids.Count == 0 ? new Dictionary<string, Job>() : database.Read(c => JobStore.Find(c, ids)).ToDictionary(j => j.Id);

    /// <summary>Jobs of some workspaces, or of all, the newest first.</summary>
    public Page<Job> List(JobState? state, IReadOnlyCollection<string>? workspaces, Paging paging)
    {
        var (jobs, total) = database.Read(c => JobStore.List(c, state, workspaces, paging.Offset, paging.Limit));
        return new Page<Job>(jobs, paging.Of(total));
    }

    /// <summary>Stops a job, running or not; what it was making is gone within a second.</summary>
    /// <exception cref="Refusal">It has ended already, or does not exist.</exception>
    public Job Cancel(string id) => database.Write(change => Cancel(change, id));

    /// <summary>As <see cref="Cancel(string)"/>, as part of a change.</summary>
    public Job Cancel(Change change, string id)
    {
        var job = JobStore.Find(change, id) ?? throw Refusal.NotFound("job");
        if (job.State is not (JobState.Queued or JobState.Processing))
            throw new Refusal(ErrorCode.Conflict, $"The job has ended already ({job.State.ToString().ToLowerInvariant()}).");
        var cancelled = job with { State = JobState.Cancelled, FinishedAt = clock.GetUtcNow() };
        JobStore.Set(change, cancelled, NowMs);
        change.AfterCommit(() =>
        {
            Interrupt(id);
            Announce(cancelled);
        });
        return cancelled;
    }

    /// <summary>Puts a job that failed or was cancelled back into the queue.</summary>
    /// <exception cref="Refusal">It has not ended that way, or does not exist.</exception>
    public Job Retry(string id) => database.Write(change =>
    {
        var job = JobStore.Find(change, id) ?? throw Refusal.NotFound("job");
        if (job.State is not (JobState.Error or JobState.Cancelled))
            throw new Refusal(ErrorCode.Conflict, "Only a job that failed or was cancelled can be tried again.");
        var queued = job with { State = JobState.Queued, ErrorText = null, ProgressPercent = 0, FinishedAt = null };
        JobStore.Set(change, queued, NowMs);
        change.AfterCommit(() => Announce(queued));
        return queued;
    });

    /// <summary>Tells the room how the job stands, and the runner that there may be work.</summary>
    internal void Announce(Job job)
    {
        if (job.WorkspaceId is { } workspaceId)
            hub.Publish(workspaceId, "job_progress", job);
        if (job.State == JobState.Queued)
            _bell.Writer.TryWrite(true);
        if (job is { State: JobState.Complete or JobState.Error, StartedAt: { } begun, FinishedAt: { } ended })
            meter.JobEnded(job.Kind, job.State.ToString().ToLowerInvariant(), ended - begun);
    }

    internal void Ring() => _bell.Writer.TryWrite(true);

    internal CancellationToken Enter(Job job, CancellationToken stopping)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        lock (_lock)
            _running[job.Id] = source;
        return source.Token;
    }

    internal void Exit(Job job)
    {
        lock (_lock)
        {
            if (_running.Remove(job.Id, out var source))
                source.Dispose();
        }
    }

    private void Interrupt(string id)
    {
        lock (_lock)
        {
            if (_running.TryGetValue(id, out var source))
                _ = source.CancelAsync();
        }
    }
}
