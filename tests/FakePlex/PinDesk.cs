using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>Pins: made, polled, claimed, over.</summary>
internal sealed class PinDesk(FakePlexTv tv)
{
    private readonly ConcurrentDictionary<long, Pin> _pins = new();
    private long _lastId = 111_222_332;

    public IReadOnlyList<string> OpenCodes => [.. _pins.Values.Where(p => p.Token is null && !IsOver(p)).Select(p => p.Code)];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v2/pins", CreateAsync);
        routes.MapGet("/api/v2/pins/{id:long}", PollAsync);
        routes.MapPut("/api/v2/pins/link", LinkAsync);
    }

    public bool Claim(string code, FakeUser user)
    {
        var pin = _pins.Values.FirstOrDefault(p => string.Equals(p.Code, code, StringComparison.OrdinalIgnoreCase));
        if (pin is null || IsOver(pin))
            return false;
        _pins[pin.Id] = pin with { Token = tv.IssueToken(user) };
        return true;
    }

    private Task CreateAsync(HttpContext context)
    {
        var strong = string.Equals(context.Request.Query["strong"], "true", StringComparison.OrdinalIgnoreCase);
        var now = tv.Switches.Clock.GetUtcNow();
        var pin = new Pin(
            Interlocked.Increment(ref _lastId),
            strong ? RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 25) : RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 4),
            context.Request.Headers["X-Plex-Client-Identifier"].ToString(), context.Request.Headers["X-Plex-Product"].ToString(),
            now, now + tv.Switches.PinLife, null);
        _pins[pin.Id] = pin;
        return AnswerAsync(context, pin, 201);
    }

    private Task PollAsync(HttpContext context, long id)
    {
        if (!_pins.TryGetValue(id, out var pin) || pin.ClientId != context.Request.Headers["X-Plex-Client-Identifier"].ToString())
            return Wire.TvErrorAsync(context, 404, 1020, "Code not found or expired");
        if (!IsOver(pin))
            return AnswerAsync(context, pin, 200);
        return tv.Switches.PinEnd switch
        {
            PinEnd.NotFound => Wire.TvErrorAsync(context, 404, 1020, "Code not found or expired"),
            PinEnd.Gone => Wire.TvErrorAsync(context, 410, 1020, "Code not found or expired"),
            _ => AnswerAsync(context, pin with { Token = null }, 200),
        };
    }

    private async Task LinkAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (await tv.WhoAsync(context) is not { } user)
            return;
        if (Claim(form["code"].ToString(), user))
            context.Response.StatusCode = 204;
        else
            await Wire.TvErrorAsync(context, 404, 1020, "Code not found or expired");
    }

    private Task AnswerAsync(HttpContext context, Pin pin, int status)
    {
        context.Response.StatusCode = status;
        var token = tv.Switches.UnderscoreTokenField ? "auth_token" : "authToken";
        var body = new JsonObject
        {
            ["id"] = pin.Id,
            ["code"] = pin.Code,
            ["product"] = pin.Product,
            ["trusted"] = false,
            ["qr"] = $"https://plex.tv/api/v2/pins/qr/{pin.Code}",
            ["clientIdentifier"] = pin.ClientId,
            ["location"] = new JsonObject { ["code"] = "GB", ["city"] = "Unknown", ["postal_code"] = null },
            ["expiresIn"] = (long)(pin.ExpiresAt - pin.CreatedAt).TotalSeconds,
            ["createdAt"] = Iso(pin.CreatedAt),
            ["expiresAt"] = Iso(pin.ExpiresAt),
            [token] = pin.Token,
            ["newRegistration"] = pin.Token is null ? null : false,
        };
        return Wire.WantsJson(context.Request) ? Wire.JsonAsync(context, body) : Wire.XmlAsync(context, "pin", body);
    }

    private bool IsOver(Pin pin) => tv.Switches.Clock.GetUtcNow() >= pin.ExpiresAt;

    private static string Iso(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed record Pin(
        long Id, string Code, string ClientId, string Product, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string? Token);
}
