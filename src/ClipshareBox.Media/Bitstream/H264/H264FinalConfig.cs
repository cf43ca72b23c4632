namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>The record of a finished track: the source's sets and those of the pieces.</summary>
internal static class H264FinalConfig
{
    /// <summary>Makes it.</summary>
    /// <param name="source">The source's record.</param>
    /// <param name="pieces">What encoders made.</param>
    /// <param name="gaps">Pictures were left out behind a rewritten random access picture.</param>
    /// <exception cref="MediaException">A set of the source is damaged.</exception>
    public static AvcConfig Of(AvcConfig source, IReadOnlyList<H264Piece> pieces, bool gaps)
    {
        var config = source with
        {
            LengthSize = NalOutput.LengthSize,
            Sps = [.. source.Sps.Select(sps => gaps ? H264SpsEdit.WithGaps(sps) : sps), .. pieces.Select(piece => piece.Sps)],
            Pps = [.. source.Pps, .. pieces.Select(piece => piece.Pps)],
        };
        return pieces.Aggregate(config, Cover);
    }

    // The record names a profile and level that every set keeps to; a higher number does, the formats being the same.
    private static AvcConfig Cover(AvcConfig config, H264Piece piece)
    {
        var sps = piece.Parsed;
        var level = (byte)Math.Max(config.Level, sps.Level);
        if (sps.Profile <= config.Profile)
            return config with { Level = level };
        return config with
        {
            Profile = (byte)sps.Profile,
            Compatibility = (byte)(config.Compatibility & piece.Compatibility),
            Level = level,
            Extension = config.Extension.Length > 0 ? config.Extension : ExtensionFor(sps),
        };
    }

    private static byte[] ExtensionFor(H264Sps sps) => H264Format.IsStated(sps.Profile)
        ? [(byte)(0xFC | sps.Format.Chroma), DepthByte(sps.Format.LumaBits), DepthByte(sps.Format.ChromaBits), 0]
        : [];

    private static byte DepthByte(int bits) => (byte)(0xF8 | (bits - 8));
}
