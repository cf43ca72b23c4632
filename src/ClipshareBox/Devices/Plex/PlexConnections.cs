using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using ClipshareBox.Media.Sources;

namespace ClipshareBox.Devices.Plex;

/// <summary>
/// Connections to plex.tv and to servers. No redirects, no cookies; certificates are always checked: by the system's authorities, or
/// for one exact host by its pinned fingerprint. plex.direct names carry their address, so routers that hide private answers do no harm.
/// </summary>
internal sealed partial class PlexConnections : IDisposable
{
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, string> _pins = new(StringComparer.OrdinalIgnoreCase);
    private readonly X509Certificate2? _authority;

    /// <summary>Makes them.</summary>
    /// <param name="authority">One more authority to trust, as in a studio with its own; null for the system's alone.</param>
    public PlexConnections(X509Certificate2? authority = null)
    {
        _authority = authority;
        Tv = new HttpMessageInvoker(Handler(useProxy: true));
        Servers = new HttpMessageInvoker(Handler(useProxy: false));
        Rules = new ConnectionRules(AddressIn, IsTrusted);
    }

    /// <summary>The same rules, for the reader that fetches a film's bytes.</summary>
    public ConnectionRules Rules { get; }

    /// <summary>To plex.tv; by the system's proxy where there is one.</summary>
    public HttpMessageInvoker Tv { get; }

    /// <summary>To media servers; never by a proxy.</summary>
    public HttpMessageInvoker Servers { get; }

    /// <summary>Trusts one certificate for one exact host.</summary>
    /// <param name="host">Host name or address.</param>
    /// <param name="sha256">The certificate's SHA-256 in hex.</param>
    public void Pin(string host, string sha256) => _pins[host] = sha256.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <inheritdoc/>
    public void Dispose()
    {
        Tv.Dispose();
        Servers.Dispose();
    }

    /// <summary>The address that a plex.direct name carries, or null.</summary>
    internal static IPAddress? AddressIn(string host)
    {
        if (PlexDirect().Match(host) is not { Success: true } match)
            return null;
        var dashed = match.Groups[1].Value;
        var text = dashed.Count(c => c == '-') == 3 && !dashed.Contains("--", StringComparison.Ordinal) ? dashed.Replace('-', '.') : dashed.Replace('-', ':');
        return IPAddress.TryParse(text, out var address) ? address : null;
    }

    private SocketsHttpHandler Handler(bool useProxy)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = useProxy,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = Connect,
            PooledConnectionIdleTimeout = Idle,
            PooledConnectionLifetime = Life,
            MaxConnectionsPerServer = 16,
            ConnectCallback = ConnectAsync,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = IsTrusted;
        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // TLS still asks for the name; only the way there is short-cut.
            if (AddressIn(context.DnsEndPoint.Host) is { } address)
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), ct);
            else
                await socket.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (certificate is null || sender is not SslStream stream)
            return false;
        if (_pins.TryGetValue(stream.TargetHostName, out var pin))
            return string.Equals(pin, certificate.GetCertHashString(HashAlgorithmName.SHA256), StringComparison.OrdinalIgnoreCase);
        return errors == SslPolicyErrors.RemoteCertificateChainErrors && _authority is not null && IsOfOwnAuthority(certificate, _authority);
    }

    private static bool IsOfOwnAuthority(X509Certificate certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(leaf);
    }

    [GeneratedRegex(@"^([0-9a-fA-F-]+)\.[0-9a-fA-F]{32}\.plex\.direct$", RegexOptions.IgnoreCase)]
    private static partial Regex PlexDirect();
}
