using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ClipshareBox.Platform.Http;

/// <summary>Where other devices of the network find this box.</summary>
internal sealed class BoxAddresses(IServer server)
{
    // Debian's avahi-daemon writes it while it answers for the machine's name (mDNS, RFC 6762). After a clash of names it answers for another
    // one, such as box-2.local, which is not written anywhere.
    private const string NameIsAnswered = "/run/avahi-daemon/pid";

    /// <summary>Addresses for a browser, the name first where the network knows it; empty where the box listens to this machine only.</summary>
    public IReadOnlyList<string> Network() => Of(
        server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [],
        File.Exists(NameIsAnswered) ? $"{Environment.MachineName.ToLowerInvariant()}.local" : null,
        OfThisMachine());

    /// <summary>The same, of what is known.</summary>
    /// <param name="bound">What the server listens to, such as <c>http://0.0.0.0:8080</c>.</param>
    /// <param name="name">The machine's name in the network; null where nobody answers for it.</param>
    /// <param name="machine">The machine's own IP addresses.</param>
    public static IReadOnlyList<string> Of(IEnumerable<string> bound, string? name, IReadOnlyList<IPAddress> machine) =>
    [
        .. bound.Select(BindingAddress.Parse).SelectMany(address => HostsOf(address, name, machine)
            .Select(host => new UriBuilder(address.Scheme, host, address.Port).Uri.GetLeftPart(UriPartial.Authority))).Distinct(),
    ];

    private static IEnumerable<string> HostsOf(BindingAddress bound, string? name, IReadOnlyList<IPAddress> machine)
    {
        if (!IPAddress.TryParse(bound.Host.Trim('[', ']'), out var ip))
        {
            // Kestrel listens to everything where it is given a name other than localhost, which people write "*" or "+".
            return bound.Host is "localhost" ? [] : Everywhere(name, machine);
        }
        return IPAddress.IsLoopback(ip) ? [] : ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any) ? Everywhere(name, machine) : [ip.ToString()];
    }

    private static IEnumerable<string> Everywhere(string? name, IReadOnlyList<IPAddress> machine) =>
        (name is null ? Array.Empty<string>() : [name]).Concat(machine.Select(ip => ip.ToString()));

    private static IPAddress[] OfThisMachine()
    {
        try
        {
            return
            [
                .. NetworkInterface.GetAllNetworkInterfaces()
                    .Where(card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                    .SelectMany(card => card.GetIPProperties().UnicastAddresses)
                    .Select(address => address.Address)
                    .Where(ip => ip.AddressFamily == AddressFamily.InterNetwork),
            ];
        }
        catch (NetworkInformationException)
        {
            return []; // a system that does not say; the name and what is bound are left
        }
    }
}
