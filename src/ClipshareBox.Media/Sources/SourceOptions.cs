namespace ClipshareBox.Media.Sources;

/// <summary>How a remote source is read. A local file needs none of it.</summary>
public sealed record SourceOptions
{
    /// <summary>Limit for one connection to be made.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Limit from a request to the headers of its answer.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest pause between two bytes of an answer.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often one range is asked for before a fault that may pass is told; at least 1.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>Most connections to the server at once; at least 1.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>Bytes of the source kept in memory; 8 MB at least, so that what is read ahead has room.</summary>
    public long CacheBytes { get; init; } = 64 << 20;

    /// <summary>Most bytes read ahead of a long sequential read; 0 reads nothing ahead.</summary>
    public long ReadAheadBytes { get; init; } = 4 << 20;

    /// <summary>
    /// Servers, as "host" (default port) or "host:port", that a redirect may lead to and that get the source's headers too.
    /// The source's own scheme, host and port always get them.
    /// </summary>
    public IReadOnlyList<string> TrustedHosts { get; init; } = [];

    /// <summary>Servers, as "host" (any port) or "host:port", that a redirect may lead to without the headers.</summary>
    public IReadOnlyList<string> RedirectHosts { get; init; } = [];
}
