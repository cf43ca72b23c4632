using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Features.Clips;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Vtr;

/// <summary>The front door of the player and of the program page.</summary>
internal static class VtrFeature
{
    public static void AddVtr(this IServiceCollection services)
    {
        services.AddSingleton<ProgramPages>();
        services.AddSingleton<ProgramKey>();
        services.AddSingleton<Player>();
        services.AddSingleton<VtrActions>();
        services.AddSingleton<ProgramLink>();
        services.AddSingleton(provider => new RollSource((caller, clipId, bookmarkId, ct) =>
            provider.GetRequiredService<ClipActions>().ForRollAsync(caller, clipId, bookmarkId, ct)));
        services.AddSingleton(provider => new ClipGuard(id => provider.GetRequiredService<Player>().Holds(id)));
        services.AddHostedService<CueReturn>();
        services.AddSingleton<IJsonTypeInfoResolver>(VtrJson.Default);
        services.AddSnapshotPart<VtrActions, VtrState>("vtr", (actions, _, _) => actions.Get());
    }

    public static void MapVtr(this IEndpointRouteBuilder api)
    {
        var vtr = api.MapGroup("/vtr").WithTags("Playout").DisableRateLimiting();
        vtr.MapGet("/", (VtrActions actions) => Reply.Ok(actions.Get()));
        vtr.MapPost("/cue", async (VtrActions actions, Caller caller, VtrTarget target, CancellationToken ct) =>
            Reply.Ok(await actions.CueAsync(caller, target, ct)));
        vtr.MapPost("/fire", async (VtrActions actions, Caller caller, VtrTarget target, CancellationToken ct) =>
            Reply.Ok(await actions.FireAsync(caller, target, ct)));
        vtr.MapPost("/roll", (VtrActions actions, Caller caller, VtrPress? press) => Reply.Ok(actions.Roll(caller, press?.AtServerMs)));
        vtr.MapPost("/stop", (VtrActions actions, Caller caller) => Reply.Ok(actions.Halt(caller, VtrKey.Stop)));
        vtr.MapPost("/hold", (VtrActions actions, Caller caller) => Reply.Ok(actions.Halt(caller, VtrKey.Hold)));
        vtr.MapPost("/eject", (VtrActions actions, Caller caller) => Reply.Ok(actions.Halt(caller, VtrKey.Eject)));
        vtr.MapPost("/program-key", (VtrActions actions, Caller caller) => Reply.Created(actions.RenewKey(caller)));
    }

    /// <summary>What the program page reaches without a sign-in: its own connection, by key, and the clip in the player, by its passing address.</summary>
    public static void MapProgram(this IEndpointRouteBuilder routes)
    {
        routes.Map("/program/live", (HttpContext http, ProgramLink link, IHostApplicationLifetime life) => link.ServeAsync(http, life.ApplicationStopping))
            .AllowAnonymous().ExcludeFromDescription();
        routes.MapMethods("/program/clips/{ticket}", ["GET", "HEAD"], Media).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Media(HttpContext http, ProgramPages pages, string ticket)
    {
        if (pages.Of(ticket) is not { } clip || !File.Exists(clip.FilePath))
            throw Refusal.NotFound("clip in the player");
        http.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.File(clip.FilePath, "video/mp4", enableRangeProcessing: true);
    }
}
