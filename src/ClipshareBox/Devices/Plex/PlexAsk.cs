namespace ClipshareBox.Devices.Plex;

/// <summary>A question to plex.tv or to a server.</summary>
/// <param name="Path">Path from the root, encoded.</param>
internal sealed record PlexAsk(string Path)
{
    /// <summary>Query, encoded, without its question mark; never holds a token.</summary>
    public string Query { get; init; } = "";

    /// <summary>HTTP method.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Who asks; null for questions that need nobody.</summary>
    public PlexToken? Token { get; init; }

    /// <summary>First row wanted, with <see cref="Size"/>; both go together, for a lone size is ignored.</summary>
    public int Start { get; init; }

    /// <summary>Rows wanted; null where there are no pages.</summary>
    public int? Size { get; init; }

    /// <summary>Time limit of one try; null for the usual one.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>X-Plex-Session-Identifier, or null.</summary>
    public string? Session { get; init; }

    /// <summary>A byte range such as "bytes=0-0", or null.</summary>
    public string? Range { get; init; }

    /// <summary>A JSON body, or null.</summary>
    public string? JsonBody { get; init; }

    /// <summary>True when asking twice does no harm.</summary>
    public bool MayRepeat { get; init; } = true;

    /// <summary>Path and query.</summary>
    public string Target => Query.Length == 0 ? Path : $"{Path}?{Query}";

    /// <summary>The whole address at a server.</summary>
    /// <exception cref="PlexFault">The path, which came from an answer, leads to another server: no token goes there.</exception>
    public Uri At(Uri root) => Uri.TryCreate(root, Target, out var address) && address.Authority == root.Authority && address.Scheme == root.Scheme
        ? address
        : throw new PlexFault(PlexFaultKind.BadAnswer, "The server named an address that is not its own, which the box does not follow.");

    /// <summary>Joins and encodes a query; fields without a value are left out.</summary>
    public static string QueryOf(params IEnumerable<(string Name, string? Value)> fields) => string.Join('&',
        fields.Where(f => f.Value is not null).Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value!)}")); // filtered above
}
