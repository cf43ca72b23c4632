using System.Diagnostics;

namespace ClipshareBox.Platform.Http;

/// <summary>One line for each request: method, path, status, ms. Queries and headers stay out of it, for they may hold secrets.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            var level = http.Response.StatusCode >= 500 ? LogLevel.Error : LogLevel.Debug;
            var ms = (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Log(log, level, http.Request.Method, http.Request.Path, http.Response.StatusCode, ms, http.TraceIdentifier);
        }
    }

    [LoggerMessage("{Method} {Path} {Status} in {Ms} ms, request {RequestId}")]
    private static partial void Log(ILogger logger, LogLevel level, string method, PathString path, int status, long ms, string requestId);
}
