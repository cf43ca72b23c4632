namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>Passes over the reference picture sets of an SPS; their length is known only by reading them (7.3.7).</summary>
internal static class HevcReferenceSets
{
    private const int MostSets = 64;
    private const int MostPictures = 16;

    /// <summary>Passes over short-term and long-term sets.</summary>
    /// <param name="from">At num_short_term_ref_pic_sets.</param>
    /// <param name="orderBits">Bits of the order count's low part.</param>
    /// <exception cref="MediaException">Damaged.</exception>
    public static void Skip(ref BitReader from, int orderBits)
    {
        var sets = from.Ue(MostSets);
        var pictures = 0;
        for (var set = 0; set < sets; set++)
            pictures = SkipSet(ref from, set, pictures);
        if (!from.Flag())
            return;
        var longTerm = from.Ue(32);
        from.Skip(longTerm * (orderBits + 1));
    }

    private static int SkipSet(ref BitReader from, int set, int picturesBefore)
    {
        if (set == 0 || !from.Flag())
            return SkipStated(ref from);
        from.Skip(1); // delta_rps_sign
        from.Ue(); // abs_delta_rps_minus1
        var pictures = 0;
        for (var i = 0; i <= picturesBefore; i++)
        {
            var used = from.Flag();
            if (used || from.Flag())
                pictures++;
        }
        return pictures;
    }

    private static int SkipStated(ref BitReader from)
    {
        var pictures = from.Ue(MostPictures) + from.Ue(MostPictures);
        for (var i = 0; i < pictures; i++)
        {
            from.Ue();
            from.Skip(1);
        }
        return pictures;
    }
}
