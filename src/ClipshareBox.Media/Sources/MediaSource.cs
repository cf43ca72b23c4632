namespace ClipshareBox.Media.Sources;

/// <summary>Names a source: a local path, or an http(s) address with the headers that its server asks for.</summary>
/// <param name="Location">Absolute path, or absolute http or https address.</param>
/// <param name="Headers">Request headers of a remote source; may hold tokens: never logged, never on a command line.</param>
public sealed record MediaSource(string Location, IReadOnlyDictionary<string, string>? Headers = null)
{
    /// <summary>True when the bytes come over HTTP.</summary>
    public bool IsRemote =>
        Location.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || Location.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Host and path without user, query or fragment, where tokens hide; fit for logs and errors.</summary>
    public string DisplayName =>
        IsRemote && Uri.TryCreate(Location, UriKind.Absolute, out var uri)
            ? $"{uri.Scheme}://{uri.Authority.Split('@')[^1]}{uri.AbsolutePath}"
            : Location;

    /// <summary>The display name: the record's own text would print the headers.</summary>
    public override string ToString() => DisplayName;
}
