using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>The universal transcoder: decision, lists, segments made by ffmpeg, ping, stop; sessions that nobody pings end.</summary>
internal sealed class FakeTranscoder(FakePms pms)
{
    private const string Root = "/video/:/transcode/universal";
    private static readonly string[] KnownPlatforms = ["Generic", "Chrome", "Web"];
    private readonly ConcurrentDictionary<string, string> _decided = new();
    private readonly ConcurrentDictionary<string, TranscodeRun> _runs = new();

    public IReadOnlyCollection<string> Running
    {
        get
        {
            Reap();
            return [.. _runs.Keys];
        }
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Root + "/decision", DecisionAsync);
        routes.MapGet(Root + "/start.m3u8", StartAsync);
        routes.MapGet(Root + "/session/{session}/base/index.m3u8", ListAsync);
        routes.MapGet(Root + "/session/{session}/base/{number:int}.ts", SegmentAsync);
        routes.MapGet(Root + "/ping", PingAsync);
        routes.MapGet(Root + "/stop", StopAsync);
        routes.MapGet("/transcode/sessions", SessionsAsync);
    }

    public async Task StopAllAsync()
    {
        foreach (var session in _runs.Keys)
        {
            if (_runs.TryRemove(session, out var run))
                await run.DisposeAsync();
        }
    }

    private Task DecisionAsync(HttpContext context)
    {
        if (Wanted(context) is not { } wanted || !Allowed(context, wanted))
            return Wire.ErrorAsync(context, 400);
        var direct = context.Request.Query["directPlay"] == "1";
        if (direct && context.Request.Query["subtitles"] == "burn")
            return Wire.ErrorAsync(context, 400);
        if (pms.Switches.Transcode.RefuseCode is var refused and not 0)
        {
            return Wire.ContainerAsync(context, new JsonObject
            {
                ["size"] = 0,
                ["generalDecisionCode"] = refused,
                ["generalDecisionText"] = refused == 4005 ? "No transcode target for this client." : "File is unplayable.",
            });
        }
        if (direct)
            pms.DirectPlay[$"{context.Request.Headers["X-Plex-Client-Identifier"]}|{context.Request.Headers["X-Plex-Session-Identifier"]}"] = true;
        _decided[wanted.Session] = context.Request.QueryString.Value ?? "";
        return Wire.ContainerAsync(context, Decision(wanted, direct, pms.Switches.Transcode.Container));
    }

    private static JsonObject Decision(Ask wanted, bool direct, string container)
    {
        var film = wanted.Part.Film;
        var (width, height) = wanted.Size;
        return new JsonObject
        {
            ["size"] = 1,
            ["allowSync"] = "1",
            ["directPlayDecisionCode"] = direct ? 1000 : 3000,
            ["generalDecisionCode"] = direct ? 1000 : 1001,
            ["generalDecisionText"] = direct ? "Direct play OK." : "Direct play not available; Conversion OK.",
            ["transcodeDecisionCode"] = 1001,
            ["resourceSession"] = $"{{{wanted.Session}}}",
            ["Metadata"] = new JsonArray(new JsonObject
            {
                ["ratingKey"] = wanted.Item.RatingKey,
                ["type"] = wanted.Item.Type,
                ["title"] = wanted.Item.Title,
                ["duration"] = film.DurationMs,
                ["Media"] = new JsonArray(new JsonObject
                {
                    ["id"] = Wire.Text(wanted.Item.Versions[0].Id),
                    ["selected"] = true,
                    ["protocol"] = direct ? null : "hls",
                    ["container"] = direct ? film.Container : container,
                    ["videoCodec"] = "h264",
                    ["width"] = width,
                    ["height"] = height,
                    ["Part"] = new JsonArray(new JsonObject
                    {
                        ["id"] = Wire.Text(wanted.Part.Id),
                        ["selected"] = true,
                        ["decision"] = direct ? "directplay" : "transcode",
                        ["Stream"] = new JsonArray(new JsonObject { ["id"] = "101", ["streamType"] = 1, ["codec"] = "h264", ["decision"] = "transcode" }),
                    }),
                }),
            }),
        };
    }

    private async Task StartAsync(HttpContext context)
    {
        var wanted = Wanted(context);
        var decided = wanted is not null && _decided.TryGetValue(wanted.Session, out var query) && query == context.Request.QueryString.Value;
        if (wanted is null || !Allowed(context, wanted) || (pms.Switches.Transcode.ColdStartIs400 && !decided))
        {
            await Wire.ErrorAsync(context, 400);
            return;
        }
        if (_runs.TryRemove(wanted.Session, out var old))
            await old.DisposeAsync();
        _runs[wanted.Session] = TranscodeRun.Start(wanted.Part.Film, wanted.OffsetSeconds, wanted.Size, wanted.Sound, pms.Switches.Transcode.Clock);
        var (width, height) = wanted.Size;
        await TextAsync(context, $"""
            #EXTM3U
            #EXT-X-STREAM-INF:PROGRAM-ID=1,BANDWIDTH=3538000,RESOLUTION={width}x{height},FRAME-RATE=25.000000
            {Prefix(context, wanted.Session)}session/{wanted.Session}/base/index.m3u8

            """);
    }

    private Task ListAsync(HttpContext context, string session)
    {
        if (Run(session) is not { } run)
            return Wire.ErrorAsync(context, 404);
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:4\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{TranscodeRun.SegmentSeconds}\n#EXT-X-MEDIA-SEQUENCE:0\n");
        var first = pms.Switches.Transcode.ListBeginsAtOffset ? run.FirstSegment : 0;
        if (run.FirstSegment > 0 && pms.Switches.Transcode.WritesStartHint)
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-START:TIME-OFFSET={run.OffsetSeconds:0.000000}\n");
        var prefix = pms.Switches.Transcode.AbsoluteAddresses ? $"{pms.Address.ToString().TrimEnd('/')}{Root}/session/{session}/base/" : "";
        for (var n = first; n < run.Segments; n++)
            text.Append(CultureInfo.InvariantCulture, $"#EXTINF:{run.LengthOf(n):0.######}, nodesc\n{prefix}{n:00000}.ts\n");
        return TextAsync(context, text.Append("#EXT-X-ENDLIST\n").ToString());
    }

    private async Task SegmentAsync(HttpContext context, string session, int number)
    {
        if (Run(session) is not { } run)
        {
            await Wire.ErrorAsync(context, 404);
            return;
        }
        if (pms.Switches.Transcode.SegmentsHang)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        if (context.Request.Headers.Range.Count > 0)
            await Wire.ErrorAsync(context, 416);
        else if (await run.SegmentAsync(number, pms.Switches.Transcode.SegmentWait, context.RequestAborted) is { } path)
            await Results.File(path, "video/mp2t").ExecuteAsync(context);
        else
            await Wire.ErrorAsync(context, 404);
    }

    private Task PingAsync(HttpContext context)
    {
        var run = Run(context.Request.Query["session"].ToString());
        run?.Touch();
        return run is null ? Wire.ErrorAsync(context, 404) : Task.CompletedTask;
    }

    private async Task StopAsync(HttpContext context)
    {
        var session = context.Request.Query["session"].ToString();
        _decided.TryRemove(session, out _);
        if (_runs.TryRemove(session, out var run))
            await run.DisposeAsync();
        else
            await Wire.ErrorAsync(context, 404);
    }

    private Task SessionsAsync(HttpContext context)
    {
        var rows = Running.Select(key => new JsonObject { ["key"] = key, ["progress"] = -1, ["size"] = -22, ["protocol"] = "hls", ["videoCodec"] = "*" }).ToArray();
        var container = new JsonObject { ["size"] = rows.Length };
        if (rows.Length > 0)
            container["TranscodeSession"] = new JsonArray(rows);
        return Wire.ContainerAsync(context, container);
    }

    private TranscodeRun? Run(string session)
    {
        Reap();
        return _runs.GetValueOrDefault(session);
    }

    private void Reap()
    {
        foreach (var (session, run) in _runs)
        {
            if (run.IdleFor > pms.Switches.Transcode.SessionLife && _runs.TryRemove(session, out _))
                _ = run.DisposeAsync().AsTask();
        }
    }

    private string Prefix(HttpContext context, string session) =>
        pms.Switches.Transcode.AbsoluteAddresses && session.Length > 0 ? $"http://{context.Request.Host}{Root}/" : "";

    private Ask? Wanted(HttpContext context)
    {
        var query = context.Request.Query;
        var session = query["session"].ToString();
        if (query["path"].ToString().Split('/') is not ["", "library", "metadata", var key] || session.Length == 0)
            return null;
        if (pms.Library.Find(key) is not { Versions.Count: > 0 } item || !pms.Library.Sees(FakePms.UserOf(context), item))
            return null;
        var version = item.Versions[Math.Clamp(Number(query["mediaIndex"]), 0, item.Versions.Count - 1)];
        var part = version.Parts[Math.Clamp(Number(query["partIndex"]), 0, version.Parts.Count - 1)];
        _ = double.TryParse(query["offset"], NumberStyles.Float, CultureInfo.InvariantCulture, out var offset);
        var size = query["videoResolution"].ToString().Split('x');
        var video = part.Film.Info.Video;
        return new Ask(session, item, part, offset, size is [var w, var h] ? (Number(w), Number(h)) : (video.Width, video.Height), Math.Max(0, Number(query["audioStreamID"]) - (int)(part.Id * 100) - 1));
    }

    private static bool Allowed(HttpContext context, Ask wanted)
    {
        string[] named = [Named(context, "X-Plex-Platform"), Named(context, "X-Plex-Client-Identifier"), Named(context, "X-Plex-Session-Identifier")];
        return KnownPlatforms.Contains(named[0]) && named[1].Length > 0 && named[2] == wanted.Session;
    }

    private static string Named(HttpContext context, string name) =>
        context.Request.Query[name].ToString() is { Length: > 0 } value ? value : context.Request.Headers[name].ToString();

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static Task TextAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "application/vnd.apple.mpegurl";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private sealed record Ask(string Session, FakeItem Item, FakePart Part, double OffsetSeconds, (int Width, int Height) Size, int Sound);
}
