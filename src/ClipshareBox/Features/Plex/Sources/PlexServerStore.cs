using System.Data;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>A server as it stands in the store.</summary>
internal sealed record PlexServerRow
{
    public string SourceId { get; init; } = "";

    /// <summary>Where it was found last.</summary>
    public string Address { get; init; } = "";

    /// <summary>The box's token there, sealed for <see cref="Purpose"/>.</summary>
    public string Token { get; init; } = "";

    /// <summary>Folders by two names, as JSON.</summary>
    public string PathMap { get; init; } = "[]";

    /// <summary>What the token is sealed for.</summary>
    public string Purpose => $"plex server {SourceId}";
}

/// <summary>The table <c>plex_servers</c>.</summary>
internal static class PlexServerStore
{
    public static PlexServerRow? Find(IDbConnection connection, string sourceId) => connection.QuerySingleOrDefault<PlexServerRow>(
        "select source_id, address, token, path_map from plex_servers where source_id = @sourceId", new { sourceId });

    public static void Put(Change change, PlexServerRow row) => change.Execute(
        """
        insert into plex_servers (source_id, address, token, path_map) values (@SourceId, @Address, @Token, @PathMap)
        on conflict (source_id) do update set address = @Address, token = @Token, path_map = @PathMap
        """,
        row);

    public static void Move(Change change, string sourceId, string address) =>
        change.Execute("update plex_servers set address = @address where source_id = @sourceId", new { sourceId, address });
}
