using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace ClipshareBox.Platform.Http;

/// <summary>Marks an address where secrets can be guessed: signing in, invites, the claim code.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DoorAttribute : Attribute;

/// <summary>A feature that wants to hear of guessing registers one of these.</summary>
/// <param name="Blocked">Someone's network address failed too often and is refused for a while.</param>
internal sealed record DoorListener(Action<string> Blocked);

/// <summary>
/// The limit of the doors: five failures a minute from one address, then it is refused for five minutes. Who gets in is forgiven the attempt, so that
/// a team behind one address is not kept out.
/// </summary>
internal sealed class Doors(RequestLimits limits, TimeProvider clock, IEnumerable<DoorListener> listeners) : PartitionedRateLimiter<HttpContext>
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Block = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<HttpContext> _addresses = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.Get(
        AddressOf(http.Connection.RemoteIpAddress),
        address => new WindowLimiter(limits.SignIns, Window, Block, clock, () =>
        {
            foreach (var listener in listeners)
                listener.Blocked(address);
        })));

    /// <summary>Takes back that an attempt was counted: it was a good one.</summary>
    public static void Forgive(HttpContext http) => http.Features.Get<WindowLease>()?.GiveBack();

    /// <summary>Counts a failure at an address where most who ask are right and many ask at once, as those who wait do.</summary>
    /// <exception cref="Refusal">There were too many.</exception>
    public void Count(HttpContext http)
    {
        using var lease = _addresses.AttemptAcquire(http);
        if (!lease.IsAcquired)
            throw RequestLimits.Refused(lease);
    }

    /// <summary>What is counted as one address: an IPv4 address, or the 64 bits of IPv6 that one household or machine gets (RFC 6177).</summary>
    internal static string AddressOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => $"{new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]])}/64",
        _ => address.ToString(),
    };

    /// <inheritdoc/>
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount)
    {
        if (resource.GetEndpoint()?.Metadata.GetMetadata<DoorAttribute>() is null)
            return new WindowLease(null, null);
        var lease = _addresses.AttemptAcquire(resource, permitCount);
        resource.Features.Set(lease as WindowLease);
        return lease;
    }

    /// <inheritdoc/>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken cancellationToken) =>
        new(AttemptAcquireCore(resource, permitCount));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _addresses.Dispose();
        base.Dispose(disposing);
    }
}
