using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>Files by range, behind the gates that newer servers have.</summary>
internal sealed class PartRoutes(FakePms pms)
{
    private const int Chunk = 64 * 1024;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/library/parts/{id:long}/{stamp}/{name}", ["GET", "HEAD"], PartAsync);
        routes.MapGet("/library/streams/{id:long}.srt", SubtitleAsync);
        routes.MapGet("/library/streams/{id:long}", context => Wire.ErrorAsync(context, 501));
    }

    private Task SubtitleAsync(HttpContext context, long id)
    {
        if (id % 100 != 99 || pms.Library.FindPart(id / 100)?.Part.Subtitle is not { } text)
            return Wire.ErrorAsync(context, 404);
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private async Task PartAsync(HttpContext context, long id)
    {
        if (pms.Library.FindPart(id) is not { } found || !pms.Library.Sees(FakePms.UserOf(context), found.Item) || found.Part.Missing)
        {
            await Wire.ErrorAsync(context, 404);
            return;
        }
        if (Refusal(context) is { } status)
        {
            await Wire.ErrorAsync(context, status);
            return;
        }
        var path = found.Part.Film.Path;
        var size = new FileInfo(path).Length;
        var asked = context.Request.Headers.Range.ToString();
        var range = asked.Length == 0 ? (0, size - 1) : Range(asked, size);
        if (range is not { } wanted)
        {
            context.Response.Headers.ContentRange = $"bytes */{Wire.Text(size)}";
            await Wire.ErrorAsync(context, 416);
            return;
        }
        WriteHead(context, found.Part, wanted, size, asked.Length > 0);
        if (!HttpMethods.IsHead(context.Request.Method))
            await SendAsync(context, path, wanted);
    }

    private int? Refusal(HttpContext context)
    {
        var download = context.Request.Query["download"] == "1";
        if (download && pms.Switches.DownloadForbidden)
            return 403;
        if (!download && pms.Switches.PartBandwidthStatus != 0)
            return pms.Switches.PartBandwidthStatus;
        var pair = $"{context.Request.Headers["X-Plex-Client-Identifier"]}|{context.Request.Headers["X-Plex-Session-Identifier"]}";
        return !download && pms.Switches.PartNeedsDecision && !pms.DirectPlay.ContainsKey(pair) ? 503 : null;
    }

    private static void WriteHead(HttpContext context, FakePart part, (long From, long To) range, long size, bool partial)
    {
        var response = context.Response;
        response.StatusCode = partial ? 206 : 200;
        response.ContentType = part.Film.Container switch
        {
            "mkv" => "video/x-matroska",
            "ts" => "video/vnd.dlna.mpeg-tts",
            _ => "video/mp4",
        };
        response.ContentLength = range.To - range.From + 1;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.LastModified = new FileInfo(part.Film.Path).LastWriteTimeUtc.ToString("R", CultureInfo.InvariantCulture);
        if (partial)
            response.Headers.ContentRange = $"bytes {Wire.Text(range.From)}-{Wire.Text(range.To)}/{Wire.Text(size)}";
        if (context.Request.Query["download"] == "1")
            response.Headers.ContentDisposition = $"attachment; filename=\"file.{part.Film.Container}\"";
    }

    private async Task SendAsync(HttpContext context, string path, (long From, long To) range)
    {
        var cut = pms.Switches.CutPartAfterBytes;
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, useAsync: true);
        file.Position = range.From;
        var left = range.To - range.From + 1;
        var sent = 0L;
        var buffer = new byte[Chunk];
        while (left > 0)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(Chunk, left)), context.RequestAborted);
            if (read == 0)
                return;
            if (cut is { } limit && sent + read > limit)
            {
                context.Abort();
                return;
            }
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            pms.Calls.AddBytes(read);
            sent += read;
            left -= read;
        }
    }

    // One range, as a-b, a- or -n.
    private static (long, long)? Range(string text, long size)
    {
        var parts = text.Replace("bytes=", "", StringComparison.Ordinal).Split('-');
        if (parts.Length != 2)
            return null;
        var from = Number(parts[0]);
        var to = Number(parts[1]);
        if (from is null)
            return to is > 0 ? (Math.Max(0, size - to.Value), size - 1) : null;
        return from < size ? (from.Value, Math.Min(to ?? size - 1, size - 1)) : null;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
