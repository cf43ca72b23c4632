using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>Collections, playlists, what was begun and what is new.</summary>
internal sealed class ListRoutes(FakePms pms)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/library/sections/{key}/collections", CollectionsAsync);
        routes.MapGet("/library/collections/{key}/children", (HttpContext context, string key) => ItemsAsync(context, key, false));
        routes.MapGet("/library/collections/{key}/items", (HttpContext context, string key) => ItemsAsync(context, key, false));
        routes.MapGet("/playlists", PlaylistsAsync);
        routes.MapGet("/playlists/{key}/items", (HttpContext context, string key) => ItemsAsync(context, key, true));
        routes.MapGet("/library/onDeck", OnDeckAsync);
        routes.MapGet("/library/recentlyAdded", RecentAsync);
    }

    private Task CollectionsAsync(HttpContext context, string key) =>
        Rows(context, pms.Library.Lists.Where(l => l.SectionKey == key).Select(l => new JsonObject
        {
            ["ratingKey"] = l.Key,
            ["key"] = $"/library/collections/{l.Key}/children",
            ["type"] = "collection",
            ["subtype"] = "movie",
            ["title"] = l.Title,
            ["childCount"] = Wire.Text(l.Items.Count),
            ["smart"] = "1",
            ["minYear"] = "1999",
        }));

    private Task PlaylistsAsync(HttpContext context) =>
        Rows(context, pms.Library.Lists.Where(l => l.SectionKey is null).Select(l => new JsonObject
        {
            ["ratingKey"] = l.Key,
            ["key"] = $"/playlists/{l.Key}/items",
            ["type"] = "playlist",
            ["title"] = l.Title,
            ["playlistType"] = "video",
            ["smart"] = false,
            ["leafCount"] = l.Items.Count,
            ["duration"] = l.Items.Sum(i => i.DurationMs),
        }));

    private static Task Rows(HttpContext context, IEnumerable<JsonObject> rows)
    {
        JsonNode[] all = [.. rows];
        var container = new JsonObject { ["size"] = all.Length, ["totalSize"] = all.Length, ["offset"] = 0 };
        if (all.Length > 0)
            container["Metadata"] = new JsonArray(all);
        return Wire.ContainerAsync(context, container);
    }

    private Task ItemsAsync(HttpContext context, string key, bool playlist)
    {
        var list = pms.Library.Lists.FirstOrDefault(l => l.Key == key && l.SectionKey is null == playlist);
        if (list is null)
            return Wire.ErrorAsync(context, 404);
        var user = FakePms.UserOf(context);
        return Paging.AnswerAsync(context, pms, [.. list.Items.Where(i => pms.Library.Sees(user, i))], new JsonObject { ["duration"] = list.Items.Sum(i => i.DurationMs) / 1000 });
    }

    private Task OnDeckAsync(HttpContext context)
    {
        var user = FakePms.UserOf(context);
        return Paging.AnswerAsync(context, pms, [.. pms.Library.Items.Where(i => i.ViewOffsetMs > 0 && pms.Library.Sees(user, i))], []);
    }

    private Task RecentAsync(HttpContext context)
    {
        var user = FakePms.UserOf(context);
        return Paging.AnswerAsync(
            context, pms, [.. pms.Library.Items.Where(i => i.Type is "movie" or "episode" && pms.Library.Sees(user, i)).OrderByDescending(i => i.AddedAt)], []);
    }
}
