using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>Who a token is, keeping it alive, signing out, webhooks.</summary>
internal sealed class TvPeople(FakePlexTv tv)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v2/user", UserAsync);
        routes.MapGet("/api/v2/ping", PingAsync);
        routes.MapDelete("/api/v2/users/signout", SignOutAsync);
        routes.MapGet("/api/v2/home/users", HomeAsync);
        routes.MapGet("/api/v2/user/webhooks", WebhooksAsync);
        routes.MapPost("/api/v2/user/webhooks", AddWebhookAsync);
    }

    private async Task UserAsync(HttpContext context)
    {
        if (await tv.WhoAsync(context) is not { } user)
            return;
        var body = new JsonObject
        {
            ["id"] = user.Id,
            ["uuid"] = user.Uuid,
            ["username"] = user.Username,
            ["title"] = user.Title,
            ["email"] = user.Restricted ? null : user.Email,
            ["friendlyName"] = user.Title,
            ["thumb"] = $"https://plex.tv/users/{user.Uuid}/avatar?c=1700000000",
            ["authToken"] = context.Request.Headers["X-Plex-Token"].ToString(),
            ["home"] = user.Restricted,
            ["guest"] = false,
            ["restricted"] = user.Restricted,
            ["joinedAt"] = 1_500_000_000,
            ["subscription"] = new JsonObject { ["active"] = true, ["status"] = "Active", ["plan"] = "lifetime", ["features"] = new JsonArray("webhooks") },
            ["profile"] = new JsonObject { ["defaultAudioLanguages"] = "en,de" },
        };
        if (tv.Switches.DriftSeed is { } seed)
            Drift.Apply(body, seed);
        if (Wire.WantsJson(context.Request))
            await Wire.JsonAsync(context, body);
        else
            await Wire.XmlAsync(context, "user", body);
    }

    private async Task PingAsync(HttpContext context)
    {
        if (await tv.WhoAsync(context) is not null)
            await Wire.JsonAsync(context, new JsonObject { ["pong"] = true });
    }

    private async Task SignOutAsync(HttpContext context)
    {
        if (await tv.WhoAsync(context) is null)
            return;
        tv.Forget(context.Request.Headers["X-Plex-Token"].ToString());
        context.Response.StatusCode = 204;
    }

    private async Task HomeAsync(HttpContext context)
    {
        if (await tv.WhoAsync(context) is not { } user)
            return;
        var rows = tv.Users.Values.Where(u => u.Restricted || u.Id == user.Id).Select(u => new JsonObject
        {
            ["id"] = u.Id,
            ["uuid"] = u.Uuid,
            ["title"] = u.Title,
            ["username"] = u.Username,
            ["restricted"] = u.Restricted,
            ["admin"] = u.Id == user.Id,
        });
        await Wire.JsonAsync(context, new JsonObject { ["id"] = 1, ["name"] = "Home", ["users"] = new JsonArray([.. rows]) });
    }

    private async Task WebhooksAsync(HttpContext context)
    {
        if (await tv.WhoAsync(context) is not null)
            await Wire.JsonAsync(context, Hooks());
    }

    private async Task AddWebhookAsync(HttpContext context)
    {
        if (await tv.WhoAsync(context) is null)
            return;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        foreach (var url in form["urls[]"].Concat(form["url"]).OfType<string>())
            tv.Webhooks.Add(url);
        await Wire.JsonAsync(context, Hooks(), 201);
    }

    private JsonArray Hooks() => new([.. tv.Webhooks.Select(url => new JsonObject { ["url"] = url })]);
}
