using System.Text.Json;
using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Sources;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>Connects the box with servers, and says exactly what is wrong where that fails.</summary>
internal sealed class PlexConnect(Database database, Vault vault, PlexGear gear, PlexServers servers, TimeProvider clock)
{
    private const int LongestName = 100;
    private const int LongestUrl = 500;
    private const int LongestToken = 4_000;

    /// <summary>Adds a server as a source, under its own name where none is given. One that was removed comes back with the keys of its contents.</summary>
    /// <exception cref="Refusal">A field is wrong, no Plex server answers there, it does not take the token, or it is a source already.</exception>
    public async Task<SourceRow> AddAsync(NewSource wanted, string name, Action<Change, SourceRow, string> also, CancellationToken ct)
    {
        var (address, token, paths) = (AddressOf(wanted.Url), TokenOf(wanted.Token), PathsOf(wanted.PathMap));
        var (server, info) = await PlexTold.AskAsync(() => ReachAsync(address, token, name.Length > 0 ? name : address.Host, ct));
        var chosen = name.Length > 0 ? name : info.Name[..Math.Min(info.Name.Length, LongestName)];
        var source = database.Write(change =>
        {
            var kept = Keep(change, server.Place, chosen, token, paths);
            also(change, kept, server.Place.Address.AbsoluteUri);
            return kept;
        });
        servers.Forget(source.Id);
        return source;
    }

    /// <summary>Tries an address and a token, and changes nothing.</summary>
    /// <exception cref="Refusal">A field is wrong.</exception>
    public async Task<SourceTest> TryAsync(string? url, string? token, CancellationToken ct)
    {
        var (address, secret) = (AddressOf(url), TokenOf(token));
        try
        {
            var (server, info) = await ReachAsync(address, secret, "the server", ct);
            return new SourceTest(true, $"{info.Name} answers at {server.Place.Address.Authority} (Plex Media Server {info.Version ?? "of unknown version"}).");
        }
        catch (PlexFault fault)
        {
            return new SourceTest(false, fault.Message, fault.Kind is PlexFaultKind.Unauthorized or PlexFaultKind.TokenExpired ? "token" : "url");
        }
    }

    /// <summary>Sees whether a source answers now.</summary>
    public async Task<SourceTest> TestAsync(SourceRow source, CancellationToken ct)
    {
        try
        {
            var known = servers.Of(source);
            var info = await servers.AskAsync(known, () => known.Server.For(known.Token).CheckAsync(ct), ct);
            return new SourceTest(true, $"{info.Name} answers at {known.Server.Place.Address.Authority} (Plex Media Server {info.Version ?? "of unknown version"}).");
        }
        catch (PlexFault fault)
        {
            return new SourceTest(false, fault.Message);
        }
        catch (Refusal refusal)
        {
            return new SourceTest(false, refusal.Message);
        }
    }

    /// <summary>Where a server was last, and what the last call to it came to.</summary>
    public (string Path, string? Fault) StandOf(SourceRow source)
    {
        try
        {
            var known = servers.Of(source);
            return (known.Server.Place.Address.AbsoluteUri, known.Server.Line.State.LastFault);
        }
        catch (Refusal refusal)
        {
            return ("", refusal.Message);
        }
    }

    // Who is there is asked before the token is sent.
    private async Task<(PlexServer Server, PlexServerInfo Info)> ReachAsync(Uri address, PlexToken token, string name, CancellationToken ct)
    {
        var finding = await new PlexServerFinder(gear).FindAsync(PlexServerFinder.Candidates(address, null), null, name, ct);
        if (finding.Place is not { } place)
            throw finding.Probes.Select(p => p.Fault).OfType<PlexFault>().FirstOrDefault() ?? new PlexFault(PlexFaultKind.Unreachable, "No server answers at this address.");
        var server = new PlexServer(place, gear);
        try
        {
            return (server, await server.For(token).CheckAsync(ct));
        }
        catch (PlexFault fault) when (fault.Kind is PlexFaultKind.Unauthorized or PlexFaultKind.TokenExpired)
        {
            throw new PlexFault(fault.Kind, $"The server at {place.Address.Authority} does not take this token. Take a fresh one of the server's owner.", fault);
        }
    }

    private SourceRow Keep(Change change, PlexPlace place, string name, PlexToken token, IReadOnlyList<PathPair> paths)
    {
        var known = SourceStore.FindPlace(change, PlexSource.Name, place.MachineIdentifier);
        if (known is { RemovedAtMs: null })
            throw new Refusal(ErrorCode.Conflict, $"This server is a source already, under the name {known.Name}.");
        var now = clock.GetUtcNow();
        var source = known is not null ? known with { Name = name, RemovedAtMs = null } : new SourceRow
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Kind = PlexSource.Name,
            Name = name,
            Place = place.MachineIdentifier,
            CreatedAtMs = now.ToUnixTimeMilliseconds(),
        };
        if (known is not null)
            SourceStore.Revive(change, source.Id, name);
        else
            SourceStore.Insert(change, source);
        var row = new PlexServerRow { SourceId = source.Id, Address = place.Address.AbsoluteUri, PathMap = JsonSerializer.Serialize(paths, PlexJson.Default.IReadOnlyListPathPair) };
        PlexServerStore.Put(change, row with { Token = vault.Seal(token.Reveal(), row.Purpose) });
        return source;
    }

    private static Uri AddressOf(string? url)
    {
        var text = Check.Text("url", url, LongestUrl);
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { UserInfo: "", Query: "" }
            ? address
            : throw Refusal.Invalid("url", "is the server's address, such as http://192.168.1.10:32400, without a token in it.");
    }

    private static PlexToken TokenOf(string? token)
    {
        var text = Check.Text("token", token, LongestToken);
        return text.All(c => c is > ' ' and <= '~') ? new PlexToken(text) : throw Refusal.Invalid("token", "is made of letters, digits and signs, without spaces.");
    }

    private static IReadOnlyList<PathPair> PathsOf(IReadOnlyList<PathPair>? pairs)
    {
        foreach (var (from, to) in pairs ?? [])
        {
            Check.Text("pathMap", from, 1_000);
            if (!Check.Text("pathMap", to, 1_000).StartsWith('/') || !Directory.Exists(to))
                throw Refusal.Invalid("pathMap", $"{to} is no folder that the box sees; mount it first.");
        }
        return pairs ?? [];
    }
}
