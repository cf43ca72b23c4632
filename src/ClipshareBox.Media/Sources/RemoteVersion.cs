using System.Net.Http.Headers;

namespace ClipshareBox.Media.Sources;

/// <summary>Which version of a remote file an answer belongs to (RFC 9110, section 8.8).</summary>
/// <param name="Length">Size of the whole file in bytes.</param>
/// <param name="Tag">The entity tag as sent, or null.</param>
/// <param name="Modified">The modification time as sent, or null.</param>
internal sealed record RemoteVersion(long Length, string? Tag, DateTimeOffset? Modified)
{
    /// <summary>What an If-Range header may hold, or null: weak tags are no good there (RFC 9110, section 13.1.5).</summary>
    public RangeConditionHeaderValue? Condition =>
        Tag is not null && !Tag.StartsWith("W/", StringComparison.Ordinal) ? new(EntityTagHeaderValue.Parse(Tag))
        : Tag is null && Modified is { } modified ? new RangeConditionHeaderValue(modified)
        : null;

    public static RemoteVersion Of(HttpResponseMessage response, long length) =>
        new(length, response.Headers.ETag?.ToString(), response.Content.Headers.LastModified);

    /// <summary>False when the file was replaced between the two; a server that leaves a fact out has not changed it.</summary>
    public bool IsSame(RemoteVersion other) =>
        Length == other.Length
        && (Tag is null || other.Tag is null || Tag == other.Tag)
        && (Modified is null || other.Modified is null || Modified == other.Modified);
}
