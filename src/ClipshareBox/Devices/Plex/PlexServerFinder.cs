using System.Net;

namespace ClipshareBox.Devices.Plex;

/// <summary>An address at which a server may be.</summary>
/// <param name="Address">Scheme, host and port.</param>
/// <param name="Rank">0 as entered by people, then local, remote, relay: the lowest that answers is taken.</param>
/// <param name="IsRelay">Plex's relay.</param>
internal sealed record PlexCandidate(Uri Address, int Rank, bool IsRelay);

/// <summary>What came of one address.</summary>
/// <param name="Candidate">The address.</param>
/// <param name="Facts">Who answered; null when nobody did.</param>
/// <param name="Fault">Why it is not usable; null when it is.</param>
internal sealed record PlexProbe(PlexCandidate Candidate, PlexServerFacts? Facts, PlexFault? Fault);

/// <summary>The end of a search.</summary>
/// <param name="Place">Where the server is; null when it was not found.</param>
/// <param name="Probes">What came of each address, for the page that says exactly what is wrong.</param>
internal sealed record PlexFinding(PlexPlace? Place, IReadOnlyList<PlexProbe> Probes);

/// <summary>Finds the address of a server: all are asked at once who they are, without a token, and the nearest right one is taken.</summary>
internal sealed class PlexServerFinder(PlexGear gear)
{
    private const int Entered = 0;
    private const int Local = 1;
    private const int Remote = 2;
    private const int Relay = 3;
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(5);
    private static readonly PlexAsk WhoAreYou = new("/identity");

    /// <summary>Addresses to try, the best first.</summary>
    /// <param name="entered">What people entered; null when nothing.</param>
    /// <param name="resource">What plex.tv knows; null when nothing.</param>
    public static IReadOnlyList<PlexCandidate> Candidates(Uri? entered, PlexResource? resource)
    {
        var found = new List<PlexCandidate>();
        if (entered is not null)
            found.Add(new PlexCandidate(Root(entered), Entered, false));
        foreach (var connection in resource?.Connections ?? [])
        {
            // A private address of another house is a stranger's in this one.
            if (connection.IsLocal && !connection.IsRelay && resource is { IsOwned: false, IsSameNetwork: false })
                continue;
            var rank = connection.IsRelay ? Relay : connection.IsLocal ? Local : Remote;
            found.Add(new PlexCandidate(Root(connection.Uri), rank, connection.IsRelay));
            if (connection.IsLocal && !connection.IsRelay && resource is { NeedsHttps: false } && IPAddress.TryParse(connection.Address, out var address))
                found.Add(new PlexCandidate(new UriBuilder("http", address.ToString(), connection.Port).Uri, Local, false));
        }
        return [.. found.DistinctBy(c => c.Address).OrderBy(c => c.Rank)];
    }

    /// <summary>Asks all addresses, and takes the best at which this very server answers.</summary>
    /// <param name="candidates">Where to look.</param>
    /// <param name="machineIdentifier">Which server; null to take the first Plex server that answers (an address that people entered).</param>
    /// <param name="name">Its name for people.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<PlexFinding> FindAsync(
        IReadOnlyList<PlexCandidate> candidates, string? machineIdentifier, string name, CancellationToken ct)
    {
        var probes = await Task.WhenAll(candidates.Select(candidate => ProbeAsync(candidate, machineIdentifier, name, ct)));
        var best = probes.Where(p => p.Fault is null && p.Facts is not null).MinBy(p => p.Candidate.Rank);
        return new PlexFinding(
            best is { Facts: { } facts } ? new PlexPlace(best.Candidate.Address, facts.MachineIdentifier, name, best.Candidate.IsRelay) : null, probes);
    }

    private async Task<PlexProbe> ProbeAsync(PlexCandidate candidate, string? machineIdentifier, string name, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(ProbeLimit, gear.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        var wire = new PlexWire(gear.Connections.Servers, gear.Me, name);
        try
        {
            var facts = (await wire.AskAsync(candidate.Address, WhoAreYou, PlexServer.Facts, either.Token)).Value;
            return new PlexProbe(candidate, facts, Judge(candidate, facts, machineIdentifier, name));
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            return new PlexProbe(candidate, null, PlexFaultTexts.TimedOut($"{name} at {PlexFaultTexts.Place(candidate.Address)}", ProbeLimit, e));
        }
        catch (PlexFault fault)
        {
            return new PlexProbe(candidate, null, fault);
        }
    }

    private static PlexFault? Judge(PlexCandidate candidate, PlexServerFacts facts, string? wanted, string name)
    {
        var place = PlexFaultTexts.Place(candidate.Address);
        if (facts.MachineIdentifier.Length == 0)
            return new PlexFault(PlexFaultKind.NotPlex, $"{place} answers, but not as a Plex server. Check the address and the port (usually 32400).");
        return wanted is null || wanted == facts.MachineIdentifier
            ? null
            : new PlexFault(PlexFaultKind.WrongServer, $"At {place} is another Plex server than {name}.");
    }

    private static Uri Root(Uri address) => new(address.GetLeftPart(UriPartial.Authority));
}
