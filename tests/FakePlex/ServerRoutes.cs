using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>Who the server is and what it can.</summary>
internal sealed class ServerRoutes(FakePms pms)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/identity", IdentityAsync);
        routes.MapGet("/", RootAsync);
        routes.MapGet("/media/providers", RootAsync);
        routes.MapGet("/accounts", AccountsAsync);
    }

    private Task IdentityAsync(HttpContext context) => Wire.ContainerAsync(context, new JsonObject
    {
        ["size"] = 0,
        ["apiVersion"] = "1.2.2",
        ["claimed"] = !pms.Switches.Unclaimed,
        ["machineIdentifier"] = pms.MachineIdentifier,
        ["version"] = pms.Switches.Version,
    });

    private Task RootAsync(HttpContext context)
    {
        var body = new JsonObject
        {
            ["size"] = 3,
            ["friendlyName"] = pms.Name,
            ["machineIdentifier"] = pms.MachineIdentifier,
            ["version"] = pms.Switches.Version,
            ["platform"] = "Linux",
            ["platformVersion"] = "6.1.0",
            ["myPlex"] = !pms.Switches.Unclaimed,
            ["myPlexSigninState"] = pms.Switches.Unclaimed ? "none" : "ok",
            ["myPlexSubscription"] = true,
            ["allowSync"] = true,
            ["updatedAt"] = -1,
            ["livetv"] = 7,
        };
        if (FakePms.UserOf(context) is not { } user || user.Id == pms.Owner?.Id)
        {
            body["myPlexUsername"] = pms.Owner?.Username;
            body["transcoderVideo"] = true;
            body["transcoderActiveVideoSessions"] = pms.TranscodeSessions.Count;
        }
        if (pms.Switches.DriftSeed is { } seed)
            Drift.Apply(body, seed);
        return Wire.ContainerAsync(context, body);
    }

    private async Task AccountsAsync(HttpContext context)
    {
        if (!await pms.OwnerOnlyAsync(context))
            return;
        var rows = pms.Tokens.Values.DistinctBy(u => u.Id).Where(u => u.Id != pms.Owner?.Id)
            .Select(u => new JsonObject { ["id"] = u.Id, ["name"] = u.Title, ["key"] = $"/accounts/{u.Id}" });
        await Wire.ContainerAsync(context, new JsonObject
        {
            ["size"] = 2,
            ["Account"] = new JsonArray([
                new JsonObject { ["id"] = 0, ["name"] = "", ["key"] = "/accounts/0" },
                new JsonObject { ["id"] = 1, ["name"] = pms.Owner?.Title, ["key"] = "/accounts/1" },
                .. rows]),
        });
    }
}
