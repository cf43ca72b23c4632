using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Streaming;

/// <summary>What one track brings to a segment.</summary>
/// <param name="Format">What its packets are.</param>
/// <param name="Packets">Decode order; times in ticks of the format on the source's clock.</param>
internal sealed record StreamTrack(TrackFormat Format, IReadOnlyList<Packet> Packets) : IDisposable
{
    /// <summary>Gives the packets back.</summary>
    public void Dispose()
    {
        foreach (var packet in Packets)
            packet.Dispose();
    }
}
