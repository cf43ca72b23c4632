using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FakePlex;

/// <summary>Writes titles as a media server does: rows of lists are slim, the title itself is whole, extras come when asked for.</summary>
internal sealed class ItemJson(FakePms pms, HttpContext context)
{
    public JsonObject Row(FakeItem item, bool full)
    {
        var row = new JsonObject
        {
            ["ratingKey"] = item.RatingKey,
            ["key"] = $"/library/metadata/{item.RatingKey}{(item.Type is "show" or "season" ? "/children" : "")}",
            ["guid"] = item.PlexGuid,
            ["type"] = item.Type,
            ["title"] = item.Title,
            ["summary"] = $"About {item.Title}.",
            ["year"] = item.Year,
            ["thumb"] = $"/library/metadata/{item.RatingKey}/thumb/{item.UpdatedAt}",
            ["art"] = $"/library/metadata/{item.RatingKey}/art/{item.UpdatedAt}",
            ["addedAt"] = item.AddedAt,
            ["updatedAt"] = item.UpdatedAt,
            ["originallyAvailableAt"] = item.Year is { } year ? $"{year}-01-02" : null,
        };
        if (item.Versions.Count > 0 && !item.HidesDuration)
            row["duration"] = item.DurationMs;
        if (item.ViewOffsetMs is { } offset)
            row["viewOffset"] = offset;
        AddFamily(row, item);
        if (full)
            AddWhole(row, item);
        if (item.Versions.Count > 0)
            row["Media"] = new JsonArray([.. item.Versions.Select(v => new MediaJson(pms, context).Version(item, v, full))]);
        return row;
    }

    private void AddFamily(JsonObject row, FakeItem item)
    {
        if (item.Index is { } index)
            row["index"] = index;
        if (item.Type == "show")
        {
            var seasons = pms.Library.ChildrenOf(item);
            row["childCount"] = Wire.Text(seasons.Count);
            row["leafCount"] = seasons.Sum(s => pms.Library.ChildrenOf(s).Count);
        }
        if (item.Parent is not { } parent)
            return;
        row["parentRatingKey"] = parent.RatingKey;
        row["parentTitle"] = parent.Title;
        row["parentIndex"] = parent.Index;
        if (item.Type == "season")
            row["leafCount"] = pms.Library.ChildrenOf(item).Count;
        if (parent.Parent is not { } grand)
            return;
        row["grandparentRatingKey"] = grand.RatingKey;
        row["grandparentTitle"] = grand.Title;
    }

    private void AddWhole(JsonObject row, FakeItem item)
    {
        row["librarySectionID"] = long.Parse(item.SectionKey, System.Globalization.CultureInfo.InvariantCulture);
        row["librarySectionTitle"] = pms.Library.Sections.First(s => s.Key == item.SectionKey).Title;
        row["rating"] = 8.4;
        row["Rating"] = new JsonArray(new JsonObject { ["image"] = "imdb://image.rating", ["value"] = 7.4, ["type"] = "audience" });
        row["Genre"] = new JsonArray(new JsonObject { ["id"] = 39, ["filter"] = "genre=39", ["tag"] = "Action" });
        row["Image"] = new JsonArray(new JsonObject { ["alt"] = item.Title, ["type"] = "coverPoster", ["url"] = $"/library/metadata/{item.RatingKey}/thumb/{item.UpdatedAt}" });
        if (Asked("includeGuids"))
            row["Guid"] = new JsonArray(new JsonObject { ["id"] = "imdb://tt0000001" }, new JsonObject { ["id"] = "tmdb://1" });
        if (Asked("includeChapters") && item.Chapters.Count > 0)
        {
            row["Chapter"] = new JsonArray([.. item.Chapters.Select((c, at) => new JsonObject
            {
                ["id"] = 4521 + at,
                ["index"] = at + 1,
                ["tag"] = c.Title,
                ["startTimeOffset"] = c.StartMs,
                ["endTimeOffset"] = c.EndMs,
            })]);
        }
        if (Asked("includeMarkers") && item.Markers.Count > 0)
        {
            // Not in order, and all with one id, as measured.
            row["Marker"] = new JsonArray([.. item.Markers.OrderByDescending(m => m.StartMs).Select(m => new JsonObject
            {
                ["id"] = 3096,
                ["type"] = m.Type,
                ["startTimeOffset"] = m.StartMs,
                ["endTimeOffset"] = m.EndMs,
            })]);
        }
    }

    private bool Asked(string name) => context.Request.Query[name] == "1";
}
