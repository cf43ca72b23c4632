namespace ClipshareBox.Devices.Plex;

/// <summary>plex.tv: sign-in by pin, who a token is, what a person can reach, who an owner shares with.</summary>
/// <remarks>Answers are kept for 5 minutes by token: plex.tv counts sign-in floods.</remarks>
internal sealed class PlexTv
{
    private const string Who = "plex.tv";
    private const string RealHost = "plex.tv";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10); // across the internet
    private static readonly TimeSpan FirstPoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LaterPoll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterTooMany = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PinLife = TimeSpan.FromMinutes(15);

    private readonly Uri _root;
    private readonly PlexGear _gear;
    private readonly PlexWire _wire;

    /// <summary>Makes it.</summary>
    /// <param name="root">https://plex.tv, or what stands in for it.</param>
    /// <param name="gear">Identity, connections, cache, clock.</param>
    public PlexTv(Uri root, PlexGear gear)
    {
        _root = root;
        _gear = gear;
        _wire = new PlexWire(gear.Connections.Tv, gear.Me, Who);
        Line = new PlexLine(Who, gear.Limits, gear.Clock);
    }

    /// <summary>The line: state for the status page.</summary>
    public PlexLine Line { get; }

    /// <summary>True when something stands in for plex.tv: pages say "demo Plex".</summary>
    public bool IsStandIn => _root.Host != RealHost && !_root.Host.EndsWith("." + RealHost, StringComparison.Ordinal);

    /// <summary>Begins a sign-in with a code of 4 characters, which serves both the typed and the linked way.</summary>
    /// <exception cref="PlexFault">plex.tv is away or refuses.</exception>
    public async Task<PlexPin> CreatePinAsync(CancellationToken ct)
    {
        var asked = _gear.Clock.GetUtcNow();
        var ask = new PlexAsk("/api/v2/pins") { Method = HttpMethod.Post, MayRepeat = false, Limit = CallLimit };
        return await AskAsync(ask, body => Pin(body.Child("pin") ?? body, asked), ct);
    }

    /// <summary>Where a person confirms in a browser; the answer comes by polling, never by the way back.</summary>
    /// <param name="pin">The pin.</param>
    /// <param name="forward">Where the browser goes afterwards: no proof of anything; null to stay there.</param>
    public Uri ConsentPage(PlexPin pin, Uri? forward)
    {
        var query = PlexAsk.QueryOf(
            ("clientID", _gear.Me.ClientId), ("code", pin.Code), ("context[device][product]", _gear.Me.Product), ("forwardUrl", forward?.AbsoluteUri));
        return new Uri(IsStandIn ? new Uri(_root, $"/auth#?{query}").AbsoluteUri : $"https://app.plex.tv/auth#?{query}");
    }

    /// <summary>Where a person types the code; it is filled in already.</summary>
    public Uri LinkPage(PlexPin pin) => new(_root, $"/link/?pin={Uri.EscapeDataString(pin.Code)}");

    /// <summary>Asks how a pin stands. Faults that pass are waiting: the caller asks again after <see cref="PlexPinAnswer.Wait"/>.</summary>
    public async Task<PlexPinAnswer> PollPinAsync(PlexPin pin, CancellationToken ct)
    {
        // Some say that an expired pin is answered without a token for ever: the clock ends it.
        var left = pin.ExpiresAt - _gear.Clock.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return new PlexPinAnswer(PlexPinState.Expired, null, TimeSpan.Zero);
        var usual = left > PinLife - TimeSpan.FromMinutes(1) ? FirstPoll : LaterPoll;
        try
        {
            var ask = new PlexAsk(FormattableString.Invariant($"/api/v2/pins/{pin.Id}")) { MayRepeat = false, Limit = CallLimit };
            var token = await AskAsync(ask, body => TokenOf(body.Child("pin") ?? body), ct);
            return token is null
                ? new PlexPinAnswer(PlexPinState.Waiting, null, usual)
                : new PlexPinAnswer(PlexPinState.Authorized, token, TimeSpan.Zero);
        }
        catch (PlexFault fault)
        {
            return fault.Kind switch
            {
                PlexFaultKind.NotFound => new PlexPinAnswer(PlexPinState.Expired, null, TimeSpan.Zero),
                PlexFaultKind.Unauthorized or PlexFaultKind.Forbidden => new PlexPinAnswer(PlexPinState.Denied, null, TimeSpan.Zero),
                PlexFaultKind.TooMany => new PlexPinAnswer(PlexPinState.Waiting, null, fault.RetryAfter ?? AfterTooMany),
                _ when fault.IsAway => new PlexPinAnswer(PlexPinState.Waiting, null, fault.RetryAfter ?? LaterPoll),
                _ => new PlexPinAnswer(PlexPinState.Denied, null, TimeSpan.Zero),
            };
        }
    }

    /// <summary>Who a token is; kept 5 min.</summary>
    /// <exception cref="PlexFault">Unauthorized or TokenExpired say that the token is not good; all others say nothing about it.</exception>
    public Task<PlexAnswer<PlexUser>> UserAsync(PlexToken token, CancellationToken ct) =>
        KeptAsync(new PlexAsk("/api/v2/user") { Token = token, Limit = CallLimit }, body => PlexPeopleReader.User(body.Child("user") ?? body), ct);

    /// <summary>The servers that a person can reach; kept 5 min. Empty is a true answer.</summary>
    /// <exception cref="PlexFault">As <see cref="UserAsync"/>.</exception>
    public Task<PlexAnswer<IReadOnlyList<PlexResource>>> ResourcesAsync(PlexToken token, CancellationToken ct)
    {
        var query = PlexAsk.QueryOf(("includeHttps", "1"), ("includeRelay", "1"), ("includeIPv6", "1"));
        return KeptAsync(new PlexAsk("/api/v2/resources") { Query = query, Token = token, Limit = CallLimit }, PlexPeopleReader.Resources, ct);
    }

    /// <summary>Whether this person may use this server, asked at once: owner, or guest who accepted. Only a whole list without it says no.</summary>
    /// <exception cref="PlexFault">Nothing can be said now; IsAway tells that plex.tv is away, which removes nobody.</exception>
    public async Task<PlexAccess> CheckAccessAsync(PlexToken token, string machineIdentifier, CancellationToken ct)
    {
        _gear.Cache.Forget(Prefix(token));
        var user = await UserAsync(token, ct);
        var resources = await ResourcesAsync(token, ct);
        return new PlexAccess(user.Value, resources.Value.FirstOrDefault(r => r.MachineIdentifier == machineIdentifier));
    }

    /// <summary>With whom an owner shares, invitations that wait among them; the owner is not in it. Kept 5 min.</summary>
    /// <exception cref="PlexFault">As <see cref="UserAsync"/>.</exception>
    public Task<PlexAnswer<IReadOnlyList<PlexGuest>>> GuestsAsync(PlexToken owner, CancellationToken ct) =>
        KeptAsync(new PlexAsk("/api/users") { Token = owner, Limit = CallLimit }, PlexPeopleReader.Guests, ct);

    /// <summary>Keeps a token alive.</summary>
    /// <exception cref="PlexFault">As <see cref="UserAsync"/>.</exception>
    public Task PingAsync(PlexToken token, CancellationToken ct) =>
        AskAsync(new PlexAsk("/api/v2/ping") { Token = token, Limit = CallLimit }, _ => true, ct);

    /// <summary>Ends a token; one that is ended already does no harm.</summary>
    /// <exception cref="PlexFault">plex.tv is away: the token lives on.</exception>
    public async Task SignOutAsync(PlexToken token, CancellationToken ct)
    {
        _gear.Cache.Forget(Prefix(token));
        try
        {
            var ask = new PlexAsk("/api/v2/users/signout") { Method = HttpMethod.Delete, Token = token, Limit = CallLimit };
            _ = await AskAsync(ask, _ => true, ct);
        }
        catch (PlexFault fault) when (fault.Kind is PlexFaultKind.Unauthorized or PlexFaultKind.TokenExpired)
        {
            // It was over before.
        }
    }

    /// <summary>Forgets what was kept for a token, so that the next question goes out.</summary>
    public void Forget(PlexToken token) => _gear.Cache.Forget(Prefix(token));

    /// <summary>The clock of its patience.</summary>
    internal TimeProvider Clock => _gear.Clock;

    internal async Task<T> AskAsync<T>(PlexAsk ask, Func<PlexNode, T> read, CancellationToken ct) =>
        (await Line.RunAsync(ask, t => _wire.AskAsync(_root, ask, read, t), ct)).Value;

    private Task<PlexAnswer<T>> KeptAsync<T>(PlexAsk ask, Func<PlexNode, T> read, CancellationToken ct) =>
        _gear.Cache.GetAsync(
            $"{Prefix(ask.Token)}{ask.Target}", Life, () => Line.RunAsync(ask, t => _wire.AskAsync(_root, ask, read, t), CancellationToken.None), ct);

    private static string Prefix(PlexToken? token) => $"{Who}|{token?.Mark}|";

    private static PlexPin Pin(PlexNode body, DateTimeOffset asked)
    {
        if (body.Number("id") is not { } id || body.Text("code") is not { } code)
            throw new PlexFault(PlexFaultKind.BadAnswer, "plex.tv's answer to the sign-in can't be read; try again.");
        // By the time left, not by the time of day: the box's clock may be wrong.
        var life = body.Number("expiresIn") is > 0 and < 86_400 and var seconds ? TimeSpan.FromSeconds(seconds) : PinLife;
        return new PlexPin(id, code, asked + life);
    }

    private static PlexToken? TokenOf(PlexNode body) => (body.Text("authToken") ?? body.Text("auth_token")) is { } token ? new PlexToken(token) : null;
}
