using System.Net;

namespace ClipshareBox.Media.Sources;

/// <summary>Judges a server's answer to a range request: usable, may pass, or final.</summary>
/// <param name="name">The source's display name.</param>
/// <param name="known">The version seen before; null while the source is being opened.</param>
internal sealed class RangeAnswer(string name, RemoteVersion? known)
{
    /// <summary>Checks that the answer holds the bytes from <paramref name="from"/> on, of the version that is known.</summary>
    /// <returns>The version it belongs to and how many bytes it brings.</returns>
    /// <exception cref="PassingFault">The server is busy or its back end is away.</exception>
    /// <exception cref="SourceReplaced">It belongs to another version.</exception>
    /// <exception cref="MediaException">The source is missing or lost, or its server knows no ranges.</exception>
    public (RemoteVersion Version, long Bytes) Check(HttpResponseMessage response, long from)
    {
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            return (Nothing(response), 0);
        if (response.StatusCode != HttpStatusCode.PartialContent)
            throw Judge(response);
        if (response.Content.Headers.ContentEncoding.Any(e => !e.Equals("identity", StringComparison.OrdinalIgnoreCase)))
            throw CannotCut("compresses the film on the way");
        var range = response.Content.Headers.ContentRange;
        if (range is not { Unit: "bytes", From: { } first, To: { } last, Length: { } length } || first != from)
            throw CannotCut("answers ranges wrongly or does not tell the film's size");
        var version = RemoteVersion.Of(response, length);
        return known is null || known.IsSame(version) ? (version, last - first + 1) : throw new SourceReplaced();
    }

    private RemoteVersion Nothing(HttpResponseMessage response) =>
        known is null && response.Content.Headers.ContentRange is { Length: 0 }
            ? RemoteVersion.Of(response, 0)
            : throw new SourceReplaced();

    private Exception Judge(HttpResponseMessage response)
    {
        var away = known is null ? MediaFault.SourceMissing : MediaFault.SourceLost;
        var status = (int)response.StatusCode;
        return status switch
        {
            200 => IsOtherVersion(response) ? new SourceReplaced() : CannotCut("does not support ranges"),
            401 or 403 or 407 => new MediaException(
                away, $"{name}: the server refused access ({status}); check the token or sign in again."),
            404 or 410 => new MediaException(away, $"{name} is not there ({status}); check the address."),
            408 or 429 or 502 or 503 or 504 => new PassingFault($"the server answered {status}"),
            >= 500 => new MediaException(MediaFault.SourceLost, $"{name}: the server failed ({status}); try again later."),
            _ => new MediaException(away, $"{name}: the server answered {status} to a read; check the address."),
        };
    }

    // Asked with If-Range, a server sends the whole of a file that was replaced.
    private bool IsOtherVersion(HttpResponseMessage response) =>
        known is not null && !known.IsSame(RemoteVersion.Of(response, response.Content.Headers.ContentLength ?? known.Length));

    private MediaException CannotCut(string what) =>
        new(MediaFault.CannotCut, $"{name}: the server {what}; copy the film to a disk or to a server that supports ranges.");
}
