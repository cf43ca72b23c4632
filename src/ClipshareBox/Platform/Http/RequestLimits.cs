using System.Security.Claims;
using System.Threading.RateLimiting;
using ClipshareBox.Platform.Settings;
using Microsoft.AspNetCore.RateLimiting;

namespace ClipshareBox.Platform.Http;

/// <summary>How often one may ask.</summary>
/// <param name="Requests">Requests under <c>/api</c> a minute from one account, or else from one address.</param>
/// <param name="SignIns">Failures at a door a minute from one address.</param>
/// <param name="PlexSignIns">Sign-ins by Plex begun a minute from one address: each is followed at plex.tv, which counts.</param>
internal sealed record RequestLimits(int Requests, int SignIns = 5, int PlexSignIns = 30)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Limits by the framework's limiter. Addresses that say <c>DisableRateLimiting</c> are not counted: those of the deck, of panels and of the
    /// player, which are pressed and turned quickly, and those of pictures and media, of which a page loads many.
    /// </summary>
    public static void AddTo(IServiceCollection services, BoxSettings settings)
    {
        services.AddSingleton(new RequestLimits(settings.RequestsPerMinute));
        services.AddSingleton<Doors>();
        services.AddRateLimiter(options => options.OnRejected = (context, _) => throw Refused(context.Lease));
        services.AddOptions<RateLimiterOptions>().Configure<RequestLimits, Doors, TimeProvider>((options, limits, doors, clock) =>
            options.GlobalLimiter = PartitionedRateLimiter.CreateChained(doors, limits.General(clock)));
    }

    private PartitionedRateLimiter<HttpContext> General(TimeProvider clock) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        http.Request.Path.StartsWithSegments("/api")
            ? RateLimitPartition.Get(
                http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? Doors.AddressOf(http.Connection.RemoteIpAddress),
                _ => new WindowLimiter(Requests, Minute, TimeSpan.Zero, clock))
            : RateLimitPartition.GetNoLimiter(""));

    /// <summary>The refusal of a lease that was not acquired.</summary>
    internal static Refusal Refused(RateLimitLease lease)
    {
        var details = lease.TryGetMetadata(WindowLease.Details, out var found) ? found as LimitDetails : null;
        return new Refusal(ErrorCode.RateLimitExceeded, $"Too many requests; try again in {details?.RetryAfter ?? 60} s.", details);
    }
}
