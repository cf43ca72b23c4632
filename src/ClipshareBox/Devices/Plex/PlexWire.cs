using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml;

namespace ClipshareBox.Devices.Plex;

/// <summary>An answer and what it weighed.</summary>
/// <param name="Value">What was read.</param>
/// <param name="Bytes">Size of the body it was read from.</param>
internal readonly record struct PlexRead<T>(T Value, int Bytes);

/// <summary>An answer that is no container.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="MediaType">What it says it is, or null.</param>
internal sealed record PlexBody(byte[] Bytes, string? MediaType);

/// <summary>Sends questions and reads answers: status first, then the kind of body, then the body. Knows nothing of retries.</summary>
/// <param name="http">Connections; must not follow redirects.</param>
/// <param name="me">The box.</param>
/// <param name="who">What answers, for people.</param>
internal sealed class PlexWire(HttpMessageInvoker http, PlexIdentity me, string who)
{
    private const int MaxBodyBytes = 32 * 1024 * 1024;
    private const int MaxErrorBytes = 64 * 1024;

    /// <summary>Asks, and reads the container of the answer (or the answer itself where there is none).</summary>
    /// <exception cref="PlexFault">Any fault.</exception>
    public async ValueTask<PlexRead<T>> AskAsync<T>(Uri root, PlexAsk ask, Func<PlexNode, T> read, CancellationToken ct)
    {
        using var answer = await OpenAsync(root, ask, "application/json", ct);
        var body = await BodyAsync(answer, root, MaxBodyBytes, ct);
        using var document = Parse(answer, body);
        var whole = document.RootElement;
        var container = whole.ValueKind == JsonValueKind.Object && whole.TryGetProperty("MediaContainer", out var inner) ? inner : whole;
        return new PlexRead<T>(read(new PlexNode(container)), body.Length);
    }

    /// <summary>Asks where only the status counts.</summary>
    /// <exception cref="PlexFault">Any fault.</exception>
    public async ValueTask TellAsync(Uri root, PlexAsk ask, CancellationToken ct) =>
        (await OpenAsync(root, ask, "application/json", ct)).Dispose();

    /// <summary>Asks for something that is no container: a picture, a list of segments, a file. The caller disposes of the answer.</summary>
    /// <exception cref="PlexFault">Any fault; an HTML page is one.</exception>
    public async ValueTask<HttpResponseMessage> OpenAsync(Uri root, PlexAsk ask, string accept, CancellationToken ct)
    {
        HttpResponseMessage? answer = null;
        try
        {
            using var request = Request(root, ask, accept);
            answer = await http.SendAsync(request, ct);
            if (!answer.IsSuccessStatusCode)
                throw await RefusalAsync(answer, root, ct);
            if (answer.Content.Headers.ContentType?.MediaType == "text/html")
                throw NotPlex(root);
            return answer;
        }
        catch (Exception e)
        {
            answer?.Dispose();
            // The handler's own limit of connecting comes as a cancellation that nobody asked for.
            if (e is HttpRequestException or IOException || e is OperationCanceledException && !ct.IsCancellationRequested)
                throw PlexFaultTexts.Of(who, root, e);
            throw;
        }
    }

    /// <summary>Asks for something that is no container, and reads it whole.</summary>
    /// <exception cref="PlexFault">Any fault; Refused when it is longer than <paramref name="maxBytes"/>.</exception>
    public async ValueTask<PlexBody> ReadAsync(Uri root, PlexAsk ask, string accept, int maxBytes, CancellationToken ct)
    {
        using var answer = await OpenAsync(root, ask, accept, ct);
        return new PlexBody(await BodyAsync(answer, root, maxBytes, ct), answer.Content.Headers.ContentType?.MediaType);
    }

    private HttpRequestMessage Request(Uri root, PlexAsk ask, string accept)
    {
        var request = new HttpRequestMessage(ask.Method, ask.At(root)) { VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        // Without it the answer is XML.
        request.Headers.TryAddWithoutValidation("Accept", accept);
        me.WriteTo(request.Headers);
        if (ask.Token is { } token)
            request.Headers.TryAddWithoutValidation("X-Plex-Token", token.Reveal());
        if (ask.Session is { } session)
            request.Headers.TryAddWithoutValidation("X-Plex-Session-Identifier", session);
        if (ask.Range is { } range)
            request.Headers.TryAddWithoutValidation("Range", range);
        if (ask.Size is { } size)
        {
            request.Headers.TryAddWithoutValidation("X-Plex-Container-Start", ask.Start.ToString(System.Globalization.CultureInfo.InvariantCulture));
            request.Headers.TryAddWithoutValidation("X-Plex-Container-Size", size.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        if (ask.JsonBody is { } json)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return request;
    }

    private JsonDocument Parse(HttpResponseMessage answer, byte[] body)
    {
        try
        {
            // Old routes answer XML whatever is asked; some bodies are empty.
            if (body.Length == 0)
                return JsonDocument.Parse("{}");
            return answer.Content.Headers.ContentType?.MediaType is "text/xml" or "application/xml" || body[0] == (byte)'<'
                ? PlexXml.Read(body)
                : JsonDocument.Parse(body);
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            throw new PlexFault(PlexFaultKind.BadAnswer, $"{who} answered with something that can't be read; try again.", e);
        }
    }

    private async Task<PlexFault> RefusalAsync(HttpResponseMessage answer, Uri root, CancellationToken ct)
    {
        var status = (int)answer.StatusCode;
        string? said = null;
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Content.Headers.ContentType?.MediaType?.EndsWith("xml", StringComparison.Ordinal) == true)
        {
            using var document = Parse(answer, await BodyAsync(answer, root, MaxErrorBytes, ct));
            said = new PlexNode(document.RootElement).Child("Response")?.Text("status");
        }
        return PlexFaultTexts.Of(who, status, said, answer.Headers.RetryAfter?.Delta);
    }

    private async Task<byte[]> BodyAsync(HttpResponseMessage answer, Uri root, int most, CancellationToken ct)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            using var kept = new MemoryStream();
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await body.ReadAsync(buffer, ct)) > 0)
            {
                if (kept.Length + read > most)
                    throw new PlexFault(PlexFaultKind.Refused, $"{who} answered with more than {most / 1024 / 1024} MB, which the box does not read.");
                kept.Write(buffer, 0, read);
            }
            return kept.ToArray();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            throw PlexFaultTexts.Of(who, root, e);
        }
    }

    private PlexFault NotPlex(Uri root) => new(
        PlexFaultKind.NotPlex,
        $"{PlexFaultTexts.Place(root)} answers with a web page, not as {who}. A proxy or a sign-in page of the network may stand between; check the address.");
}
