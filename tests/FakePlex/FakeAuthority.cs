using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FakePlex;

/// <summary>A certificate authority of tests: makes the plex.direct certificate of a server.</summary>
public sealed class FakeAuthority : IDisposable
{
    private readonly X509Certificate2 _root;

    /// <summary>Makes the authority.</summary>
    public FakeAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        _root = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    /// <summary>What clients trust.</summary>
    public X509Certificate2 Root => X509CertificateLoader.LoadCertificate(_root.RawData);

    /// <summary>A server's certificate.</summary>
    /// <param name="hash">The 32 hex digits in its plex.direct names.</param>
    public X509Certificate2 PlexDirect(string hash)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=*.{hash}.plex.direct", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName($"*.{hash}.plex.direct");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var bare = request.Create(_root, now.AddHours(-1), now.AddDays(7), RandomNumberGenerator.GetBytes(8));
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <inheritdoc/>
    public void Dispose() => _root.Dispose();
}
