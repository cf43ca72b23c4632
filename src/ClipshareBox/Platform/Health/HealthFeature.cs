using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Platform.Health;

/// <summary>Whether the box lives and is ready, for watchdogs and start scripts; without sign-in and without secrets.</summary>
internal static class HealthFeature
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous().WithTags("Observation");
        routes.MapGet("/health/ready", Ready).AllowAnonymous().WithTags("Observation");
    }

    private static IResult Ready(Database database)
    {
        database.Read(c => c.QuerySingle<int>("select 1"));
        return Results.Text("ready");
    }
}
