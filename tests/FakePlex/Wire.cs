using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Microsoft.AspNetCore.Http;

namespace FakePlex;

/// <summary>Answers as the true ones are written: XML unless JSON was asked for by name, errors as small HTML pages.</summary>
internal static class Wire
{
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static bool WantsJson(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>A container: its fields are attributes, its arrays the rows.</summary>
    public static Task ContainerAsync(HttpContext context, JsonObject container, int status = 200)
    {
        context.Response.StatusCode = status;
        return WantsJson(context.Request)
            ? JsonAsync(context, new JsonObject { ["MediaContainer"] = container })
            : XmlAsync(context, "MediaContainer", container);
    }

    public static async Task JsonAsync(HttpContext context, JsonNode body, int status = 0)
    {
        if (status != 0)
            context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        body.WriteTo(writer);
        await writer.FlushAsync(context.RequestAborted);
    }

    public static async Task XmlAsync(HttpContext context, string root, JsonObject body)
    {
        context.Response.ContentType = "text/xml;charset=utf-8";
        await context.Response.WriteAsync("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Xml(root, body), context.RequestAborted);
    }

    public static async Task HtmlAsync(HttpContext context, int status, string title, string heading)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync(
            $"<html><head><title>{title}</title></head><body><h1>{heading}</h1></body></html>", context.RequestAborted);
    }

    /// <summary>The error page of a media server: HTML whatever was asked.</summary>
    public static Task ErrorAsync(HttpContext context, int status)
    {
        var name = Name(status);
        return HtmlAsync(context, status, name, $"{Text(status)} {name}");
    }

    /// <summary>A plex.tv error: a list of coded messages.</summary>
    public static Task TvErrorAsync(HttpContext context, int status, int code, string message)
    {
        context.Response.StatusCode = status;
        if (WantsJson(context.Request))
        {
            var error = new JsonObject { ["code"] = code, ["message"] = message, ["status"] = status };
            return JsonAsync(context, new JsonObject { ["errors"] = new JsonArray(error) });
        }
        return XmlAsync(context, "errors", new JsonObject
        {
            ["error"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message, ["status"] = status }),
        });
    }

    private static string Xml(string root, JsonObject body)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = false }))
            Write(writer, root, body);
        return text.ToString();
    }

    private static void Write(XmlWriter writer, string name, JsonObject body)
    {
        writer.WriteStartElement(name == "Metadata" ? ElementOf(body) : name);
        foreach (var (key, value) in body)
        {
            if (value is null or JsonValue)
                writer.WriteAttributeString(key, Attribute(value));
        }
        foreach (var (key, value) in body)
        {
            if (value is JsonObject one)
                Write(writer, key, one);
            foreach (var row in (value as JsonArray ?? []).OfType<JsonObject>())
                Write(writer, key, row);
        }
        writer.WriteEndElement();
    }

    private static string ElementOf(JsonObject row) => row["type"]?.ToString() switch
    {
        "movie" or "episode" or "clip" => "Video",
        "track" => "Track",
        "photo" => "Photo",
        "playlist" => "Playlist",
        _ => "Directory",
    };

    private static string Attribute(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        null => "",
        _ => value.ToString(),
    };

    private static string Name(int status) => status switch
    {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        416 => "Requested Range Not Satisfiable",
        429 => "Too Many Requests",
        503 => "Service Unavailable",
        509 => "Bandwidth Limit Exceeded",
        _ => "Internal Server Error",
    };
}
