using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>Both searches, with the errors that were measured.</summary>
internal sealed class SearchRoutes(FakePms pms)
{
    private static readonly string[] Hubs = ["movie", "show", "season", "episode", "artist", "album", "track", "actor", "director", "collection", "playlist"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/hubs/search", HubsAsync);
        routes.MapGet("/library/search", SearchAsync);
    }

    private Task HubsAsync(HttpContext context)
    {
        var query = context.Request.Query["query"].ToString();
        var limit = context.Request.Query["limit"].ToString() is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 3;
        if (limit == 0)
            return Wire.ErrorAsync(context, 500);
        var section = context.Request.Query["sectionId"].ToString();
        if (string.IsNullOrWhiteSpace(query) || (section.Length > 0 && pms.Library.Sections.All(s => s.Key != section)))
            return Wire.ErrorAsync(context, 400);
        var hubs = Hubs.Select(type => Hub(context, type, query.Length < 2 ? [] : Found(context, query, type).Take(limit)));
        return Wire.ContainerAsync(context, new JsonObject { ["size"] = Hubs.Length, ["Hub"] = new JsonArray([.. hubs]) });
    }

    private JsonObject Hub(HttpContext context, string type, IEnumerable<FakeItem> found)
    {
        var rows = found.Select(item =>
        {
            var row = new ItemJson(pms, context).Row(item, full: false);
            row["score"] = "0.73092";
            row["librarySectionID"] = long.Parse(item.SectionKey, CultureInfo.InvariantCulture);
            return row;
        }).ToArray();
        var hub = new JsonObject { ["title"] = type, ["type"] = type, ["hubIdentifier"] = type, ["size"] = rows.Length, ["more"] = false };
        if (rows.Length > 0)
            hub["Metadata"] = new JsonArray(rows);
        return hub;
    }

    private Task SearchAsync(HttpContext context)
    {
        if (pms.Switches.OldSearchOnly)
            return Wire.ErrorAsync(context, 404);
        var query = context.Request.Query["query"].ToString();
        if (string.IsNullOrWhiteSpace(query))
            return Wire.ErrorAsync(context, 400);
        var limit = int.TryParse(context.Request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 30;
        var rows = new[] { "movie", "show", "episode", "clip" }.SelectMany(type => Found(context, query, type)).Take(limit)
            .Select(item => new JsonObject { ["score"] = 0.89, ["Metadata"] = new ItemJson(pms, context).Row(item, full: false) }).ToArray();
        var container = new JsonObject { ["size"] = rows.Length };
        if (rows.Length > 0)
            container["SearchResult"] = new JsonArray(rows);
        if (pms.Switches.DriftSeed is { } seed)
            Drift.Apply(container, seed);
        return Wire.ContainerAsync(context, container);
    }

    private IEnumerable<FakeItem> Found(HttpContext context, string query, string type)
    {
        var user = FakePms.UserOf(context);
        return pms.Library.Items.Where(i =>
            i.Type == type && i.Title.Contains(query, StringComparison.OrdinalIgnoreCase) && pms.Library.Sees(user, i));
    }
}
