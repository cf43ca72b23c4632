using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace ClipshareBox.Media.Sources;

/// <summary>The kept connections to one source's server, and the time limits of making and using them.</summary>
/// <remarks>
/// HTTP/1.1, no proxy (sources lie in the house, and a proxy would see their tokens), no cookies, nothing compressed.
/// </remarks>
internal sealed class HttpConnections : IDisposable
{
    private const int MaxHeaderKilobytes = 64;

    private readonly SourceOptions _options;
    private readonly ConnectionRules? _rules;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _http;

    public HttpConnections(SourceOptions options, ConnectionRules? rules, TimeProvider clock)
    {
        _options = options;
        _rules = rules;
        _clock = clock;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = rules?.Trusts },
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            Credentials = null,
            MaxConnectionsPerServer = Math.Max(1, options.Connections),
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            MaxResponseDrainSize = 16 * 1024, // the page behind a redirect is worth reading to keep the connection, a film is not
            ActivityHeadersPropagator = null,
            ConnectTimeout = Timeout.InfiniteTimeSpan, // measured below, by the clock that was given
            ConnectCallback = ConnectAsync,
        });
    }

    /// <summary>Sends a request and waits for the headers of its answer.</summary>
    /// <exception cref="PassingFault">No connection or no answer in time, or the connection broke.</exception>
    /// <exception cref="AuthenticationFault">No secure connection can be made.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        request.Version = HttpVersion.Version11;
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (request.Headers.UserAgent.Count == 0)
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("ClipshareBox", null));
        using var limit = new CancellationTokenSource(_options.HeaderTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await _http.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new PassingFault($"no answer within {_options.HeaderTimeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new AuthenticationFault();
        }
        catch (HttpRequestException e)
        {
            throw PassingFault.Of(e);
        }
    }

    /// <summary>Reads the next bytes of an answer.</summary>
    /// <exception cref="PassingFault">Nothing came for too long, or the connection broke or ended early.</exception>
    public async Task<int> ReadAsync(Stream body, Memory<byte> room, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(_options.StallTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var read = await body.ReadAsync(room, either.Token);
            return read > 0 ? read : throw new PassingFault("the connection ended early");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new PassingFault($"nothing came for {_options.StallTimeout.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw PassingFault.Of(e);
        }
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(_options.ConnectTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // TLS still asks for the name; only the way there is short-cut.
            if (_rules?.AddressOf(context.DnsEndPoint.Host) is { } address)
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), either.Token);
            else
                await socket.ConnectAsync(context.DnsEndPoint, either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The server's certificate is not to be trusted, or it speaks no TLS that we do.</summary>
internal sealed class AuthenticationFault : Exception;
