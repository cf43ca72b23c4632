using System.Collections.Concurrent;
using System.Text;
using FakePlex;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClipshareBox.Tests.Tokens;

/// <summary>
/// Goes with every box of the tests: reads all that it answers (headers, bodies, frames of its sockets), every line that it logs, its files at
/// the end, and what runs beside it, and fails the test in which a token of the fakes shows. All of the fakes' tokens bear a mark.
/// </summary>
internal sealed class TokenGuard : IStartupFilter, ILoggerProvider
{
    private const int NoSuchDevice = 6; // ENXIO, errno.h

    private static readonly byte[] Mark = Encoding.ASCII.GetBytes(FakeUser.Mark);

    private static readonly Lazy<ProcessWatch> Processes = new(() => new ProcessWatch(FakeUser.Mark));

    private readonly ConcurrentQueue<string> _seen = new();

    /// <summary>Goes into a box.</summary>
    public void AddTo(IServiceCollection services)
    {
        _ = Processes.Value;
        services.AddSingleton<IStartupFilter>(this);
        services.AddLogging(logs => logs.AddProvider(this)
            .AddFilter<TokenGuard>(level => level >= LogLevel.Information).AddFilter<TokenGuard>("ClipshareBox", LogLevel.Trace));
    }

    /// <summary>Looks through the files of a box that has stopped, and says what was seen where.</summary>
    public void AssertNoneSeen(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            if (Holds(path))
                _seen.Enqueue($"the file {Path.GetRelativePath(folder, path)}");
        }
        foreach (var process in Processes.Value.Take())
            _seen.Enqueue(process);
        Assert.True(_seen.IsEmpty, $"A Plex token shows in {string.Join(", ", _seen.Distinct())}.");
    }

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(ReadAsync);
        next(app);
    };

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Reader(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static bool IsMarked(string text) => text.Contains(FakeUser.Mark, StringComparison.Ordinal);

    private static bool Holds(string path)
    {
        var scan = new MarkScan(Mark);
        using var file = Open(path);
        if (file is null)
            return false;
        var buffer = new byte[256 * 1024];
        int read;
        while (!scan.Seen && (read = file.Read(buffer)) > 0)
            scan.Look(buffer.AsSpan(0, read));
        return scan.Seen;
    }

    // Null for a socket that a killed program left: it cannot be opened (open(2), ENXIO) and holds nothing.
    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (IOException e) when (e.HResult == NoSuchDevice)
        {
            return null;
        }
    }

    private async Task ReadAsync(HttpContext http, RequestDelegate next)
    {
        var what = $"{http.Request.Method} {http.Request.Path}";
        var body = http.Response.Body;
        var scan = new MarkScan(Mark);
        await using var read = new ReadStream(body, scan);
        http.Response.Body = read;
        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
            http.Features.Set<IHttpUpgradeFeature>(new ReadUpgrade(upgrade, scan));
        try
        {
            await next(http);
            await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
        }
        finally
        {
            http.Response.Body = body;
            if (scan.Seen)
                _seen.Enqueue($"what {what} answers");
            if (http.Response.Headers.Any(h => IsMarked($"{h.Key}: {h.Value}")))
                _seen.Enqueue($"a header of {what}");
        }
    }

    private sealed class Reader(TokenGuard guard, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsMarked(formatter(state, exception)) || IsMarked($"{state} {exception}"))
                guard._seen.Enqueue($"a log line of {category}");
        }
    }

    private sealed class ReadUpgrade(IHttpUpgradeFeature inner, MarkScan scan) : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => inner.IsUpgradableRequest;

        // The box's own frames are not masked (RFC 6455, section 5.1), nor compressed here.
        public async Task<Stream> UpgradeAsync() => new ReadStream(await inner.UpgradeAsync(), scan);
    }
}
