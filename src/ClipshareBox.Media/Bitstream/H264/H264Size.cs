namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>Size of a picture by its SPS.</summary>
/// <param name="Width">Shown width in px.</param>
/// <param name="Height">Shown height of a frame in px.</param>
/// <param name="Macroblocks">Coded macroblocks of a frame.</param>
/// <param name="FrameMbsOnly">frame_mbs_only_flag.</param>
internal readonly record struct H264Size(int Width, int Height, int Macroblocks, bool FrameMbsOnly)
{
    private const int MostMacroblocks = 1 << 12; // a side of 65,536 px, beyond any level

    /// <summary>Reads from pic_width_in_mbs_minus1 up to the VUI.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static H264Size Parse(ref BitReader from, int chromaArrayType)
    {
        var across = from.Ue(MostMacroblocks) + 1;
        var units = from.Ue(MostMacroblocks) + 1;
        var frameMbsOnly = from.Flag();
        var down = units * (frameMbsOnly ? 1 : 2);
        if (!frameMbsOnly)
            from.Skip(1); // mb_adaptive_frame_field_flag
        from.Skip(1); // direct_8x8_inference_flag
        var (cutX, cutY) = from.Flag() ? Crop(ref from, chromaArrayType, frameMbsOnly) : (0, 0);
        return new H264Size((across * 16) - cutX, (down * 16) - cutY, across * down, frameMbsOnly);
    }

    private static (int X, int Y) Crop(ref BitReader from, int chromaArrayType, bool frameMbsOnly)
    {
        const int most = MostMacroblocks * 16;
        var across = from.Ue(most) + from.Ue(most);
        var down = from.Ue(most) + from.Ue(most);
        var unitX = chromaArrayType is 1 or 2 ? 2 : 1;
        var unitY = (chromaArrayType == 1 ? 2 : 1) * (frameMbsOnly ? 1 : 2);
        return (across * unitX, down * unitY);
    }
}
