using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Status;

/// <summary>The front door of the dashboard.</summary>
internal static class StatusFeature
{
    public static void AddStatus(this IServiceCollection services)
    {
        services.AddSingleton<ServiceLook>();
        services.AddSingleton<StatusActions>();
        services.AddSingleton<IJsonTypeInfoResolver>(StatusJson.Default);
    }

    public static void MapStatus(this IEndpointRouteBuilder api) =>
        api.MapGet("/dashboard/status", async (StatusActions actions, TimeProvider clock, HttpRequest request, CancellationToken ct) =>
            Reply.Ok(await actions.GetAsync(request.Host.Host, clock, ct))).WithTags("Observation");
}
