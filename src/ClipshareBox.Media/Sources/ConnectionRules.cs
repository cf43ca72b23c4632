using System.Net;
using System.Net.Security;

namespace ClipshareBox.Media.Sources;

/// <summary>How a source's server is connected with, where its names or certificates have rules of their own.</summary>
/// <param name="AddressOf">The address that stands in a host's name itself; null where DNS is to be asked.</param>
/// <param name="Trusts">Judges the server's certificate; never waves all through.</param>
public sealed record ConnectionRules(Func<string, IPAddress?> AddressOf, RemoteCertificateValidationCallback Trusts);
