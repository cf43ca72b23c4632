using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>A server that was made known to plex.tv.</summary>
/// <param name="Server">The server.</param>
/// <param name="Owner">Who owns it.</param>
internal sealed record KnownServer(FakePms Server, FakeUser Owner);

/// <summary>A right of one person at one server.</summary>
/// <param name="Server">The server.</param>
/// <param name="User">The person.</param>
/// <param name="AccessToken">Good at that server only.</param>
/// <param name="Pending">Invited, not accepted.</param>
internal sealed record Share(FakePms Server, FakeUser User, string AccessToken, bool Pending);

/// <summary>Which servers there are, whose they are and who may use them: resources, users and shares.</summary>
public sealed class TvSharing(FakePlexTv tv)
{
    private readonly ConcurrentDictionary<string, KnownServer> _servers = new();
    private readonly ConcurrentDictionary<(string Server, long User), Share> _shares = new();

    /// <summary>Extra rows of a server's connections, before its own; for relays, dead and wrong addresses.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<FakeConnection>> ExtraConnections { get; } = new();

    /// <summary>The owner registers a server.</summary>
    /// <returns>The owner's access token at that server.</returns>
    public string Register(FakePms server, FakeUser owner)
    {
        _servers[server.MachineIdentifier] = new KnownServer(server, owner);
        server.Owner = owner;
        return Grant(server, owner, pending: false);
    }

    /// <summary>Shares a server.</summary>
    /// <returns>The person's access token at that server.</returns>
    public string ShareWith(FakePms server, FakeUser user, bool pending = false) => Grant(server, user, pending);

    /// <summary>Takes a share back.</summary>
    public void Unshare(FakePms server, FakeUser user)
    {
        if (_shares.TryRemove((server.MachineIdentifier, user.Id), out var share))
            server.Tokens.TryRemove(share.AccessToken, out _);
    }

    internal void TokenIssued(FakeUser user, string token)
    {
        // An owner's account token works at the own server; a guest's does not.
        foreach (var known in _servers.Values.Where(s => s.Owner.Id == user.Id))
            known.Server.Tokens[token] = user;
    }

    internal void TokenRevoked(string token)
    {
        foreach (var known in _servers.Values)
            known.Server.Tokens.TryRemove(token, out _);
    }

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v2/resources", ResourcesAsync);
        routes.MapGet("/api/users", UsersAsync);
        routes.MapGet("/api/servers/{id}/shared_servers", SharedServersAsync);
        routes.MapGet("/api/v2/friends", FriendsAsync);
    }

    private string Grant(FakePms server, FakeUser user, bool pending)
    {
        var token = tv.Switches.LastingTokens ? FakeUser.LastingToken($"{server.MachineIdentifier} {user.Id}") : FakeUser.NewToken();
        _shares[(server.MachineIdentifier, user.Id)] = new Share(server, user, token, pending);
        if (!pending)
            server.Tokens[token] = user;
        return token;
    }

    private async Task ResourcesAsync(HttpContext context)
    {
        if (await tv.WhoAsync(context) is not { } user)
            return;
        var rows = new JsonArray();
        if (tv.Switches.MalformedResource)
            rows.Add(new JsonObject { ["name"] = null, ["provides"] = 12, ["connections"] = "none" });
        rows.Add(Player());
        foreach (var share in _shares.Values.Where(s => s.User.Id == user.Id && !s.Pending))
        {
            var row = Resource(share, _servers[share.Server.MachineIdentifier].Owner);
            if (tv.Switches.DriftSeed is { } seed)
                Drift.Apply(row, seed);
            rows.Add(row);
        }
        await Wire.JsonAsync(context, rows);
    }

    private JsonObject Resource(Share share, FakeUser owner)
    {
        var owned = owner.Id == share.User.Id;
        var address = share.Server.Address;
        var own = new FakeConnection(address.ToString().TrimEnd('/'), address.Host, address.Port, Local: true);
        var all = ExtraConnections.GetValueOrDefault(share.Server.MachineIdentifier, []).Append(own);
        return new JsonObject
        {
            ["name"] = share.Server.Name,
            ["product"] = "Plex Media Server",
            ["productVersion"] = share.Server.Switches.Version,
            ["platform"] = "Linux",
            ["clientIdentifier"] = share.Server.MachineIdentifier,
            ["createdAt"] = "2021-01-01T12:12:24Z",
            ["lastSeenAt"] = "2026-11-21T12:12:24Z",
            ["provides"] = "server",
            ["ownerId"] = owned ? null : owner.Id,
            ["sourceTitle"] = owned ? null : owner.Title,
            ["publicAddress"] = "203.0.113.9",
            ["accessToken"] = share.AccessToken,
            ["owned"] = owned,
            ["home"] = false,
            ["relay"] = all.Any(c => c.Relay),
            ["presence"] = true,
            ["httpsRequired"] = false,
            ["publicAddressMatches"] = true,
            ["connections"] = new JsonArray([.. all.Select(c => c.ToJson())]),
        };
    }

    private static JsonObject Player() => new()
    {
        ["name"] = "Living room",
        ["product"] = "Plex for LG",
        ["clientIdentifier"] = "a-player",
        ["provides"] = "client, player,pubsub-player",
        ["accessToken"] = null,
        ["owned"] = true,
        ["connections"] = new JsonArray(),
    };

    private async Task UsersAsync(HttpContext context)
    {
        if (await tv.WhoAsync(context) is not { } owner)
            return;
        var shares = _shares.Values.Where(s => s.User.Id != owner.Id && _servers[s.Server.MachineIdentifier].Owner.Id == owner.Id);
        var rows = shares.GroupBy(s => s.User.Id).Select(group => new JsonObject
        {
            ["id"] = group.Key,
            ["title"] = group.First().User.Title,
            ["username"] = group.First().User.Username,
            ["email"] = group.First().User.Email,
            ["thumb"] = $"https://plex.tv/users/{group.First().User.Uuid}/avatar?c=1",
            ["restricted"] = group.First().User.Restricted,
            ["home"] = false,
            ["Server"] = new JsonArray([.. group.Select(ServerRow)]),
        });
        // XML whatever was asked: this route is older than JSON.
        await Wire.XmlAsync(context, "MediaContainer", new JsonObject
        {
            ["friendlyName"] = "myPlex",
            ["machineIdentifier"] = "not-a-media-server",
            ["User"] = new JsonArray([.. rows]),
        });
    }

    private static JsonObject ServerRow(Share share) => new()
    {
        ["id"] = 7,
        ["serverId"] = 8,
        ["machineIdentifier"] = share.Server.MachineIdentifier,
        ["name"] = share.Server.Name,
        ["lastSeenAt"] = 1_700_000_000,
        ["numLibraries"] = 2,
        ["allLibraries"] = true,
        ["owned"] = false,
        ["pending"] = share.Pending,
    };

    private async Task SharedServersAsync(HttpContext context, string id)
    {
        if (await tv.WhoAsync(context) is not { } owner)
            return;
        if (!_servers.TryGetValue(id, out var known) || known.Owner.Id != owner.Id)
        {
            await Wire.TvErrorAsync(context, 404, 1006, "Server not found");
            return;
        }
        var rows = _shares.Values.Where(s => s.Server.MachineIdentifier == id && s.User.Id != owner.Id).Select(s => new JsonObject
        {
            ["id"] = 5,
            ["username"] = s.User.Username,
            ["email"] = s.User.Email,
            ["userID"] = s.User.Id,
            ["accessToken"] = s.AccessToken,
            ["name"] = s.Server.Name,
            ["acceptedAt"] = s.Pending ? "" : "1700000000",
            ["invitedAt"] = "1690000000",
            ["allLibraries"] = "1",
        });
        await Wire.XmlAsync(context, "MediaContainer", new JsonObject { ["machineIdentifier"] = id, ["SharedServer"] = new JsonArray([.. rows]) });
    }

    private async Task FriendsAsync(HttpContext context)
    {
        if (await tv.WhoAsync(context) is not { } owner)
            return;
        var rows = _shares.Values.Where(s => s.User.Id != owner.Id).Select(s => new JsonObject
        {
            ["id"] = s.User.Id,
            ["title"] = s.User.Title,
            ["status"] = s.Pending ? "pending" : "accepted",
            ["sharedServers"] = new JsonArray(new JsonObject { ["machineIdentifier"] = s.Server.MachineIdentifier, ["accepted"] = !s.Pending }),
        });
        await Wire.JsonAsync(context, new JsonArray([.. rows]));
    }
}

/// <summary>One address of a server as plex.tv lists it.</summary>
/// <param name="Uri">Whole address without a slash at its end.</param>
/// <param name="Address">IP address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Local">A private address.</param>
/// <param name="Relay">Plex's relay.</param>
public sealed record FakeConnection(string Uri, string Address, int Port, bool Local, bool Relay = false)
{
    internal JsonObject ToJson() => new()
    {
        ["protocol"] = Uri[..Uri.IndexOf(':', StringComparison.Ordinal)],
        ["address"] = Address,
        ["port"] = Port,
        ["uri"] = Uri,
        ["local"] = Local,
        ["relay"] = Relay,
        ["IPv6"] = Address.Contains(':', StringComparison.Ordinal),
    };
}
