using System.Globalization;
using System.Net;
using System.Security.Authentication;

namespace ClipshareBox.Devices.Plex;

/// <summary>Turns statuses and exceptions into faults with texts for people.</summary>
internal static class PlexFaultTexts
{
    private const int JwtExpired = 498; // plex.tv's own
    private const int BandwidthLimit = 509;

    /// <summary>The fault of an HTTP status that is no success.</summary>
    /// <param name="who">What answered, for people: "plex.tv" or the server's name.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="said">What the body says (a maintenance text), or null.</param>
    /// <param name="retryAfter">Retry-After, or null.</param>
    public static PlexFault Of(string who, int status, string? said, TimeSpan? retryAfter)
    {
        var (kind, text) = Read(who, status, said);
        return new PlexFault(kind, text) { Status = status, RetryAfter = retryAfter };
    }

    /// <summary>The fault of a connection that failed.</summary>
    public static PlexFault Of(string who, Uri address, Exception e) => e switch
    {
        HttpRequestException { InnerException: AuthenticationException inner } => new PlexFault(
            PlexFaultKind.Certificate,
            $"The certificate at {Place(address)} is not one of {who}'s. Use the server's plex.direct name, or plain http inside the house.", inner),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new PlexFault(
            PlexFaultKind.Unreachable, $"{who}: the name {address.Host} is not known here. Check the name and the box's DNS.", e),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => new PlexFault(
            PlexFaultKind.NotPlex, $"{Place(address)} does not speak HTTP as {who} does. Check the address and the port (usually 32400).", e),
        _ => new PlexFault(
            PlexFaultKind.Unreachable, $"{who} can't be reached at {Place(address)}. Is it switched on, and is the address right?", e),
    };

    /// <summary>No answer in time.</summary>
    public static PlexFault TimedOut(string who, TimeSpan limit, Exception? e = null) => new(
        PlexFaultKind.TimedOut,
        string.Create(CultureInfo.InvariantCulture, $"{who} did not answer within {limit.TotalSeconds:0.#} s. It may be busy, or its disk asleep; try again."), e);

    /// <summary>Scheme, host and port: an address without what may be secret.</summary>
    public static string Place(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static (PlexFaultKind Kind, string Text) Read(string who, int status, string? said) => status switch
    {
        (int)HttpStatusCode.Unauthorized => (PlexFaultKind.Unauthorized, $"{who} does not take this sign-in any more. Sign in to Plex again."),
        (int)HttpStatusCode.UnprocessableEntity => (PlexFaultKind.Unauthorized, $"{who} does not take this sign-in any more. Sign in to Plex again."),
        JwtExpired => (PlexFaultKind.TokenExpired, "The Plex sign-in has to be refreshed."),
        (int)HttpStatusCode.Forbidden => (PlexFaultKind.Forbidden, $"{who} does not allow this to you. Ask the server's owner."),
        (int)HttpStatusCode.NotFound or (int)HttpStatusCode.Gone => (PlexFaultKind.NotFound, $"{who} does not have this (any more)."),
        (int)HttpStatusCode.TooManyRequests => (PlexFaultKind.TooMany, $"{who} was asked too often; wait a little."),
        (int)HttpStatusCode.ServiceUnavailable => (PlexFaultKind.Booting, $"{who} is starting or under maintenance{(said is null ? "" : $" ({said})")}; wait a little."),
        BandwidthLimit => (PlexFaultKind.Refused, $"{who} has not enough bandwidth for this. Raise the limit in the server's settings, or count the box as local."),
        >= 500 => (PlexFaultKind.ServerError, $"{who} failed with error {status.ToString(CultureInfo.InvariantCulture)}; try again."),
        >= 300 and < 400 => (PlexFaultKind.NotPlex, $"{who} sends the box on to another address, which it does not follow with your sign-in. Enter the server's own address."),
        _ => (PlexFaultKind.Refused, $"{who} refused the request ({status.ToString(CultureInfo.InvariantCulture)})."),
    };
}
