using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Benchmarks;

/// <summary>A local HTTP server with ranges that counts the bytes it hands out.</summary>
internal sealed class RangeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private long _bytes;

    private RangeServer(WebApplication app) => _app = app;

    /// <summary>Bytes handed out so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Address of the one file served.</summary>
    public string Address { get; private set; } = "";

    public static async Task<RangeServer> StartAsync(string path)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new RangeServer(app);
        app.Use(server.CountAsync);
        app.MapGet("/film", () => Results.File(path, "application/octet-stream", enableRangeProcessing: true));
        await app.StartAsync();
        server.Address = app.Urls.First() + "/film";
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        var body = context.Response.Body;
        await using var counting = new CountingStream(body, n => Interlocked.Add(ref _bytes, n));
        context.Response.Body = counting;
        await next(context);
    }

    private sealed class CountingStream(Stream inner, Action<long> count) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken ct) => inner.FlushAsync(ct);

        public override int Read(byte[] buffer, int offset, int length) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int length)
        {
            inner.Write(buffer, offset, length);
            count(length);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken ct = default)
        {
            await inner.WriteAsync(buffer, ct);
            count(buffer.Length);
        }
    }
}
