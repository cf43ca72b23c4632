using System.Text.Json.Serialization.Metadata;
using System.Threading.RateLimiting;
using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Accounts;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Plex.SignIn;

/// <summary>The addresses of signing in by Plex.</summary>
internal static class PlexSignInFeature
{
    private const string Cookie = "clipsharebox-plex";
    private const string CookiePath = "/api/auth/plex";

    public static void AddPlexSignIn(this IServiceCollection services)
    {
        services.AddSingleton<PinDesk>();
        services.AddSingleton<PlexDoorman>();
        services.AddSingleton<PlexEntry>();
        services.AddSingleton<PlexRights>();
        services.AddSingleton<PlexSignInActions>();
        services.AddSingleton<PlexSignInPace>();
        services.AddSingleton(provider => new PlexRenewal(
            provider.GetRequiredService<PlexTv>(), provider.GetRequiredService<PlexGear>().Me, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PlexAccessWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<PlexAccessWatch>());
        services.AddHostedService<PinRounds>();
        services.AddSingleton<IJsonTypeInfoResolver>(PlexSignInJson.Default);
    }

    public static void MapPlexSignIn(this IEndpointRouteBuilder api)
    {
        var plex = api.MapGroup("/auth/plex").WithTags("Sign-in");
        plex.MapPost("/pin", BeginAsync).AllowAnonymous()
            .WithSummary("Begins a sign-in by Plex in this browser; where an account is signed in, it will be linked. 30 a minute from one address, then two minutes of 429.");
        plex.MapGet("/pin/{id}", Ask).AllowAnonymous()
            .WithSummary("How a sign-in by Plex stands, for the browser that began it; signs in when it is authorized. 404 to everyone else.");
        plex.MapDelete("/", ForgetAsync)
            .WithSummary("Forgets one's own Plex: ends the token here and at plex.tv and the sessions that came by it, and unlinks an account that was there before.");
    }

    private static async Task<Reply<PlexPinBegun>> BeginAsync(HttpContext http, PlexSignInActions actions, PlexSignInPace pace, CancellationToken ct)
    {
        pace.Count(http);
        var (begun, secret) = await actions.BeginAsync(Browser(http), new Uri($"{http.Request.Scheme}://{http.Request.Host}/sign-in#plex"), ct);
        http.Response.Cookies.Append(Cookie, secret, Options(http, begun.ExpiresAt + PinRounds.Grace));
        return Reply.Created(begun);
    }

    private static Reply<PlexPinStatus> Ask(HttpContext http, PlexSignInActions actions, Doors doors, string id)
    {
        var (status, opened) = actions.Ask(Browser(http), id, () => doors.Count(http));
        if (opened is not null)
            SessionCookies.Set(http, opened);
        if (status.Status != "waiting")
            http.Response.Cookies.Delete(Cookie, Options(http, null));
        return Reply.Ok(status);
    }

    private static async Task<Reply<object?>> ForgetAsync(HttpContext http, PlexSignInActions actions, Caller caller, CancellationToken ct)
    {
        await actions.ForgetAsync(caller, ct);
        return Reply.Done();
    }

    private static PinBrowser Browser(HttpContext http) => new(
        Doors.AddressOf(http.Connection.RemoteIpAddress),
        http.Request.Cookies[Cookie] is { Length: > 0 } secret ? secret : null,
        http.User.Identity is { IsAuthenticated: true } ? Caller.Of(http.User) : null);

    private static CookieOptions Options(HttpContext http, DateTimeOffset? end) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = CookiePath,
        Expires = end,
    };
}

/// <summary>How often sign-ins by Plex begin from one address: each is followed at plex.tv, which counts what this box asks.</summary>
internal sealed class PlexSignInPace(RequestLimits limits, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Block = TimeSpan.FromMinutes(2);

    private readonly PartitionedRateLimiter<HttpContext> _addresses = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        RateLimitPartition.Get(Doors.AddressOf(http.Connection.RemoteIpAddress), _ => new WindowLimiter(limits.PlexSignIns, Window, Block, clock)));

    /// <summary>Counts one.</summary>
    /// <exception cref="Refusal">There were too many.</exception>
    public void Count(HttpContext http)
    {
        using var lease = _addresses.AttemptAcquire(http);
        if (!lease.IsAcquired)
            throw RequestLimits.Refused(lease);
    }

    /// <inheritdoc/>
    public void Dispose() => _addresses.Dispose();
}
