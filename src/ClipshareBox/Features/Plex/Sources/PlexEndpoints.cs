using ClipshareBox.Features.Sources;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>The addresses of servers: their state, a trial, and short ways to the first one's lists.</summary>
internal static class PlexEndpoints
{
    public static void MapPlexServers(this IEndpointRouteBuilder api)
    {
        var plex = api.MapGroup("/plex").WithTags("Plex");
        plex.MapGet("/config", (PlexStand stand) => Reply.Ok(stand.Config())).RequireAuthorization(Policies.Admin);
        plex.MapPost("/config", async (SourceActions sources, Caller caller, NewSource wanted, CancellationToken ct) =>
            Reply.Created(await sources.AddAsync(caller, wanted with { Kind = PlexSource.Name }, ct))).RequireAuthorization(Policies.Admin);
        plex.MapPost("/connect", async (PlexConnect connect, PlexTry wanted, CancellationToken ct) =>
            Reply.Ok(await connect.TryAsync(wanted.Url, wanted.Token, ct))).RequireAuthorization(Policies.Admin);
        plex.MapGet("/libraries", LibrariesAsync);
        plex.MapGet("/library", LibrariesAsync);
        plex.MapGet("/library/{id}/items", async (PlexServers servers, MediaActions media, Caller caller, string id, string? search, string? sort, Paging paging, CancellationToken ct) =>
        {
            var loaded = await media.ItemsAsync(caller, First(servers), id.Contains('-', StringComparison.Ordinal) ? id : $"section-{id}", search, sort, paging, ct);
            return Reply.Ok(loaded.Value, loaded.IsDegraded);
        });
        plex.MapGet("/collections", async (PlexServers servers, MediaActions media, Caller caller, string library, Paging paging, CancellationToken ct) =>
        {
            var loaded = await media.ItemsAsync(caller, First(servers), $"collections-{library}", null, null, paging, ct);
            return Reply.Ok(loaded.Value, loaded.IsDegraded);
        });
        plex.MapGet("/hls", (string contentKey) => TypedResults.Redirect($"/api/media/{Uri.EscapeDataString(contentKey)}/stream.m3u8"));
    }

    private static async Task<Reply<IReadOnlyList<Library>>> LibrariesAsync(PlexServers servers, MediaActions media, Caller caller, CancellationToken ct)
    {
        var loaded = await media.LibrariesAsync(caller, First(servers), ct);
        return Reply.Ok(loaded.Value, loaded.IsDegraded);
    }

    private static string First(PlexServers servers) => servers.All() is [var first, ..]
        ? first.Source.Id
        : throw new Refusal(ErrorCode.NotFound, "No Plex server is connected; add one under the box's sources.");
}
