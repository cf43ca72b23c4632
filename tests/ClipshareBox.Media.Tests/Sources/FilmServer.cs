using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ClipshareBox.Media.Tests.Sources;

/// <summary>A real web server with one film, at every path; counts what it sends and can be told to misbehave.</summary>
internal sealed class FilmServer : IAsyncDisposable
{
    private const int WriteBytes = 16 * 1024;
    private readonly WebApplication _app;
    private long _bytesSent;

    private FilmServer(byte[] content)
    {
        Content = content;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>The film's bytes and its tag; may be swapped for others.</summary>
    public byte[] Content { get; set; }

    public string Tag { get; set; } = "\"one\"";

    public bool KnowsRanges { get; init; } = true;

    /// <summary>Answers a request itself when it returns true.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<Asked> Requests { get; } = [];

    public string Address => _app.Urls.Single();

    public static async Task<FilmServer> StartAsync(byte[] content, bool knowsRanges = true)
    {
        var server = new FilmServer(content) { KnowsRanges = knowsRanges };
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    /// <summary>Sends the head of the right answer and only the first bytes of its body.</summary>
    public async Task SendPartAsync(HttpContext context, int bytes)
    {
        var (from, _) = Head(context);
        await WriteAsync(context, from, bytes);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        Requests.Enqueue(new Asked(
            context.Request.Path + context.Request.QueryString,
            headers.Range.ToString(),
            headers["X-Token"].ToString(),
            headers.AcceptEncoding.ToString()));
        if (await Instead(context))
            return;
        var (from, count) = Head(context);
        await WriteAsync(context, from, count);
    }

    private (int From, int Count) Head(HttpContext context)
    {
        var content = Content;
        var response = context.Response;
        response.Headers.ETag = Tag;
        var ifRange = context.Request.Headers.IfRange.ToString();
        if (!KnowsRanges
            || (ifRange.Length > 0 && ifRange != Tag)
            || !RangeHeaderValue.TryParse(context.Request.Headers.Range.ToString(), out var range))
        {
            response.ContentLength = content.Length;
            return (0, content.Length);
        }
        var wanted = range.Ranges.Single();
        var from = (int)(wanted.From ?? 0);
        if (from >= content.Length)
        {
            response.StatusCode = 416;
            response.Headers.ContentRange = $"bytes */{content.Length}";
            return (0, 0);
        }
        var to = (int)Math.Min(content.Length - 1, wanted.To ?? long.MaxValue);
        response.StatusCode = 206;
        response.Headers.ContentRange = $"bytes {from}-{to}/{content.Length}";
        response.ContentLength = to - from + 1;
        return (from, to - from + 1);
    }

    private async Task WriteAsync(HttpContext context, int from, int count)
    {
        for (var end = from + count; from < end;)
        {
            var now = Math.Min(WriteBytes, end - from);
            Interlocked.Add(ref _bytesSent, now);
            await context.Response.Body.WriteAsync(Content.AsMemory(from, now), context.RequestAborted);
            from += now;
        }
    }

    internal sealed record Asked(string Target, string Range, string Token, string AcceptEncoding);
}
