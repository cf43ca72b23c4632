using ClipshareBox.Media.Bitstream;
using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Cutting;

/// <summary>A coded picture with the facts its bitstream tells.</summary>
/// <remarks>A picture that is never disposed costs nothing but its place in the pool; the long middle of a clip is disposed as it is written.</remarks>
internal sealed record Picture(Packet Packet, PictureFacts Facts) : IDisposable
{
    public long Pts => Packet.Pts;

    /// <summary>True when decoding may start here.</summary>
    public bool RandomAccess => Facts.RandomAccess;

    public void Dispose() => Packet.Dispose();
}
