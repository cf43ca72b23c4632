using System.Buffers;

namespace ClipshareBox.Media.Sources;

/// <summary>Names a source: a local path, or an http(s) address with the headers that its server asks for.</summary>
/// <param name="Location">Path, or absolute http or https address.</param>
/// <param name="Headers">Request headers of a remote source; may hold tokens: never logged, never on a command line.</param>
public sealed record MediaSource(string Location, IReadOnlyDictionary<string, string>? Headers = null)
{
    /// <summary>How its server is connected with; null for DNS and the system's authorities.</summary>
    public ConnectionRules? Rules { get; init; }

    /// <summary>True when the bytes come over HTTP.</summary>
    public bool IsRemote =>
        Location.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || Location.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Scheme, host and path without user, query or fragment, where tokens hide; fit for logs and errors.</summary>
    public string DisplayName => IsAddress ? AddressName : Location;

    /// <summary>True for anything of the form scheme://…, which is no path.</summary>
    internal bool IsAddress =>
        Location.IndexOf("://", StringComparison.Ordinal) is > 0 and var length
        && Location.AsSpan(0, length).IndexOfAnyExcept(SchemeCharacters) < 0;

    private static SearchValues<char> SchemeCharacters { get; } =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."); // RFC 3986, section 3.1

    // An address that does not parse is not shown at all: nobody can tell which part of it is the token.
    private string AddressName =>
        Uri.TryCreate(Location, UriKind.Absolute, out var uri)
            ? $"{uri.Scheme}://{uri.Authority}{uri.AbsolutePath}"
            : $"{Location[..Location.IndexOf(':', StringComparison.Ordinal)]}://(not a valid address)";

    /// <summary>The display name: the record's own text would print the headers.</summary>
    public override string ToString() => DisplayName;
}
