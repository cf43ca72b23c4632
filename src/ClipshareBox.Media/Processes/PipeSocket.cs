using System.Net.Sockets;

namespace ClipshareBox.Media.Processes;

/// <summary>A way for a tool to hand over a second output: a Unix socket in a private folder, named as ffmpeg names it.</summary>
internal sealed class PipeSocket : IDisposable
{
    private readonly Socket _listener;
    private readonly string _folder;

    private readonly string _path;

    private PipeSocket(Socket listener, string folder, string path)
    {
        _listener = listener;
        _folder = folder;
        _path = path;
        Address = $"unix:{path}";
    }

    /// <summary>The address to give to the tool.</summary>
    public string Address { get; }

    /// <summary>Makes a socket that nobody else may open (folder mode 700).</summary>
    public static PipeSocket Create()
    {
        var folder = Directory.CreateTempSubdirectory("clip-").FullName;
        var path = Path.Combine(folder, "out");
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(2);
        return new PipeSocket(listener, folder, path);
    }

    /// <summary>Waits for the tool to open its output; the stream is empty when it ended without.</summary>
    /// <param name="ended">Completes when the tool will not open it any more.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Stream> AcceptAsync(Task ended, CancellationToken ct)
    {
        var accepting = _listener.AcceptAsync(ct).AsTask();
        if (await Task.WhenAny(accepting, ended) != accepting)
        {
            // A quick tool may have come and gone before we looked. Connections are taken in turn: ours is behind its, and empty.
            using var last = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await last.ConnectAsync(new UnixDomainSocketEndPoint(_path), ct);
        }
        return new NetworkStream(await accepting, ownsSocket: true);
    }

    /// <summary>Closes the socket and removes its folder.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
