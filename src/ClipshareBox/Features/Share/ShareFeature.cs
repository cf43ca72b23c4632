using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Devices.Samba;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Share;

/// <summary>The front door of the share.</summary>
internal static class ShareFeature
{
    public static void AddShare(this IServiceCollection services)
    {
        services.AddSingleton<SmbServer>();
        services.AddSingleton<ShareActions>();
        services.AddSingleton<IJsonTypeInfoResolver>(ShareJson.Default);
        services.AddHostedService<ShareRunner>();
    }

    public static void MapShare(this IEndpointRouteBuilder api)
    {
        var share = api.MapGroup("/share").WithTags("Share");
        share.MapGet("/", (ShareActions actions, HttpRequest request) => Reply.Ok(actions.Get(request.Host.Host)));
        share.MapPut("/", async (ShareActions actions, Caller caller, HttpRequest request, ShareChange wanted, CancellationToken ct) =>
        {
            await actions.UpdateAsync(caller, wanted, ct);
            return Reply.Ok(actions.Get(request.Host.Host));
        }).RequireAuthorization(Policies.Admin);
    }
}
