using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>What plays now, and reports of players.</summary>
internal sealed class SessionRoutes(FakePms pms)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/status/sessions", SessionsAsync);
        routes.MapMethods("/:/timeline", ["GET", "POST"], TimelineAsync);
    }

    private async Task SessionsAsync(HttpContext context)
    {
        if (!await pms.OwnerOnlyAsync(context))
            return;
        var rows = pms.Sessions.Values.Select(r => r.DeepClone()).ToArray();
        var container = new JsonObject { ["size"] = rows.Length };
        if (rows.Length > 0)
            container["Metadata"] = new JsonArray(rows);
        if (pms.Switches.DriftSeed is { } seed)
            Drift.Apply(container, seed);
        await Wire.ContainerAsync(context, container);
    }

    private Task TimelineAsync(HttpContext context)
    {
        pms.Timelines.Add(context.Request.QueryString.Value ?? "");
        return context.Request.Headers["X-Plex-Client-Identifier"].Count == 0
            ? Wire.ErrorAsync(context, 400)
            : Wire.ContainerAsync(context, new JsonObject { ["size"] = 0 });
    }
}

/// <summary>Makes rows of running sessions: the usual one and the odd ones.</summary>
public static class FakeSessions
{
    /// <summary>Someone plays a title.</summary>
    /// <param name="pms">The server.</param>
    /// <param name="sessionKey">Session's key.</param>
    /// <param name="item">What plays.</param>
    /// <param name="user">Who.</param>
    /// <param name="viewOffsetMs">Where, in ms.</param>
    /// <param name="state">playing, paused or buffering.</param>
    /// <param name="plays">Which version; null for the first.</param>
    public static void Play(
        this FakePms pms, string sessionKey, FakeItem item, FakeUser user, long viewOffsetMs, string state = "playing", FakeVersion? plays = null)
    {
        var version = plays ?? item.Versions[0];
        pms.Sessions[sessionKey] = new JsonObject
        {
            ["sessionKey"] = sessionKey,
            ["ratingKey"] = item.RatingKey,
            ["key"] = $"/library/metadata/{item.RatingKey}",
            ["guid"] = item.PlexGuid,
            ["type"] = item.Type,
            ["title"] = item.Title,
            ["grandparentTitle"] = item.Parent?.Parent?.Title,
            ["duration"] = item.DurationMs,
            ["viewOffset"] = viewOffsetMs,
            ["librarySectionID"] = item.SectionKey,
            ["Media"] = new JsonArray(new JsonObject
            {
                // Ids are texts here, unlike everywhere else.
                ["id"] = Wire.Text(version.Id),
                ["selected"] = true,
                ["Part"] = new JsonArray(new JsonObject { ["id"] = Wire.Text(version.Parts[0].Id), ["decision"] = "directplay", ["selected"] = true, ["key"] = version.Parts[0].Key }),
            }),
            ["User"] = new JsonObject { ["id"] = user.Id == pms.Owner?.Id ? "1" : Wire.Text(user.Id), ["title"] = user.Title },
            ["Player"] = new JsonObject
            {
                ["address"] = "::ffff:192.168.1.20",
                ["local"] = true,
                ["machineIdentifier"] = "player-1",
                ["platform"] = "webOS",
                ["product"] = "Plex for LG",
                ["state"] = state,
                ["title"] = "Living room",
                ["userID"] = user.Id,
            },
            ["Session"] = new JsonObject { ["id"] = $"s{sessionKey}", ["bandwidth"] = 20_000, ["location"] = "lan" },
        };
    }

    /// <summary>Live television, a preroll, theme music, an unknown clip, a row without a player: what must not be offered as a film.</summary>
    public static void PlayOddThings(this FakePms pms)
    {
        pms.Sessions["90"] = new JsonObject { ["sessionKey"] = "90", ["live"] = "1", ["key"] = "/livetv/sessions/abc", ["type"] = "episode", ["title"] = "News" };
        pms.Sessions["91"] = new JsonObject { ["sessionKey"] = "91", ["type"] = "clip", ["librarySectionID"] = -3, ["ratingKey"] = "9999" };
        pms.Sessions["92"] = new JsonObject { ["sessionKey"] = "92", ["type"] = "track", ["guid"] = "library://x", ["title"] = "Theme" };
        pms.Sessions["93"] = new JsonObject { ["sessionKey"] = "93", ["type"] = "movie", ["ratingKey"] = "", ["title"] = null, ["User"] = null };
    }
}
