using System.Text;
using ClipshareBox.Platform.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ClipshareBox.Features.Interchange;

/// <summary>Reads a request's body as the text of a list.</summary>
internal static class ListBody
{
    private const int MostBytes = 1 << 20;

    // A body up to here is read to its end though it is too large: a sender who is cut off in the middle sees no answer, but a broken line.
    private const long MostReadBytes = 16 << 20;

    /// <exception cref="Refusal">415: it is no text, or not in UTF-8; 413: it is larger than 1 MB.</exception>
    public static async Task<string> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        RequireText(request.ContentType);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostReadBytes;
        var bytes = new byte[MostBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        if (length > MostBytes)
        {
            await request.Body.CopyToAsync(Stream.Null, ct);
            throw new Refusal(ErrorCode.FileTooLarge, "The list is larger than 1 MB; split it.");
        }
        return Decode(bytes, length);
    }

    private static string Decode(byte[] bytes, int length)
    {
        try
        {
            var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
            return utf8.GetString(bytes, 0, length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new Refusal(ErrorCode.InvalidFileFormat, "The list is not UTF-8 text; save it as UTF-8 and send it again.");
        }
    }

    private static void RequireText(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !(Is(type.MediaType, "text/csv") || Is(type.MediaType, "text/plain")))
            throw new Refusal(ErrorCode.InvalidFileFormat, "Send the list as text, with Content-Type: text/csv or text/plain.");
        if (type.Charset.HasValue && !(Is(type.Charset, "utf-8") || Is(type.Charset, "us-ascii")))
            throw new Refusal(ErrorCode.InvalidFileFormat, "Send the list in UTF-8.");
    }

    private static bool Is(StringSegment text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);
}
