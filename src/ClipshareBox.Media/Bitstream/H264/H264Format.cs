namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>Chroma format and bit depths of an SPS.</summary>
/// <param name="Chroma">chroma_format_idc: 0 grey, 1 4:2:0, 2 4:2:2, 3 4:4:4.</param>
/// <param name="SeparatePlanes">Each colour plane is coded like a grey picture.</param>
/// <param name="LumaBits">8 to 14.</param>
/// <param name="ChromaBits">8 to 14.</param>
internal readonly record struct H264Format(int Chroma, bool SeparatePlanes, int LumaBits, int ChromaBits)
{
    /// <summary>ChromaArrayType: 0 when a slice has no chroma.</summary>
    public int ChromaArrayType => SeparatePlanes ? 0 : Chroma;

    /// <summary>Whether sets and records of a profile state the format (7.3.2.1.1).</summary>
    public static bool IsStated(int profile) =>
        profile is 100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135;

    /// <summary>Reads it, with the scaling lists behind it.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static H264Format Parse(ref BitReader from, int profile)
    {
        if (!IsStated(profile))
            return new H264Format(1, false, 8, 8);
        var chroma = from.Ue(3);
        var separate = chroma == 3 && from.Flag();
        var format = new H264Format(chroma, separate, from.Ue(6) + 8, from.Ue(6) + 8);
        from.Skip(1); // qpprime_y_zero_transform_bypass_flag
        if (from.Flag())
            SkipScalingMatrix(ref from, chroma == 3 ? 12 : 8);
        return format;
    }

    private static void SkipScalingMatrix(ref BitReader from, int lists)
    {
        for (var list = 0; list < lists; list++)
        {
            if (from.Flag())
                SkipScalingList(ref from, list < 6 ? 16 : 64);
        }
    }

    private static void SkipScalingList(ref BitReader from, int size)
    {
        var last = 8;
        for (var i = 0; i < size; i++)
        {
            var next = (int)((last + (long)from.Se()) & 255);
            if (next == 0)
                return;
            last = next;
        }
    }
}
