using System.Net.Sockets;

namespace ClipshareBox.Media.Sources;

/// <summary>A fault of the network or the server that may be gone at the next try.</summary>
/// <param name="reason">What happened, without address or header.</param>
internal sealed class PassingFault(string reason) : Exception(reason)
{
    /// <summary>Names a network fault; texts of the framework are not passed on because they may hold addresses.</summary>
    public static PassingFault Of(Exception fault) => new(fault switch
    {
        { InnerException: SocketException inner } => Name(inner.SocketErrorCode),
        SocketException socket => Name(socket.SocketErrorCode),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name cannot be resolved",
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection ended early",
        _ => "the connection broke",
    });

    private static string Name(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "the connection was refused",
        SocketError.ConnectionReset => "the connection was reset",
        SocketError.TimedOut => "no connection within the time limit",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "its name cannot be resolved",
        _ => $"the network failed ({error})",
    };
}
