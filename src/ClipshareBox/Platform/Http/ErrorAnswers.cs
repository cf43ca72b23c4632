using System.Text.Json;
using ClipshareBox.Media;
using Microsoft.AspNetCore.Http.Features;

namespace ClipshareBox.Platform.Http;

/// <summary>Turns whatever went wrong in a request into the contract's coded answer; the one place where that happens.</summary>
internal sealed partial class ErrorAnswers(RequestDelegate next, ILogger<ErrorAnswers> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        http.Response.Headers["X-Request-Id"] = http.TraceIdentifier;
        try
        {
            await next(http);
            if (!http.Response.HasStarted && http.Response is { StatusCode: >= 400, ContentLength: null, ContentType: null })
                await Envelope.WriteErrorAsync(http, OfStatus(http.Response.StatusCode));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Abort();
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            var refusal = RefusalOf(e);
            if (refusal.Code == ErrorCode.InternalError)
                LogFailure(log, e, http.Request.Method, http.Request.Path);
            http.Features.Get<IHttpResponseFeature>()?.Headers.Clear();
            http.Response.Headers["X-Request-Id"] = http.TraceIdentifier;
            await Envelope.WriteErrorAsync(http, refusal);
        }
    }

    /// <summary>What a failure is to the one who asked.</summary>
    internal static Refusal RefusalOf(Exception failure) => failure switch
    {
        Refusal refusal => refusal,
        MediaException media => OfMedia(media),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new Refusal(ErrorCode.FileTooLarge, "The request is larger than this address takes."),
        BadHttpRequestException { InnerException: JsonException json } => OfJson(json),
        BadHttpRequestException bad => new Refusal(ErrorCode.ValidationError, bad.Message),
        JsonException json => OfJson(json),
        _ when Store.FullDisk.IsIn(failure) => new Refusal(
            ErrorCode.StorageQuotaExceeded, "The box's disk is full and nothing was changed; delete clips or other files and try again."),
        _ => new Refusal(ErrorCode.InternalError, "Something went wrong inside the box; its log has the details under this request's id."),
    };

    private static Refusal OfJson(JsonException json)
    {
        var field = (json.Path ?? "$").TrimStart('$', '.');
        return Refusal.Invalid(field.Length == 0 ? "body" : field, "is missing, misspelt or of another type than the API page says.");
    }

    private static Refusal OfMedia(MediaException media)
    {
        var code = media.Fault switch
        {
            MediaFault.DiskFull => ErrorCode.StorageQuotaExceeded,
            MediaFault.BadRange => ErrorCode.ValidationError,
            MediaFault.SourceLost or MediaFault.SourceMissing => ErrorCode.ServiceUnavailable,
            _ => ErrorCode.ProcessingFailed,
        };
        return new Refusal(code, media.Message, media.Detail);
    }

    private static Refusal OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new Refusal(ErrorCode.AuthenticationError, "Sign in first."),
        StatusCodes.Status403Forbidden => Refusal.Denied("do this"),
        StatusCodes.Status404NotFound => Refusal.NotFound("address"),
        StatusCodes.Status405MethodNotAllowed => new Refusal(ErrorCode.NotFound, "There is no such method at this address; the API page lists them."),
        StatusCodes.Status413PayloadTooLarge => new Refusal(ErrorCode.FileTooLarge, "The request is larger than this address takes."),
        StatusCodes.Status415UnsupportedMediaType => new Refusal(ErrorCode.InvalidFileFormat, "Send JSON with Content-Type: application/json."),
        < 500 => new Refusal(ErrorCode.ValidationError, "The request can't be read; the API page says what is taken."),
        _ => new Refusal(ErrorCode.InternalError, "Something went wrong inside the box; its log has the details under this request's id."),
    };

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogFailure(ILogger logger, Exception failure, string method, PathString path);
}
