using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>
/// plex.tv for tests and for the demonstration: pins, people, what they can reach, shares. Claims and revocations are methods.
/// </summary>
public sealed class FakePlexTv : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FakeUser> _tokens = new();
    private readonly ConcurrentDictionary<string, bool> _expired = new();
    private readonly PinDesk _pins;
    private FakeHost? _host;
    private long _lastUser = 100_000;

    private FakePlexTv()
    {
        _pins = new PinDesk(this);
        Sharing = new TvSharing(this);
    }

    /// <summary>Where it listens; give this as the base address of plex.tv.</summary>
    public Uri Address => _host?.Address ?? throw new InvalidOperationException("It is not started.");

    /// <summary>What was asked.</summary>
    public SeenCalls Calls { get; } = new();

    /// <summary>What goes wrong.</summary>
    public Faults Faults { get; } = new();

    /// <summary>Behaviours that tests choose.</summary>
    public TvSwitches Switches { get; } = new();

    /// <summary>Servers, owners and guests.</summary>
    public TvSharing Sharing { get; }

    /// <summary>People.</summary>
    public ConcurrentDictionary<long, FakeUser> Users { get; } = new();

    /// <summary>The webhook addresses that people registered.</summary>
    public ConcurrentBag<string> Webhooks { get; } = [];

    /// <summary>The demonstration's server and its owner's token, told to whoever asks at /fake/demo; null where there is none.</summary>
    public (Uri Server, string Token)? Demo { get; set; }

    /// <summary>Codes that wait for someone.</summary>
    public IReadOnlyList<string> OpenCodes => _pins.OpenCodes;

    /// <summary>Starts it.</summary>
    /// <param name="port">TCP port on loopback; 0 for any.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<FakePlexTv> StartAsync(int port, CancellationToken ct)
    {
        var tv = new FakePlexTv();
        tv._host = await FakeHost.StartAsync(new HostPlan(port, tv.Calls, tv.Faults, tv.Map) { Gate = tv.LetInAsync }, ct);
        return tv;
    }

    /// <summary>Adds a person.</summary>
    /// <param name="name">Sign-in name.</param>
    /// <param name="restricted">True for a managed home profile: no sign-in name, no mail.</param>
    public FakeUser AddUser(string name, bool restricted = false)
    {
        var id = Interlocked.Increment(ref _lastUser);
        var user = restricted
            ? new FakeUser(id, "", name, "") { Restricted = true }
            : new FakeUser(id, name, name, $"{name.ToLowerInvariant().Replace(' ', '.')}@example.org");
        Users[id] = user;
        return user;
    }

    /// <summary>The person consents to the pin of this code.</summary>
    /// <returns>False when there is no such pin any more.</returns>
    public bool Claim(string code, FakeUser user) => _pins.Claim(code, user);

    /// <summary>A new account token of this person.</summary>
    public string IssueToken(FakeUser user) => Issue(user, Switches switch
    {
        { LastingTokens: true } => FakeUser.LastingToken($"account {user.Id}"),
        { JwtTokens: true } => FakeUser.NewJwt(),
        _ => FakeUser.NewToken(),
    });

    internal string IssueJwt(FakeUser user) => Issue(user, FakeUser.NewJwt());

    private string Issue(FakeUser user, string token)
    {
        _tokens[token] = user;
        Sharing.TokenIssued(user, token);
        return token;
    }

    /// <summary>The token is good no more, here and at the person's own servers.</summary>
    public void Revoke(string token)
    {
        _tokens.TryRemove(token, out _);
        Sharing.TokenRevoked(token);
    }

    /// <summary>True where the token is this person's, and was not revoked.</summary>
    public bool Knows(string token, FakeUser user) => _tokens.TryGetValue(token, out var owner) && owner.Id == user.Id;

    /// <summary>The token is answered 498 until it is refreshed.</summary>
    public void Expire(string token) => _expired[token] = true;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
    }

    /// <summary>The person of the request's token, or null after the refusal was written.</summary>
    internal async Task<FakeUser?> WhoAsync(HttpContext context)
    {
        var token = context.Request.Headers["X-Plex-Token"].ToString();
        if (token.Length == 0)
            token = context.Request.Query["X-Plex-Token"].ToString();
        if (_expired.ContainsKey(token))
        {
            await Wire.TvErrorAsync(context, 498, 1098, "Token expired");
            return null;
        }
        if (_tokens.TryGetValue(token, out var user))
            return Users.GetValueOrDefault(user.Id, user);
        await Wire.TvErrorAsync(context, Switches.RevokedIs422 ? 422 : 401, 1001, "User could not be authenticated");
        return null;
    }

    internal void Forget(string token) => Revoke(token);

    private void Map(IEndpointRouteBuilder routes)
    {
        _pins.Map(routes);
        new TvPeople(this).Map(routes);
        Sharing.Map(routes);
        new TvKeys(this).Map(routes);
        new ConsentPage(this).Map(routes);
        routes.MapGet("/fake/demo", context => Demo is var (server, token)
            ? Wire.JsonAsync(context, new JsonObject { ["url"] = server.AbsoluteUri, ["token"] = token })
            : Wire.ErrorAsync(context, 404));
    }

    private async Task<bool> LetInAsync(HttpContext context)
    {
        if (Switches.Down)
        {
            await Wire.ErrorAsync(context, 503);
            return false;
        }
        var path = context.Request.Path.Value ?? "";
        if (path.StartsWith("/api/v2/", StringComparison.Ordinal) && context.Request.Headers["X-Plex-Client-Identifier"].Count == 0)
        {
            await Wire.TvErrorAsync(context, 400, 1000, "X-Plex-Client-Identifier is missing");
            return false;
        }
        return true;
    }
}
