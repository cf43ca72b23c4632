using System.Diagnostics.CodeAnalysis;

namespace ClipshareBox.Platform.Http;

/// <summary>The coded answers of the contract, each with its HTTP status.</summary>
public enum ErrorCode
{
    /// <summary>400: bad input; the details list field and message.</summary>
    ValidationError = 400,

    /// <summary>401: not signed in, expired or revoked.</summary>
    AuthenticationError = 401,

    /// <summary>403: signed in, not allowed.</summary>
    PermissionDenied = 403,

    /// <summary>404: no such thing, or the caller may not know of it.</summary>
    NotFound = 404,

    /// <summary>409: stale, duplicate or wrong state; the details show what stands now.</summary>
    Conflict = 409,

    /// <summary>413: more than is taken.</summary>
    FileTooLarge = 413,

    /// <summary>415: not a format that is taken.</summary>
    InvalidFileFormat = 415,

    /// <summary>423: someone else holds it; the details say who.</summary>
    Locked = 423,

    /// <summary>429: too often; the details say when again.</summary>
    RateLimitExceeded = 429,

    /// <summary>500: ours; the log has the rest under the request's id.</summary>
    InternalError = 500,

    /// <summary>502: ffmpeg or another worker failed; the details have its last lines.</summary>
    ProcessingFailed = 502,

    /// <summary>503: something outside is down and nothing kept can answer.</summary>
    ServiceUnavailable = 503,

    /// <summary>507: the disk or a quota is full.</summary>
    StorageQuotaExceeded = 507,

    /// <summary>503 too: Plex is down, or does not let the box in, and nothing kept can answer.</summary>
    PlexConnectionError = 1503,
}

/// <summary>How codes are spelled.</summary>
internal static class ErrorCodes
{
    /// <summary>The HTTP status that goes with it.</summary>
    public static int Status(this ErrorCode code) => (int)code % 1000;

    /// <summary>The code as the contract spells it: <c>NotFound</c> is <c>NOT_FOUND</c>.</summary>
    public static string Spelled(this ErrorCode code) =>
        string.Concat(code.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
}

/// <summary>One field of a bad request.</summary>
/// <param name="Field">Its name in the request.</param>
/// <param name="Message">What is allowed.</param>
public sealed record FieldError(string Field, string Message);

/// <summary>
/// The box says no, with a code and a text that says what to do. Thrown by rules; the HTTP answer, the hub's <c>error</c> and a
/// panel's lamp are made from it in one place each.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is an answer; rules read as: throw Refusal.NotFound.")]
public sealed class Refusal(ErrorCode code, string message, object? details = null) : Exception(message)
{
    /// <summary>Its code, and by its value the HTTP status.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>What helps to put it right; serializable by the box's JSON contexts.</summary>
    public object? Details { get; } = details;

    /// <summary>Bad input in one field.</summary>
    public static Refusal Invalid(string field, string message) =>
        new(ErrorCode.ValidationError, $"{field}: {message}", new[] { new FieldError(field, message) });

    /// <summary>No such thing, or none that this caller may know of.</summary>
    public static Refusal NotFound(string what) => new(ErrorCode.NotFound, $"There is no such {what}.");

    /// <summary>Allowed to others.</summary>
    public static Refusal Denied(string what) => new(ErrorCode.PermissionDenied, $"You may not {what}; ask someone who may to give you the right.");
}
