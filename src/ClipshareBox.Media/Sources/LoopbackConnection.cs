using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ClipshareBox.Media.Sources;

/// <summary>One of ffmpeg's connections to the <see cref="LoopbackServer"/>.</summary>
internal sealed class LoopbackConnection(LoopbackServer server, Socket socket) : IDisposable
{
    private const int MostHeadBytes = 8 * 1024;
    private const int SliceBytes = 64 * 1024;
    private static readonly TimeSpan HeadLimit = TimeSpan.FromSeconds(30);

    private readonly byte[] _head = new byte[MostHeadBytes];
    private int _headBytes;

    /// <summary>Answers requests until the client or the server closes; never throws.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            // What waits in the socket when ffmpeg seeks away was fetched for nothing.
            socket.SendBufferSize = SliceBytes;
            socket.NoDelay = true;
            while (await ReadHeadAsync(ct) is > 0 and var length)
            {
                if (!await AnswerAsync(length, ct))
                    break;
            }
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The client is gone, idle, or this server closes: nobody is left to tell.
        }
        catch (Exception e) when (e is MediaException or ObjectDisposedException)
        {
            if (e is MediaException fault && !IsLeft)
                server.Tell(fault);
            socket.LingerState = new LingerOption(true, 0); // a reset: ffmpeg must not take it for the end of the file
        }
    }

    public void Dispose() => socket.Dispose();

    // A tool that was stopped has no more use for what could not be read.
    private bool IsLeft => socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;

    /// <returns>The head's length; 0 when the client closed, or sent more than a head may have.</returns>
    private async Task<int> ReadHeadAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(HeadLimit, server.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        while (true)
        {
            var end = _head.AsSpan(0, _headBytes).IndexOf(RequestHead.End);
            if (end >= 0)
                return end + RequestHead.End.Length;
            if (_headBytes == _head.Length)
                return await RefuseAsync(431, ct);
            var read = await socket.ReceiveAsync(_head.AsMemory(_headBytes), either.Token);
            if (read == 0)
                return 0;
            _headBytes += read;
        }
    }

    private async Task<bool> AnswerAsync(int headLength, CancellationToken ct)
    {
        var status = RequestHead.Parse(_head.AsSpan(0, headLength), out var request);
        _head.AsSpan(headLength, _headBytes - headLength).CopyTo(_head);
        _headBytes -= headLength;
        if (request is null)
            return await RefuseAsync(status, ct) > 0;
        if (request.Host != server.Authority || !server.Serves(request.Target))
            return await RefuseAsync(404, ct) > 0;
        var length = server.Bytes.Length;
        var range = ByteRange.Parse(request.Range, length);
        await SendHeadAsync(range, length, request.KeepAlive, ct);
        if (!request.IsHead)
            await SendBytesAsync(range.From, range.Count, ct);
        return request.KeepAlive;
    }

    private async Task<int> RefuseAsync(int status, CancellationToken ct)
    {
        var allow = status == 405 ? "Allow: GET, HEAD\r\n" : "";
        await SendTextAsync($"HTTP/1.1 {status} {Reason(status)}\r\n{allow}Content-Length: 0\r\nConnection: close\r\n\r\n", ct);
        return 0;
    }

    private Task SendHeadAsync(ByteRange range, long length, bool keepAlive, CancellationToken ct)
    {
        var place = range.Status switch
        {
            206 => Text($"Content-Range: bytes {range.From}-{range.From + range.Count - 1}/{length}\r\n"),
            416 => Text($"Content-Range: bytes */{length}\r\n"),
            _ => "",
        };
        return SendTextAsync(
            Text($"HTTP/1.1 {range.Status} {Reason(range.Status)}\r\n")
            + "Content-Type: application/octet-stream\r\nAccept-Ranges: bytes\r\n"
            + Text($"Content-Length: {range.Count}\r\n{place}Connection: {(keepAlive ? "keep-alive" : "close")}\r\n\r\n"),
            ct);
    }

    private async Task SendBytesAsync(long from, long count, CancellationToken ct)
    {
        var slice = ArrayPool<byte>.Shared.Rent(SliceBytes);
        try
        {
            while (count > 0)
            {
                var read = await server.Bytes.ReadAtAsync(from, slice.AsMemory(0, (int)Math.Min(SliceBytes, count)), ct);
                if (read == 0)
                    throw new MediaException(MediaFault.SourceLost, "The source became shorter while it was read.");
                await SendAsync(slice.AsMemory(0, read), ct);
                from += read;
                count -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(slice);
        }
    }

    private Task SendTextAsync(string text, CancellationToken ct) => SendAsync(Encoding.ASCII.GetBytes(text), ct);

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes, ct)..];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Reason(int status) => status switch
    {
        200 => "OK",
        206 => "Partial Content",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        416 => "Range Not Satisfiable",
        431 => "Request Header Fields Too Large",
        _ => "HTTP Version Not Supported",
    };
}
