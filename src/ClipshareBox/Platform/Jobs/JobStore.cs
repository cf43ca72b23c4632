using System.Data;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Platform.Jobs;

/// <summary>The table <c>jobs</c>.</summary>
internal static class JobStore
{
    private const string Columns =
        "id, kind, state, progress_percent, attempts, error_text, workspace_id, bookmark_id, created_at_ms, started_at_ms, finished_at_ms, payload, priority";

    public static void Insert(Change change, Job job, long nowMs) => change.Execute(
        """
        insert into jobs (id, kind, state, progress_percent, attempts, workspace_id, bookmark_id, created_at_ms, due_at_ms, payload, priority)
        values (@Id, @Kind, @State, 0, 0, @WorkspaceId, @BookmarkId, @nowMs, @nowMs, @Payload, @Priority)
        """,
        new { job.Id, job.Kind, State = Spelled(job.State), job.WorkspaceId, job.BookmarkId, nowMs, job.Payload, job.Priority });

    /// <summary>The job that goes next, marked as running; null when none is due.</summary>
    public static Job? Begin(Change change, long nowMs) => change.Single<Row>(
        $"""
        update jobs set state = 'processing', attempts = attempts + 1, started_at_ms = @nowMs, finished_at_ms = null, progress_percent = 0
        where id = (select id from jobs where state = 'queued' and due_at_ms <= @nowMs order by priority desc, created_at_ms, id limit 1)
        returning {Columns}
        """,
        new { nowMs })?.ToJob();

    public static Job? Find(Change change, string id) =>
        change.Single<Row>($"select {Columns} from jobs where id = @id", new { id })?.ToJob();

    public static Job? Find(IDbConnection connection, string id) =>
        connection.QuerySingleOrDefault<Row>($"select {Columns} from jobs where id = @id", new { id })?.ToJob();

    public static IReadOnlyList<Job> Find(IDbConnection connection, IReadOnlyCollection<string> ids) =>
        [.. connection.Query<Row>($"select {Columns} from jobs where id in @ids", new { ids }).Select(r => r.ToJob())];

    public static (IReadOnlyList<Job> Jobs, long Total) List(
        IDbConnection connection, JobState? state, IReadOnlyCollection<string>? workspaces, int offset, int limit)
    {
        var where = "where (@state is null or state = @state)" + (workspaces is null ? "" : " and (workspace_id is null or workspace_id in @workspaces)");
        var arguments = new { state = state is { } s ? Spelled(s) : null, workspaces, offset, limit };
        var total = connection.QuerySingle<long>($"select count(*) from jobs {where}", arguments);
        var rows = connection.Query<Row>($"select {Columns} from jobs {where} order by created_at_ms desc, id desc limit @limit offset @offset", arguments);
        return ([.. rows.Select(r => r.ToJob())], total);
    }

    /// <summary>Jobs that are not done, by the bookmark they belong to.</summary>
    public static IReadOnlyList<Job> Open(Change change, string bookmarkId) => [.. change.Query<Row>(
        $"select {Columns} from jobs where bookmark_id = @bookmarkId and state in ('queued', 'processing')", new { bookmarkId }).Select(r => r.ToJob())];

    /// <summary>Stores how a job stands.</summary>
    public static void Set(Change change, Job job, long nowMs, long? dueAtMs = null) => change.Execute(
        """
        update jobs set state = @state, progress_percent = @ProgressPercent, error_text = @ErrorText, priority = @Priority,
            finished_at_ms = @finished, due_at_ms = @due
        where id = @Id
        """,
        new
        {
            job.Id,
            state = Spelled(job.State),
            job.ProgressPercent,
            job.ErrorText,
            job.Priority,
            finished = job.State is JobState.Queued or JobState.Processing ? (long?)null : nowMs,
            due = dueAtMs ?? nowMs,
        });

    /// <summary>Puts what ran when the box went down back into the queue; the interrupted try does not count.</summary>
    public static void Resume(Change change) => change.Execute(
        "update jobs set state = 'queued', attempts = attempts - 1, due_at_ms = 0 where state = 'processing'");

    /// <summary>When the next waiting job is due, in Unix ms; null when none waits.</summary>
    public static long? NextDue(IDbConnection connection) =>
        connection.QuerySingle<long?>("select min(due_at_ms) from jobs where state = 'queued'");

    /// <summary>How many there are of each state, those that ended long ago left out.</summary>
    public static IReadOnlyDictionary<JobState, long> Counts(IDbConnection connection)
    {
        var rows = connection.Query<(string State, long Count)>("select state, count(*) from jobs group by state").ToDictionary(r => r.State, r => r.Count);
        return Enum.GetValues<JobState>().ToDictionary(s => s, s => rows.GetValueOrDefault(Spelled(s)));
    }

    /// <summary>How many wait or run.</summary>
    public static long Depth(IDbConnection connection) =>
        connection.QuerySingle<long>("select count(*) from jobs where state in ('queued', 'processing')");

    /// <summary>Forgets what ended long ago, but for the newest.</summary>
    public static void Trim(Change change)
    {
        change.Execute("delete from jobs where state in ('complete', 'cancelled') and id not in (select id from jobs where state in ('complete', 'cancelled') order by created_at_ms desc limit 1000)");
        change.Execute("delete from jobs where state = 'error' and id not in (select id from jobs where state = 'error' order by created_at_ms desc limit 500)");
    }

    /// <summary>The state of that name.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static JobState? ParseState(string? name) => name is null
        ? null
        : Enum.GetValues<JobState>().Cast<JobState?>().FirstOrDefault(s => Spelled(s!.Value) == name) // not null: the values of the enumeration
            ?? throw Refusal.Invalid("state", "is one of queued, processing, complete, error, cancelled.");

    private static string Spelled(JobState state) => state.ToString().ToLowerInvariant();

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public int ProgressPercent { get; init; }
        public int Attempts { get; init; }
        public string? ErrorText { get; init; }
        public string? WorkspaceId { get; init; }
        public string? BookmarkId { get; init; }
        public long CreatedAtMs { get; init; }
        public long? StartedAtMs { get; init; }
        public long? FinishedAtMs { get; init; }
        public string Payload { get; init; } = "";
        public int Priority { get; init; }

        public Job ToJob() => new()
        {
            Id = Id,
            Kind = Kind,
            State = Enum.Parse<JobState>(State, ignoreCase: true),
            ProgressPercent = ProgressPercent,
            Attempts = Attempts,
            ErrorText = ErrorText,
            WorkspaceId = WorkspaceId,
            BookmarkId = BookmarkId,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs),
            StartedAt = StartedAtMs is { } s ? DateTimeOffset.FromUnixTimeMilliseconds(s) : null,
            FinishedAt = FinishedAtMs is { } f ? DateTimeOffset.FromUnixTimeMilliseconds(f) : null,
            Payload = Payload,
            Priority = Priority,
        };
    }
}
