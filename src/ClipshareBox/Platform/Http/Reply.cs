using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace ClipshareBox.Platform.Http;

/// <summary>Where a list stands in the whole.</summary>
/// <param name="Offset">Rows skipped.</param>
/// <param name="Limit">Rows at most.</param>
/// <param name="Total">Rows there are.</param>
public sealed record Pagination(int Offset, int Limit, long Total);

/// <summary>One page of a list.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, Pagination Pagination);

/// <summary>An answer in the envelope of the contract.</summary>
internal sealed class Reply<T>(T data, int status, Pagination? pagination = null, bool isDegraded = false) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) =>
        Envelope.WriteAsync(httpContext, status, writer =>
        {
            writer.WriteBoolean("success", true);
            writer.WritePropertyName("data");
            JsonSerializer.Serialize(writer, data, httpContext.Json().Type<T>());
        }, pagination, isDegraded);
}

/// <summary>Makes answers.</summary>
internal static class Reply
{
    /// <summary>200 with data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="isDegraded">True for the last known good answer of a service that is away.</param>
    public static Reply<T> Ok<T>(T data, bool isDegraded = false) => new(data, StatusCodes.Status200OK, null, isDegraded);

    /// <summary>200 with a page of a list.</summary>
    public static Reply<IReadOnlyList<T>> Ok<T>(Page<T> page, bool isDegraded = false) =>
        new(page.Items, StatusCodes.Status200OK, page.Pagination, isDegraded);

    /// <summary>201 with what was made.</summary>
    public static Reply<T> Created<T>(T data) => new(data, StatusCodes.Status201Created);

    /// <summary>200 with nothing to tell.</summary>
    public static Reply<object?> Done() => new(null, StatusCodes.Status200OK);
}

/// <summary>The envelope itself.</summary>
internal static class Envelope
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [SuppressMessage("Reliability", "CA2016", Justification = "An answer is sent whole or its connection is gone.")]
    internal static async Task WriteAsync(HttpContext http, int status, Action<Utf8JsonWriter> body, Pagination? pagination = null, bool isDegraded = false)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            body(writer);
            WriteMeta(writer, http, pagination, isDegraded);
            writer.WriteEndObject();
        }
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = buffer.WrittenCount;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(buffer.WrittenMemory);
    }

    internal static Task WriteErrorAsync(HttpContext http, Refusal refusal)
    {
        if (refusal.Details is LimitDetails limit)
            http.Response.Headers.RetryAfter = limit.RetryAfter.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(http, refusal.Code.Status(), writer =>
        {
            writer.WriteBoolean("success", false);
            writer.WriteStartObject("error");
            writer.WriteString("code", refusal.Code.Spelled());
            writer.WriteString("message", refusal.Message);
            if (refusal.Details is { } details)
            {
                writer.WritePropertyName("details");
                JsonSerializer.Serialize(writer, details, http.Json().Options.GetTypeInfo(details.GetType()));
            }
            writer.WriteEndObject();
        });
    }

    internal static BoxJson Json(this HttpContext http) => http.RequestServices.GetRequiredService<BoxJson>();

    private static void WriteMeta(Utf8JsonWriter writer, HttpContext http, Pagination? pagination, bool isDegraded)
    {
        writer.WriteStartObject("meta");
        writer.WriteString("timestamp", http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        writer.WriteString("requestId", http.TraceIdentifier);
        if (pagination is not null)
        {
            writer.WritePropertyName("pagination");
            JsonSerializer.Serialize(writer, pagination, PlatformJson.Default.Pagination);
        }
        if (isDegraded)
            writer.WriteBoolean("degraded", true);
        writer.WriteEndObject();
    }
}
