using ClipshareBox.Media.Bitstream.H264;
using ClipshareBox.Media.Bitstream.Hevc;

namespace ClipshareBox.Media.Bitstream;

/// <summary>Chooses the seam syntax for a track.</summary>
internal static class SeamSyntax
{
    /// <summary>The syntax of a source's video track, or null when it is neither H.264 nor HEVC.</summary>
    /// <param name="sampleEntry">The track's whole sample entry box.</param>
    /// <exception cref="MediaException">The entry or its parameter sets are damaged
    /// (<see cref="MediaFault.CannotCut"/>).</exception>
    public static ISeamSyntax? For(byte[] sampleEntry) => SampleEntry.TypeOf(sampleEntry) switch
    {
        "avc1" or "avc3" => new H264Seam(sampleEntry),
        "hvc1" or "hev1" => new HevcSeam(sampleEntry),
        _ => null,
    };
}
