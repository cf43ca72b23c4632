namespace ClipshareBox.Devices.Plex;

/// <summary>What all of Plex's parts share.</summary>
/// <param name="Me">The box's identity.</param>
/// <param name="Connections">Connections.</param>
/// <param name="Cache">Kept answers.</param>
/// <param name="Limits">Patience.</param>
/// <param name="Clock">Time.</param>
internal sealed record PlexGear(PlexIdentity Me, PlexConnections Connections, PlexCache Cache, PlexLimits Limits, TimeProvider Clock);

/// <summary>Where a server is.</summary>
/// <param name="Address">Scheme, host and port.</param>
/// <param name="MachineIdentifier">Which server it must be.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="IsRelay">By Plex's relay: 2 Mbit/s, good for lists, refused for cutting.</param>
internal sealed record PlexPlace(Uri Address, string MachineIdentifier, string Name, bool IsRelay = false);

/// <summary>What a server says of itself to anybody.</summary>
/// <param name="MachineIdentifier">Which server it is.</param>
/// <param name="Version">Its version, or null.</param>
/// <param name="IsClaimed">False when it belongs to nobody.</param>
internal sealed record PlexServerFacts(string MachineIdentifier, string? Version, bool IsClaimed);

/// <summary>
/// One server and the line to it, which all people share. No token goes to an address before /identity has said that it is this server.
/// </summary>
internal sealed class PlexServer
{
    private static readonly PlexAsk WhoAreYou = new("/identity");
    private readonly PlexWire _wire;
    private volatile PlexPlace _place;
    private volatile PlexPlace? _verified;

    /// <summary>Makes the line; nothing is asked yet.</summary>
    public PlexServer(PlexPlace place, PlexGear gear)
    {
        _place = place;
        Gear = gear;
        Line = new PlexLine(place.Name, gear.Limits, gear.Clock);
        _wire = new PlexWire(gear.Connections.Servers, gear.Me, place.Name);
    }

    /// <summary>Where it is now.</summary>
    public PlexPlace Place => _place;

    /// <summary>The line: state for the status page.</summary>
    public PlexLine Line { get; }

    /// <summary>Where its players last said they are.</summary>
    public PlexReports Reports { get; } = new();

    /// <summary>Now, by the clock that times of this server are taken with.</summary>
    public DateTimeOffset Now => Gear.Clock.GetUtcNow();

    /// <summary>Beginning of this server's keys in the cache.</summary>
    public string CachePrefix => $"{_place.MachineIdentifier}|";

    internal PlexGear Gear { get; }

    /// <summary>The server with one person's rights.</summary>
    public PlexVisit For(PlexToken token) => new(this, token);

    /// <summary>The server's address changed; no restart, and what was kept stays.</summary>
    /// <exception cref="ArgumentException">It is the place of another server.</exception>
    public void MoveTo(PlexPlace place)
    {
        if (place.MachineIdentifier != _place.MachineIdentifier)
            throw new ArgumentException("That is another server.", nameof(place));
        _place = place;
        _verified = null;
    }

    /// <summary>Asks who is there; needs no token and checks none.</summary>
    /// <exception cref="PlexFault">WrongServer when it is another one; or any fault of the line.</exception>
    public async Task<PlexServerFacts> IdentifyAsync(CancellationToken ct)
    {
        var place = _place;
        var facts = await Line.RunAsync(WhoAreYou, async t => (await _wire.AskAsync(place.Address, WhoAreYou, Facts, t)).Value, ct);
        Check(place, facts);
        return facts;
    }

    /// <summary>Asks with the line's patience.</summary>
    internal async Task<PlexRead<T>> AskAsync<T>(PlexAsk ask, Func<PlexNode, T> read, CancellationToken ct) =>
        await Line.RunAsync(ask, async t => await _wire.AskAsync(await RightAddressAsync(t), ask, read, t), ct);

    /// <summary>Asks where only success counts.</summary>
    internal async Task TellAsync(PlexAsk ask, CancellationToken ct) => await Line.RunAsync(ask, async t =>
    {
        await _wire.TellAsync(await RightAddressAsync(t), ask, t);
        return true;
    }, ct);

    /// <summary>Reads an answer that is no container.</summary>
    internal async Task<PlexBody> ReadAsync(PlexAsk ask, string accept, int maxBytes, CancellationToken ct) =>
        await Line.RunAsync(ask, async t => await _wire.ReadAsync(await RightAddressAsync(t), ask, accept, maxBytes, t), ct);

    /// <summary>Opens an answer that is no container; the caller disposes of it.</summary>
    internal async Task<HttpResponseMessage> OpenAsync(PlexAsk ask, string accept, CancellationToken ct) =>
        await Line.RunAsync(ask, async t => await _wire.OpenAsync(await RightAddressAsync(t), ask, accept, t), ct);

    // Another server may stand at the same private address, or have got it since: it is asked before it is given a token,
    // and again after each break of the line.
    private async ValueTask<Uri> RightAddressAsync(CancellationToken ct)
    {
        var place = _place;
        if (ReferenceEquals(_verified, place) && Line.State.LastFault is null)
            return place.Address;
        Check(place, (await _wire.AskAsync(place.Address, WhoAreYou, Facts, ct)).Value);
        _verified = place;
        return place.Address;
    }

    private static void Check(PlexPlace place, PlexServerFacts facts)
    {
        if (facts.MachineIdentifier.Length == 0)
        {
            throw new PlexFault(
                PlexFaultKind.NotPlex, $"{PlexFaultTexts.Place(place.Address)} answers, but not as a Plex server. Check the address and the port (usually 32400).");
        }
        if (facts.MachineIdentifier != place.MachineIdentifier)
        {
            throw new PlexFault(
                PlexFaultKind.WrongServer, $"At {PlexFaultTexts.Place(place.Address)} is another Plex server than {place.Name}. Check the address, or choose the server anew.");
        }
    }

    internal static PlexServerFacts Facts(PlexNode container) =>
        new(container.Text("machineIdentifier") ?? "", container.Text("version"), container.Flag("claimed") ?? true);
}
