using System.Text.Json;
using System.Text.Json.Serialization;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Platform.Jobs;

/// <summary>Who may see and change jobs; the feature that knows the workspaces says.</summary>
/// <param name="Workspaces">Workspaces whose jobs a caller may see; null for all.</param>
/// <param name="CheckChange">Throws <see cref="Refusal"/> where the caller may not change the job.</param>
internal sealed record JobRights(Func<Caller, IReadOnlyCollection<string>?> Workspaces, Action<Caller, Job> CheckChange)
{
    /// <summary>The job, where the caller may see it.</summary>
    /// <exception cref="Refusal">He may not know of it.</exception>
    public Job Check(Caller caller, Job job) =>
        Workspaces(caller) is { } seen && job.WorkspaceId is { } workspaceId && !seen.Contains(workspaceId) ? throw Refusal.NotFound("job") : job;

    /// <summary>The job, where the caller may change it.</summary>
    /// <exception cref="Refusal">He may not.</exception>
    public Job ForChange(Caller caller, Job job)
    {
        CheckChange(caller, Check(caller, job));
        return job;
    }
}

/// <summary>The jobs' addresses, and what they put into the box.</summary>
internal static class JobsEndpoints
{
    public static void AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobFigures>();
        services.AddHostedService<JobRunner>();
    }

    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("/", List);
        jobs.MapGet("/{id}", (JobQueue queue, Caller caller, JobRights rights, string id) => Reply.Ok(rights.Check(caller, queue.Get(id))));
        jobs.MapPost("/{id}/cancel", (JobQueue queue, Caller caller, JobRights rights, string id) =>
            Reply.Ok(queue.Cancel(rights.ForChange(caller, queue.Get(id)).Id)));
        jobs.MapPost("/{id}/retry", (JobQueue queue, Caller caller, JobRights rights, string id) =>
            Reply.Ok(queue.Retry(rights.ForChange(caller, queue.Get(id)).Id)));
    }

    private static Reply<IReadOnlyList<Job>> List(JobQueue queue, Caller caller, JobRights rights, string? state, Paging paging) =>
        Reply.Ok(queue.List(JobStore.ParseState(state), rights.Workspaces(caller), paging));
}

/// <summary>Jobs as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(IReadOnlyList<Job>))]
internal sealed partial class JobsJson : JsonSerializerContext;
