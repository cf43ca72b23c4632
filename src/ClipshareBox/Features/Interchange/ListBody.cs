using System.Text;
using ClipshareBox.Platform.Http;
using Microsoft.Net.Http.Headers;

namespace ClipshareBox.Features.Interchange;

/// <summary>Reads a request's body as the text of a list. The server's own limit on bodies keeps it small (413).</summary>
internal static class ListBody
{
    /// <exception cref="Refusal">415: it is no text, or not in UTF-8.</exception>
    public static async Task<string> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        RequireText(request.ContentType);
        try
        {
            using var reader = new StreamReader(request.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return await reader.ReadToEndAsync(ct);
        }
        catch (DecoderFallbackException)
        {
            throw new Refusal(ErrorCode.InvalidFileFormat, "The list is not UTF-8 text; save it as UTF-8 and send it again.");
        }
    }

    private static void RequireText(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !(type.MediaType == "text/csv" || type.MediaType == "text/plain"))
            throw new Refusal(ErrorCode.InvalidFileFormat, "Send the list as text, with Content-Type: text/csv or text/plain.");
        if (type.Charset.HasValue && !(type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)))
            throw new Refusal(ErrorCode.InvalidFileFormat, "Send the list in UTF-8.");
    }
}
