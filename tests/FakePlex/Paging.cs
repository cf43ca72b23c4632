using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FakePlex;

/// <summary>Pages as Plex does: by header or query; a lone size in the query counts for nothing; size 0 is the total alone.</summary>
internal static class Paging
{
    private const int Huge = 500;

    public static Task AnswerAsync(HttpContext context, FakePms pms, IReadOnlyList<FakeItem> rows, JsonObject container, bool full = false)
    {
        var page = PageOf(context, pms, rows.Count);
        var shown = rows.Skip(page?.Start ?? 0).Take(page?.Size ?? int.MaxValue).ToList();
        if (page is null && rows.Count > Huge)
            pms.Calls.UnpagedHuge++;
        var array = new JsonArray();
        foreach (var item in shown)
            array.Add(new ItemJson(pms, context).Row(item, full));
        if (pms.Switches.MalformedRow && array.Count > 0)
            array.Insert(0, new JsonObject { ["type"] = "movie", ["ratingKey"] = new JsonObject { ["odd"] = 1 }, ["Media"] = "none" });
        container["size"] = array.Count;
        if (page is not null)
        {
            container["offset"] = page.Value.Start;
            container["totalSize"] = rows.Count;
            context.Response.Headers["X-Plex-Container-Start"] = Wire.Text(page.Value.Start);
            context.Response.Headers["X-Plex-Container-Total-Size"] = Wire.Text(rows.Count);
        }
        // Zero rows: the list is not there at all.
        if (array.Count > 0)
            container["Metadata"] = array;
        if (pms.Switches.DriftSeed is { } seed)
            Drift.Apply(container, seed);
        return Wire.ContainerAsync(context, container);
    }

    private static (int Start, int Size)? PageOf(HttpContext context, FakePms pms, int total)
    {
        var start = Number(context.Request.Headers["X-Plex-Container-Start"]) ?? Number(context.Request.Query["X-Plex-Container-Start"]);
        var size = Number(context.Request.Headers["X-Plex-Container-Size"]);
        if (size is null && start is not null)
            size = Number(context.Request.Query["X-Plex-Container-Size"]);
        if (size is null || !pms.Switches.HonoursPaging)
            return null;
        var from = Math.Min(start ?? 0, total);
        if (pms.Switches.RepeatsRowBetweenPages && from > 0)
            from--;
        return (from, Math.Min(size.Value, pms.Switches.MaxPage ?? int.MaxValue));
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
