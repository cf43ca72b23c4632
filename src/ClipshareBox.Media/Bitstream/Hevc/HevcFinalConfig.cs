namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>The record of a finished track: the source's sets and those of the pieces.</summary>
internal static class HevcFinalConfig
{
    private const int SegmentationAt = 13;
    private const int LengthSizeAt = 21;

    /// <summary>Makes it.</summary>
    /// <param name="source">The source's record.</param>
    /// <param name="pieces">What encoders made.</param>
    /// <param name="setsInBand">Parameter sets stand among the pictures too.</param>
    public static HvcConfig Of(HvcConfig source, IReadOnlyList<HevcPiece> pieces, bool setsInBand)
    {
        var made = new HvcConfig { Head = [.. source.Head], Arrays = ArraysOf(source, pieces, setsInBand) };
        made.Head[LengthSizeAt] |= NalOutput.LengthSize - 1;
        foreach (var piece in pieces)
            HevcProfileTierLevel.Cover(made.ProfileTierLevel, piece.ProfileTierLevel);
        if (pieces.Count > 0)
            ForgetParallelism(made.Head.AsSpan(SegmentationAt, 3));
        return made;
    }

    // Order: VPS, SPS, PPS, then what else the source had (SEI), as 8.3.3.1.3 recommends.
    private static List<HvcArray> ArraysOf(HvcConfig source, IReadOnlyList<HevcPiece> pieces, bool setsInBand)
    {
        var arrays = new List<HvcArray>();
        foreach (var type in (ReadOnlySpan<int>)[HevcNal.Vps, HevcNal.Sps, HevcNal.Pps])
        {
            byte[][] units = [.. source.Units(type), .. pieces.Select(piece => piece.SetOf(type))];
            if (units.Length > 0)
                arrays.Add(new HvcArray(type, !setsInBand, units));
        }
        arrays.AddRange(source.Arrays.Where(array => !HevcNal.IsSet(array.Type)));
        return arrays;
    }

    // min_spatial_segmentation_idc and parallelismType must hold for every set; 0 says nothing.
    private static void ForgetParallelism(Span<byte> fields) => ((ReadOnlySpan<byte>)[0xF0, 0, 0xFC]).CopyTo(fields);
}
