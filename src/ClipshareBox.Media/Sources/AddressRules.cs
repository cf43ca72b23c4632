namespace ClipshareBox.Media.Sources;

/// <summary>Where the requests of one source may go, and which of them carry its headers.</summary>
internal sealed class AddressRules
{
    /// <summary>Redirects followed for one request.</summary>
    public const int MaxRedirects = 5;

    private readonly MediaSource _source;
    private readonly SourceOptions _options;

    /// <exception cref="MediaException">It is no http or https address (<see cref="MediaFault.SourceMissing"/>).</exception>
    public AddressRules(MediaSource source, SourceOptions options)
    {
        _source = source;
        _options = options;
        if (!Uri.TryCreate(source.Location, UriKind.Absolute, out var first) || !IsHttp(first))
        {
            throw new MediaException(
                MediaFault.SourceMissing, $"{source.DisplayName}: only http and https addresses can be read.");
        }
        First = first;
    }

    /// <summary>The address that was asked for.</summary>
    public Uri First { get; }

    /// <summary>True when a request to <paramref name="address"/> may carry the source's headers.</summary>
    public bool GetsHeaders(Uri address) =>
        (address.Scheme == First.Scheme && address.Port == First.Port && SameText(address.IdnHost, First.IdnHost))
        || Trusts(address);

    /// <summary>Decides on one redirect.</summary>
    /// <exception cref="MediaException">It leads where none may go (<see cref="MediaFault.SourceMissing"/>).</exception>
    public Uri Follow(Uri from, Uri? location)
    {
        if (location is null || !Uri.TryCreate(from, location, out var to) || !IsHttp(to))
            throw Refused("to something that is no http or https address");
        if (from.Scheme == Uri.UriSchemeHttps && to.Scheme != Uri.UriSchemeHttps)
            throw Refused("from https to http, where anybody can listen");
        var known = SameText(to.IdnHost, First.IdnHost)
            || Trusts(to)
            || _options.RedirectHosts.Any(host => SameText(host, to.IdnHost) || SameText(host, to.Authority));
        return known ? to : throw Refused($"to another server ({to.Host}); allow that server if it is meant");
    }

    private static bool IsHttp(Uri address) => address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps;

    private static bool SameText(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    // A header once given to plain http could be read on the way, so trust in a host never lowers the scheme.
    private bool Trusts(Uri address) =>
        (First.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && _options.TrustedHosts.Any(host => SameText(host, address.Authority));

    private MediaException Refused(string where) =>
        new(MediaFault.SourceMissing, $"{_source.DisplayName} redirects {where}; not followed.");
}
