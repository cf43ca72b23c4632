using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Platform;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Settings;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Backups;

/// <summary>The front door of backups.</summary>
internal static class BackupsFeature
{
    public static void AddBackups(this IServiceCollection services)
    {
        services.AddSingleton<BackupActions>();
        services.AddSingleton<IJsonTypeInfoResolver>(BackupsJson.Default);
    }

    public static void MapBackups(this IEndpointRouteBuilder api)
    {
        var backups = api.MapGroup("/admin/backups").WithTags("Administration").RequireAuthorization(Policies.Admin);
        backups.MapGet("/", (BackupActions actions) => Reply.Ok(actions.List())).WithSummary("All backups of the store, the newest first.");
        backups.MapPost("/", (BackupActions actions, Caller caller) => Reply.Created(actions.Make(caller))).WithSummary("Copies the store as it is now.");
        backups.MapPost("/upload", UploadAsync)
            .WithSummary("Takes in a backup as the body of the request, up to 1 GB, and checks it: 415 where it could not be put back.");
        backups.MapGet("/{name}", (BackupActions actions, string name) => Reply.Ok(actions.Look(name)))
            .WithSummary("What a backup holds beside what the store holds now, and whether it can be put back.");
        backups.MapGet("/{name}/file", (BackupActions actions, Caller caller, string name) =>
            Results.File(actions.Fetch(caller, name), "application/vnd.sqlite3", name)).WithSummary("The backup itself. It holds password hashes: keep it safe.");
        backups.MapDelete("/{name}", (BackupActions actions, Caller caller, string name) =>
        {
            actions.Delete(caller, name);
            return Reply.Done();
        }).WithSummary("Deletes a backup.");
        backups.MapPost("/{name}/restore", (BackupActions actions, Comeback comeback, Caller caller, HttpResponse response, string name) =>
        {
            var begun = actions.Restore(caller, name);
            response.OnCompleted(() =>
            {
                comeback.Ask();
                return Task.CompletedTask;
            });
            return new Reply<RestoreBegun>(begun, StatusCodes.Status202Accepted);
        }).WithSummary("Puts a backup in the place of the store: the box stops, is back after some seconds, and all sign in anew. The present store becomes a backup. 409 while a clip is on air.");
    }

    private static async Task<IResult> UploadAsync(
        BackupActions actions, BackupShelf shelf, BoxSettings settings, Caller caller, HttpRequest request, CancellationToken ct)
    {
        shelf.RequirePlace();
        var part = shelf.NewPart();
        try
        {
            await BackupBody.ReceiveAsync(request, settings, part, ct);
            return Reply.Created(actions.Take(caller, part));
        }
        finally
        {
            File.Delete(part);
        }
    }
}
