using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Cutting;

/// <summary>Frames at a seam, encoded anew.</summary>
/// <param name="Packets">In display order, which is decode order: there are no B-frames.</param>
/// <param name="SampleEntry">The encoder's sample entry, with its parameter sets.</param>
/// <param name="First">Thumbnail of the source's frame at the piece's first time.</param>
/// <param name="Last">Thumbnail of the source's frame at the piece's last time.</param>
internal sealed record EncodedPiece(IReadOnlyList<Packet> Packets, byte[] SampleEntry, byte[] First, byte[] Last);
