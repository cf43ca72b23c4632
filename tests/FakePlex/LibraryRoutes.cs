using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>Sections, listings, titles and what is below them.</summary>
internal sealed class LibraryRoutes(FakePms pms)
{
    private static readonly Dictionary<string, string> Types = new() { ["1"] = "movie", ["2"] = "show", ["3"] = "season", ["4"] = "episode" };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/library/sections", SectionsAsync);
        routes.MapGet("/library/sections/all", SectionsAsync);
        routes.MapGet("/library/sections/{key}/all", ListAsync);
        routes.MapGet("/library/sections/{key}/firstCharacter", LettersAsync);
        routes.MapGet("/library/all", ByGuidAsync);
        routes.MapGet("/library/metadata/{keys}", ItemsAsync);
        routes.MapGet("/library/metadata/{key}/children", ChildrenAsync);
        routes.MapGet("/library/metadata/{key}/allLeaves", LeavesAsync);
    }

    private Task SectionsAsync(HttpContext context)
    {
        var user = FakePms.UserOf(context);
        var rows = pms.Library.Sections.Where(s => pms.Library.Sees(user, s.Key)).Select(section => new JsonObject
        {
            ["key"] = section.Key,
            ["type"] = section.Type,
            ["title"] = section.Title,
            ["agent"] = section.Agent,
            ["scanner"] = "Plex Movie",
            ["language"] = "en-US",
            ["uuid"] = $"00000000-0000-0000-0000-{section.Key.PadLeft(12, '0')}",
            ["refreshing"] = false,
            ["hidden"] = 0,
            ["updatedAt"] = 1_700_000_000,
            ["Location"] = new JsonArray(new JsonObject { ["id"] = 1, ["path"] = section.Path }),
        }).ToArray();
        var container = new JsonObject { ["size"] = rows.Length, ["allowSync"] = false, ["title1"] = "Plex Library" };
        if (rows.Length > 0)
            container["Directory"] = new JsonArray(rows);
        if (pms.Switches.DriftSeed is { } seed)
            Drift.Apply(container, seed);
        return Wire.ContainerAsync(context, container);
    }

    private Task ListAsync(HttpContext context, string key)
    {
        var section = pms.Library.Sections.FirstOrDefault(s => s.Key == key);
        if (section is null || !pms.Library.Sees(FakePms.UserOf(context), key))
            return Wire.ErrorAsync(context, 404);
        var query = context.Request.Query;
        var type = Types.GetValueOrDefault(query["type"].ToString(), section.Type);
        IReadOnlyList<FakeItem> rows = pms.Library.Sorted(key, type, query["sort"].ToString() is { Length: > 0 } sort ? sort : "titleSort");
        if (query["title"].ToString() is { Length: > 0 } title)
            rows = [.. rows.Where(i => i.Title.Contains(title, StringComparison.OrdinalIgnoreCase))];
        if (int.TryParse(query["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year))
            rows = [.. rows.Where(i => i.Year == year)];
        return Paging.AnswerAsync(context, pms, rows, Head(section));
    }

    private Task LettersAsync(HttpContext context, string key)
    {
        if (pms.Library.Sections.All(s => s.Key != key) || !pms.Library.Sees(FakePms.UserOf(context), key))
            return Wire.ErrorAsync(context, 404);
        var rows = pms.Library.Items.Where(i => i.SectionKey == key && i.Parent is null).GroupBy(i => i.Title[..1])
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new JsonObject { ["key"] = g.Key, ["title"] = g.Key, ["size"] = Wire.Text(g.Count()) });
        return Wire.ContainerAsync(context, new JsonObject { ["Directory"] = new JsonArray([.. rows]) });
    }

    private Task ByGuidAsync(HttpContext context)
    {
        var guid = context.Request.Query["guid"].ToString();
        var user = FakePms.UserOf(context);
        return Paging.AnswerAsync(context, pms, [.. pms.Library.Items.Where(i => i.PlexGuid == guid && pms.Library.Sees(user, i))], []);
    }

    private Task ItemsAsync(HttpContext context, string keys)
    {
        var user = FakePms.UserOf(context);
        var found = keys.Split(',').Select(pms.Library.Find).OfType<FakeItem>().Where(i => pms.Library.Sees(user, i)).ToList();
        if (found.Count == 0 && !pms.Switches.MissingIsEmpty)
            return Wire.ErrorAsync(context, 404);
        var container = new JsonObject { ["identifier"] = "com.plexapp.plugins.library" };
        if (found.Count > 0)
            container["librarySectionID"] = long.Parse(found[0].SectionKey, CultureInfo.InvariantCulture);
        return Paging.AnswerAsync(context, pms, found, container, full: true);
    }

    private Task ChildrenAsync(HttpContext context, string key)
    {
        if (pms.Library.Find(key) is not { } parent || !pms.Library.Sees(FakePms.UserOf(context), parent))
            return Wire.ErrorAsync(context, 404);
        var container = Head(pms.Library.Sections.First(s => s.Key == parent.SectionKey));
        container["parentTitle"] = parent.Title;
        container["key"] = key;
        // The pseudo row of all episodes, unless it was declined.
        if (parent.Type == "show" && context.Request.Query["excludeAllLeaves"] != "1")
        {
            container["Directory"] = new JsonArray(new JsonObject
            {
                ["key"] = $"/library/metadata/{key}/allLeaves",
                ["title"] = "All episodes",
                ["leafCount"] = 2,
            });
        }
        return Paging.AnswerAsync(context, pms, pms.Library.ChildrenOf(parent), container);
    }

    private Task LeavesAsync(HttpContext context, string key)
    {
        if (pms.Library.Find(key) is not { } show || !pms.Library.Sees(FakePms.UserOf(context), show))
            return Wire.ErrorAsync(context, 404);
        IReadOnlyList<FakeItem> rows = show.Type == "show" ? [.. pms.Library.ChildrenOf(show).SelectMany(pms.Library.ChildrenOf)] : [];
        return Paging.AnswerAsync(context, pms, rows, []);
    }

    private static JsonObject Head(FakeSection section) => new()
    {
        ["librarySectionID"] = long.Parse(section.Key, CultureInfo.InvariantCulture),
        ["librarySectionTitle"] = section.Title,
        ["identifier"] = "com.plexapp.plugins.library",
        ["mediaTagVersion"] = 1_676_975_406,
    };
}
