using System.Security.Cryptography;
using System.Text;

namespace ClipshareBox.Devices.Plex;

/// <summary>A token. It never shows itself: neither in texts nor in logs nor in addresses; only the wire reveals it, as a header.</summary>
internal sealed class PlexToken : IEquatable<PlexToken>
{
    private readonly string _value;

    /// <summary>Wraps a token; its form is nobody's business.</summary>
    /// <exception cref="ArgumentException">Empty, or with characters that no header takes.</exception>
    public PlexToken(string value)
    {
        if (value.Length == 0 || value.Any(c => c is <= ' ' or > '~'))
            throw new ArgumentException("A Plex token is made of visible ASCII characters.", nameof(value));
        _value = value;
        Mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(value)))[..16];
    }

    /// <summary>Tells tokens apart without telling them; 16 hex digits.</summary>
    public string Mark { get; }

    /// <summary>True for a short-lived token (a JWT), which is refreshed, not signed out, when it is over.</summary>
    public bool IsShortLived => _value.Count(c => c == '.') == 2;

    /// <summary>The token itself: for a header, or for storage that encrypts.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals(PlexToken? other) => other is not null && other._value == _value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PlexToken);

    /// <inheritdoc/>
    public override int GetHashCode() => Mark.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => "(Plex token)";
}
