using System.Text.Json.Serialization;

namespace ClipshareBox.Platform.Jobs;

/// <summary>Where a job stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>Waits for its turn, or for its next try.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>Runs.</summary>
    [JsonStringEnumMemberName("processing")]
    Processing,

    /// <summary>Done.</summary>
    [JsonStringEnumMemberName("complete")]
    Complete,

    /// <summary>Failed for good; <see cref="Job.ErrorText"/> says why.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>Somebody stopped it.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}

/// <summary>A piece of work that outlives requests and restarts.</summary>
public sealed record Job
{
    /// <summary>Its name; sorts by time of making.</summary>
    public required string Id { get; init; }

    /// <summary>What it does, such as <c>cut</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>0 to 100.</summary>
    public int ProgressPercent { get; init; }

    /// <summary>Times it was begun.</summary>
    public int Attempts { get; init; }

    /// <summary>Why it failed, or why it waits for another try.</summary>
    public string? ErrorText { get; init; }

    /// <summary>The workspace it belongs to.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>The bookmark it belongs to.</summary>
    public string? BookmarkId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its last try began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What its kind needs to know, in that kind's own JSON.</summary>
    [JsonIgnore]
    public string Payload { get; init; } = "{}";

    /// <summary>Higher goes first: 0 as usual, 100 for what is about to roll.</summary>
    [JsonIgnore]
    public int Priority { get; init; }
}

/// <summary>A job that is wanted.</summary>
/// <param name="Kind">The kind that knows how to do it.</param>
/// <param name="Payload">What that kind needs to know, in its own JSON.</param>
/// <param name="WorkspaceId">The workspace whose listeners hear of it.</param>
/// <param name="BookmarkId">The bookmark it belongs to.</param>
/// <param name="Priority">Higher goes first.</param>
internal sealed record NewJob(string Kind, string Payload, string? WorkspaceId = null, string? BookmarkId = null, int Priority = 0);

/// <summary>
/// A kind of job. It may be begun anew at any time, after a restart too: whatever it makes it makes aside and gives a name last.
/// </summary>
/// <param name="Name">As in <see cref="Job.Kind"/>.</param>
/// <param name="RunAsync">Does it; reports 0 to 1; stops within a second of its cancellation and leaves nothing behind.</param>
/// <param name="Ended">Told, within the transaction that stores it, how the job ended for good.</param>
internal sealed record JobKind(
    string Name,
    Func<Job, IProgress<double>, CancellationToken, Task> RunAsync,
    Action<Store.Change, Job>? Ended = null);
