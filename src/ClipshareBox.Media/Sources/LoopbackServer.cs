using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace ClipshareBox.Media.Sources;

/// <summary>Shows one source to ffmpeg as a file on 127.0.0.1 under a name of 128 random bits, while it lives.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private const int MostConnections = 32;
    private const int NonceBytes = 16;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly IByteSource _bytes;
    private readonly TimeProvider _clock;
    private readonly string _path;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _free = new(MostConnections);
    private readonly Task _accepting;
    private int _closed;
    private MediaException? _fault;

    private LoopbackServer(IByteSource bytes, TimeProvider clock)
    {
        _bytes = bytes;
        _clock = clock;
        _path = "/" + RandomNumberGenerator.GetHexString(NonceBytes * 2, lowercase: true);
        _listener.Start();
        Authority = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}";
        _accepting = AcceptAsync();
    }

    /// <summary>The address for ffmpeg's command line. Whoever knows it can read the source, nothing else.</summary>
    public string Address => $"http://{Authority}{_path}";

    /// <summary>The last fault of the source that was met here; ffmpeg itself only sees a broken connection.</summary>
    public MediaException? Fault => Volatile.Read(ref _fault);

    internal string Authority { get; }

    internal IByteSource Bytes => _bytes;

    internal TimeProvider Clock => _clock;

    /// <summary>Starts to listen on a port that the system chooses.</summary>
    /// <param name="bytes">The source; stays the caller's, to be disposed of after this server.</param>
    /// <param name="clock">Measures how long a request may take to arrive.</param>
    public static LoopbackServer Start(IByteSource bytes, TimeProvider clock) => new(bytes, clock);

    /// <summary>Closes the port and every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
            return;
        await _closing.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _closing.Dispose();
        _free.Dispose();
    }

    internal bool Serves(string target) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(target), Encoding.ASCII.GetBytes(_path));

    internal void Tell(MediaException fault) => Volatile.Write(ref _fault, fault);

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                await _free.WaitAsync(_closing.Token);
                var socket = await AcceptOneAsync();
                connections.RemoveAll(connection => connection.IsCompleted);
                connections.Add(ServeAsync(socket));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    // Out of file handles, or gone before it was accepted: neither may end this server.
    private async Task<Socket> AcceptOneAsync()
    {
        while (true)
        {
            try
            {
                return await _listener.AcceptSocketAsync(_closing.Token);
            }
            catch (SocketException)
            {
                await Task.Delay(AcceptPause, _clock, _closing.Token);
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using var connection = new LoopbackConnection(this, socket);
            await connection.RunAsync(_closing.Token);
        }
        finally
        {
            _free.Release();
        }
    }
}
